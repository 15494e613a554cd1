import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ExpectedError, operations, type Account, type AccountId, type CallContext, type OperationName, type ServerEvent } from '../contract/index.ts'
import { openVault } from '../vault/index.ts'
import { createIdentity, createSessionHandlers, type Identity, type OpenSession } from './index.ts'

let folder: string
let clock: number
let events: ServerEvent[]
let rooms: string[]
let faults: unknown[]
let identity: Identity<string>
const signal = new AbortController().signal
const passphrase = 'treize cailloux'
const welcome = { displayName: 'Docteure Un', passphrase, roles: ['L1' as const], language: 'fr' as const, demo: false }
const other = { displayName: 'Docteur Deux', passphrase: 'quatorze galets', roles: ['L2' as const], language: 'en' as const }

let openRooms: (session: OpenSession) => Promise<string>
function start(): void {
  identity = createIdentity<string>({
    profile: folder, host: 'browser', version: '0.0.0', language: 'fr', now: () => new Date(clock),
    openVault: (file) => openVault({ file, cost: { N: 2 ** 10, r: 8, p: 1 } }),
    openRooms: (session) => openRooms(session),
    closeRooms: async (name) => void rooms.push(`closed ${name}`),
    emit: (event) => void events.push(event),
    rotateToken: () => 'next token',
    report: (error) => void faults.push(error),
  })
}
/** As the dispatcher does it. */
function call<N extends OperationName>(name: N, account: Account | null = identity.account()): CallContext {
  const actor = () => (account ?? identity.account())?.id ?? '-'
  return {
    operation: name, account, signal,
    act: (object, work, detail = '') => identity.act({ actor: actor(), event: operations[name].audit ?? '', object, detail: `${name} ${detail}`.trim() }, work),
  }
}
const handlers = () => createSessionHandlers(identity)
async function problem(work: Promise<unknown>): Promise<{ code: string; params: unknown }> {
  try {
    await work
  } catch (error) {
    if (error instanceof ExpectedError) return { code: error.code, params: error.params }
    throw error
  }
  return { code: 'nothing was thrown', params: {} }
}
const auditRows = () => identity.active()?.audit.list({ before: null, limit: 100 }).rows.map((row) => `${row.event} ${row.outcome}: ${row.detail}`).reverse() ?? []
async function setUpTwo(): Promise<{ one: AccountId; two: AccountId }> {
  const status = await handlers()['session.setUp'](welcome, call('session.setUp'))
  const second = await handlers()['accounts.create'](other, call('accounts.create'))
  const one = status.account?.id
  if (one === undefined) throw new Error('the first account was made')
  return { one, two: second.id }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'identity-'))
  clock = Date.parse('2026-03-10T08:00:00Z')
  events = []
  rooms = []
  faults = []
  openRooms = async (session) => {
    rooms.push(`opened for ${session.account().displayName}${session.demo ? ' with demo' : ''}`)
    return session.account().displayName
  }
  start()
})
afterEach(async () => {
  await identity.lock('shutdown')
  if (faults.length > 0) throw new AggregateError(faults, 'a fault was reported')
  rmSync(folder, { recursive: true, force: true })
})

describe('the welcome', () => {
  it('comes first, and makes an unlocked first account that administers', async () => {
    expect(identity.status()).toMatchObject({ phase: 'welcome', accounts: [], account: null, language: 'fr', idleMinutes: 10 })
    const status = await handlers()['session.setUp']({ ...welcome, demo: true }, call('session.setUp'))
    expect(operations['session.setUp'].output.safeParse(status).success).toBe(true)
    expect(status).toMatchObject({ phase: 'unlocked', account: { displayName: 'Docteure Un', roles: ['ADMIN', 'L1'] } })
    expect(rooms).toEqual(['opened for Docteure Un with demo'])
    expect(auditRows()).toEqual(['security-alert success: first account, roles ADMIN L1, centre key kept by the console (weaker mode)', 'application-activity success: session.setUp first session'])
  })

  it('is not there a second time', async () => {
    await identity.setUp(welcome)
    await identity.lock('user')
    expect((await problem(identity.setUp({ ...welcome, displayName: 'Intrus' }))).code).toBe('session/already-set-up')
    expect(identity.status()).toMatchObject({ phase: 'locked', accounts: [{ displayName: 'Docteure Un' }] })
  })

  it('asks for twelve characters and leaves nothing behind otherwise', async () => {
    expect((await problem(identity.setUp({ ...welcome, passphrase: 'onze lettre' }))).code).toBe('session/weak-passphrase')
    expect(identity.status().phase).toBe('welcome')
    expect(existsSync(join(folder, 'vault.json'))).toBe(false)
  })

  it('that was cut short can be done again; the database that nobody can open is set aside', async () => {
    await identity.setUp(welcome)
    await identity.lock('user')
    const before = readFileSync(join(folder, 'binocle.db'))
    rmSync(join(folder, 'vault.json'))
    rmSync(join(folder, 'vault.json.previous'), { force: true })
    start()
    await identity.setUp(welcome)
    expect(identity.status().phase).toBe('unlocked')
    const aside = readdirSync(folder).find((name) => name.startsWith('binocle.db.set-aside-'))
    expect(readFileSync(join(folder, aside ?? '')).equals(before)).toBe(true)
    expect(auditRows()).toContain('security-alert failure: a database that no key opens was set aside')
    expect(identity.active()?.audit.verify().valid).toBe(true)
  })
})

describe('while locked', () => {
  it('tells names, and nothing else of anybody', async () => {
    await setUpTwo()
    await identity.lock('user')
    const status = await handlers()['session.status']({}, call('session.status'))
    expect(operations['session.status'].output.safeParse(status).success).toBe(true)
    expect(status).toMatchObject({ phase: 'locked', account: null, accounts: [{ displayName: 'Docteure Un' }, { displayName: 'Docteur Deux' }] })
    expect([identity.active(), identity.account(), identity.signal()]).toEqual([null, null, null])
  })

  it('answers whatever needs an account with locked', async () => {
    expect(() => identity.accounts()).toThrow('session/locked')
    expect(() => identity.setLanguage('en')).toThrow('session/locked')
    expect(() => identity.act({ actor: '-', event: 'import', object: '' }, () => undefined)).toThrow('session/locked')
  })
})

describe('unlocking', () => {
  it('works for each account by its own passphrase, on the same database, with its own roles and language', async () => {
    const { one, two } = await setUpTwo()
    await identity.lock('user')
    start()
    const first = await handlers()['session.unlock']({ accountId: one, passphrase }, call('session.unlock'))
    expect(first.account).toMatchObject({ id: one, roles: ['ADMIN', 'L1'], language: 'fr' })
    await identity.lock('user')
    const second = await handlers()['session.unlock']({ accountId: two, passphrase: other.passphrase }, call('session.unlock'))
    expect(second).toMatchObject({ language: 'en', account: { id: two, roles: ['L2'], language: 'en' } })
    expect(auditRows().slice(-2)).toEqual(['user-authentication success: session.unlock', 'user-authentication success: session.unlock'])
    expect(identity.active()?.audit.verify().valid).toBe(true)
  })

  it('with a wrong passphrase opens nothing, and is slowed down across a restart', async () => {
    const { one } = await setUpTwo()
    await identity.lock('user')
    for (let n = 0; n < 5; n++) expect((await problem(identity.unlock(one, 'wrong passphrase'))).code).toBe('session/wrong-passphrase')
    start()
    expect(await problem(identity.unlock(one, passphrase))).toEqual({ code: 'session/too-many-attempts', params: { seconds: 5 } })
    expect(identity.status().phase).toBe('locked')
    clock += 5000
    await identity.unlock(one, passphrase)
    expect(identity.status().phase).toBe('unlocked')
  })

  it('of an account that does not exist is a wrong passphrase', async () => {
    await setUpTwo()
    const nobody = '0190c0de-0000-7000-8000-000000000009' as AccountId
    expect((await problem(identity.unlock(nobody, passphrase))).code).toBe('session/wrong-passphrase')
  })

  it('records, once the database is open again, what failed while it was not, even after a restart', async () => {
    const { one } = await setUpTwo()
    await identity.lock('user')
    identity.record({ actor: '-', event: 'user-authentication', outcome: 'failure', object: one, detail: 'session.unlock: session/wrong-passphrase' })
    if (process.platform !== 'win32') expect(statSync(join(folder, 'pending-audit.json')).mode & 0o777).toBe(0o600)
    start()
    clock += 60_000
    await identity.unlock(one, passphrase)
    expect(auditRows().at(-1)).toBe('user-authentication failure: session.unlock: session/wrong-passphrase (while locked, at 2026-03-10T08:00:00.000Z)')
    await identity.lock('user')
    await identity.unlock(one, passphrase)
    expect(auditRows().filter((row) => row.includes('while locked'))).toHaveLength(1)
  })

  it('as someone else closes the first session before the second begins', async () => {
    const { two } = await setUpTwo()
    const before = identity.signal()
    await identity.unlock(two, other.passphrase)
    expect(before?.aborted).toBe(true)
    expect(rooms).toEqual(['opened for Docteure Un', 'closed Docteure Un', 'opened for Docteur Deux'])
    expect(auditRows().at(-1)).toBe('user-authentication success: session.lock: switch')
  })

  it('again as the same account, from another window, keeps the session', async () => {
    const { one } = await setUpTwo()
    const before = identity.signal()
    await identity.unlock(one, passphrase)
    expect([before?.aborted, identity.signal() === before, rooms.length]).toEqual([false, true, 1])
  })

  it('that cannot be recorded does not last', async () => {
    const { one } = await setUpTwo()
    await identity.lock('user')
    const context = { ...call('session.unlock'), act: () => { throw new ExpectedError('store/full') } }
    expect((await problem(Promise.resolve(handlers()['session.unlock']({ accountId: one, passphrase }, context)))).code).toBe('store/full')
    expect(identity.status()).toMatchObject({ phase: 'locked', account: null })
  })

  it('is undone when the rooms cannot be built', async () => {
    const { one } = await setUpTwo()
    await identity.lock('user')
    openRooms = async () => {
      throw new Error('a room is broken')
    }
    await expect(identity.unlock(one, passphrase)).rejects.toThrow('a room is broken')
    expect(identity.status().phase).toBe('locked')
  })
})

describe('what cannot be opened is said calmly and left as it is', () => {
  async function locked(): Promise<AccountId> {
    const { one } = await setUpTwo()
    await identity.lock('user')
    return one
  }

  it('a damaged database', async () => {
    const one = await locked()
    const bytes = readFileSync(join(folder, 'binocle.db'))
    bytes[5000] = (bytes[5000] ?? 0) ^ 1
    writeFileSync(join(folder, 'binocle.db'), bytes)
    expect((await problem(identity.unlock(one, passphrase))).code).toBe('store/damaged')
    expect(identity.status()).toMatchObject({ phase: 'failed', account: null, failure: { fr: expect.stringContaining('endommagée') as string } })
    expect(readFileSync(join(folder, 'binocle.db')).equals(bytes)).toBe(true)
    bytes[5000] = (bytes[5000] ?? 0) ^ 1
    writeFileSync(join(folder, 'binocle.db'), bytes)
    await identity.unlock(one, passphrase)
    expect(identity.status()).toMatchObject({ phase: 'unlocked', failure: null })
  })

  it('a database that was taken away: no new, empty one in its place', async () => {
    const one = await locked()
    renameSync(join(folder, 'binocle.db'), join(folder, 'elsewhere'))
    expect((await problem(identity.unlock(one, passphrase))).code).toBe('store/damaged')
    expect(existsSync(join(folder, 'binocle.db'))).toBe(false)
  })

  it('a vault that cannot be read, from the start, until it is brought back', async () => {
    const one = await locked()
    const [vault, previous] = [join(folder, 'vault.json'), join(folder, 'vault.json.previous')]
    copyFileSync(vault, join(folder, 'copy'))
    writeFileSync(vault, 'x')
    writeFileSync(previous, 'x')
    start()
    expect(identity.status()).toMatchObject({ phase: 'failed', accounts: [] })
    expect((await problem(identity.unlock(one, passphrase))).code).toBe('store/damaged')
    expect((await problem(identity.setUp(welcome))).code).toBe('store/damaged')
    copyFileSync(join(folder, 'copy'), vault)
    await identity.unlock(one, passphrase)
    expect(identity.status().phase).toBe('unlocked')
  })

  it('a database that is older than the vault, put back without it', async () => {
    await identity.setUp(welcome)
    await identity.lock('user')
    cpSync(join(folder, 'binocle.db'), join(folder, 'old'))
    const one = identity.status().accounts[0]?.id
    if (one === undefined) throw new Error('an account was made')
    await identity.unlock(one, passphrase)
    const { id: two } = await handlers()['accounts.create'](other, call('accounts.create'))
    await identity.lock('user')
    cpSync(join(folder, 'old'), join(folder, 'binocle.db'))
    expect((await problem(identity.unlock(two, other.passphrase))).code).toBe('store/damaged')
    await identity.unlock(one, passphrase)
    expect(identity.active()?.audit.verify().valid).toBe(false)
    expect(identity.accounts().map(({ id }) => id)).toEqual([one])
  })
})

describe('locking', () => {
  it('stops what runs, closes the rooms, forgets the keys and tells the windows their next token', async () => {
    await identity.setUp(welcome)
    const [session, ended] = [identity.active(), identity.signal()]
    const status = await handlers()['session.lock']({}, call('session.lock'))
    expect(status.phase).toBe('locked')
    expect(ended?.aborted).toBe(true)
    expect(events).toEqual([{ type: 'session.locked', token: 'next token' }])
    expect(rooms).toEqual(['opened for Docteure Un', 'closed Docteure Un'])
    expect(() => session?.vault.databaseKey).toThrow('session/locked')
    expect(() => session?.store.prepare('SELECT 1')).toThrow()
  })

  it('is harmless while locked, and twice at once', async () => {
    await identity.lock('system')
    await identity.setUp(welcome)
    await Promise.all([identity.lock('user'), identity.lock('system')])
    expect(events).toHaveLength(1)
  })

  it('is done even when it cannot be recorded, and says that it was not', async () => {
    await identity.setUp(welcome)
    const context = { ...call('session.lock'), act: () => { throw new ExpectedError('store/full') } }
    expect((await problem(Promise.resolve(handlers()['session.lock']({}, context)))).code).toBe('store/full')
    expect(identity.status()).toMatchObject({ phase: 'locked', account: null })
    expect(rooms.at(-1)).toBe('closed Docteure Un')
  })

  it('comes by itself when nobody was there, at the first question after the idle time', async () => {
    await identity.setUp(welcome)
    clock += 9 * 60_000
    identity.touch()
    clock += 9 * 60_000
    expect(identity.account()?.displayName).toBe('Docteure Un')
    clock += 60_000
    expect(identity.account()).toBeNull()
    await expect.poll(() => events).toEqual([{ type: 'session.locked', token: 'next token' }])
    const one = identity.status().accounts[0]?.id
    if (one === undefined) throw new Error('an account was made')
    await identity.unlock(one, passphrase)
    expect(auditRows().at(-1)).toBe('user-authentication success: session.lock: idle')
    expect(identity.status().phase).toBe('unlocked')
  })

  it('is pushed back by an act of the reader, not by what a window asks on its own', async () => {
    await identity.setUp(welcome)
    clock += 9 * 60_000
    identity.act({ actor: '-', event: 'patient-record', object: '1.2' }, () => undefined)
    clock += 9 * 60_000
    expect(identity.status().phase).toBe('unlocked')
    clock += 60_000
    expect(identity.status().phase).toBe('locked')
  })

  it('follows the setting', async () => {
    await identity.setUp(welcome)
    const settings = identity.active()?.settings
    if (settings === undefined) throw new Error('a session is open')
    identity.active()?.store.transaction(() => settings.set({ ...settings.get(), idleMinutes: 1 }))
    expect(identity.status().idleMinutes).toBe(1)
    clock += 61_000
    expect(identity.status().phase).toBe('locked')
  })
})

describe('accounts', () => {
  it('are made by name, once each, with roles that stay in the encrypted database', async () => {
    await setUpTwo()
    const { accounts } = await handlers()['accounts.list']({}, call('accounts.list'))
    expect(accounts.map(({ displayName, roles }) => [displayName, roles])).toEqual([['Docteure Un', ['ADMIN', 'L1']], ['Docteur Deux', ['L2']]])
    expect((await problem(identity.createAccount({ ...other, displayName: 'docteur deux' }, () => undefined))).code).toBe('account/name-taken')
    expect((await problem(identity.createAccount({ ...other, displayName: 'Trois', passphrase: 'court' }, () => undefined))).code).toBe('session/weak-passphrase')
    expect(auditRows().at(-1)).toBe('application-activity success: accounts.create roles L2')
    expect(readFileSync(join(folder, 'vault.json'), 'utf8')).not.toMatch(/ADMIN|"L1"|"L2"/)
  })

  it('that could not be completed leave no row', async () => {
    await identity.setUp(welcome)
    const session = identity.active()
    if (session === null) throw new Error('a session is open')
    // A folder in the place of the copy makes the writing of the vault fail after the row was inserted.
    mkdirSync(join(folder, 'vault.json.previous'))
    await expect(handlers()['accounts.create'](other, call('accounts.create'))).rejects.toThrow()
    expect(identity.accounts()).toHaveLength(1)
    expect(session.store.prepare('SELECT count(*) AS n FROM accounts').get()).toEqual({ n: 1 })
    expect(auditRows().at(-1)).toBe('application-activity failure: account never completed')
  })

  it('choose their language, which the locked window keeps', async () => {
    await identity.setUp(welcome)
    expect((await handlers()['session.setLanguage']({ language: 'en' }, call('session.setLanguage'))).account?.language).toBe('en')
    await identity.lock('user')
    start()
    expect(identity.status().language).toBe('en')
  })
})

describe('re-authentication', () => {
  it('shares its limit with unlocking', async () => {
    const { one } = await setUpTwo()
    await identity.verifyPassphrase(one, passphrase)
    for (let n = 0; n < 5; n++) expect((await problem(identity.verifyPassphrase(one, 'wrong passphrase'))).code).toBe('session/wrong-passphrase')
    expect((await problem(identity.verifyPassphrase(one, passphrase))).code).toBe('session/too-many-attempts')
    await identity.lock('user')
    expect((await problem(identity.unlock(one, passphrase))).code).toBe('session/too-many-attempts')
  })
})

describe('the profile', () => {
  it('holds no passphrase and no role in any file', async () => {
    const { one } = await setUpTwo()
    await problem(identity.unlock(one, 'a passphrase mistyped'))
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name))
      for (const secret of [passphrase, other.passphrase, 'a passphrase mistyped', 'ADMIN']) expect(bytes.includes(secret), `${secret} in ${name}`).toBe(false)
    }
  })
})
