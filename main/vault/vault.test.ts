import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ExpectedError, type ErrorCode } from '../contract/index.ts'
import { deriveUserKey } from './derive.ts'
import { knownAnswers, selfTest } from './self-test.ts'
import { openVault, type KeychainPort, type UnlockedVault } from './index.ts'

let folder: string
let file: string
const cost = { N: 2 ** 10, r: 8, p: 1 }
const open = (keychain?: KeychainPort) => openVault({ file, cost, ...(keychain === undefined ? {} : { keychain }) })
const first = { displayName: 'Docteur Un', passphrase: 'treize cailloux', language: 'fr' } as const
const second = { displayName: 'Docteur Deux', passphrase: 'quatorze galets', language: 'en' } as const

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vault-'))
  file = join(folder, 'vault.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function codeOf(work: Promise<unknown> | (() => unknown)): Promise<ErrorCode | string> {
  try {
    await (typeof work === 'function' ? work() : work)
  } catch (error) {
    return error instanceof ExpectedError ? error.code : String(error)
  }
  return 'nothing was thrown'
}
async function pair(): Promise<{ one: UnlockedVault; two: UnlockedVault }> {
  const one = await open().create(first)
  const id = await one.addAccount(second)
  return { one, two: await open().unlock(id, second.passphrase) }
}

describe('the vault', () => {
  it('is empty until the first account, which then unlocks the same keys after a restart', async () => {
    const vault = open()
    expect(vault.isEmpty).toBe(true)
    const made = await vault.create(first)
    expect(vault.isEmpty).toBe(false)
    const again = await open().unlock(made.accountId, first.passphrase)
    expect(Buffer.from(again.databaseKey).equals(made.databaseKey)).toBe(true)
    expect(Buffer.from(again.auditKey).equals(made.databaseKey)).toBe(false)
  })

  it('gives a second account the same database through its own passphrase alone', async () => {
    const { one, two } = await pair()
    expect(Buffer.from(two.databaseKey).equals(one.databaseKey)).toBe(true)
    expect(await codeOf(open().unlock(two.accountId, first.passphrase))).toBe('session/wrong-passphrase')
    expect(await open().verify(two.accountId, second.passphrase)).toBe(true)
    expect(await open().verify(one.accountId, second.passphrase)).toBe(false)
  })

  it('refuses a second set-up, a short passphrase and a name that differs only in case or spaces', async () => {
    const vault = open()
    expect(await codeOf(vault.create({ ...first, passphrase: 'onze lettre' }))).toBe('session/weak-passphrase')
    const one = await vault.create(first)
    expect(await codeOf(vault.create(second))).toBe('session/already-set-up')
    expect(await codeOf(one.addAccount({ ...second, displayName: ' docteur  UN ' }))).toBe('account/name-taken')
    expect(await codeOf(one.addAccount({ ...second, passphrase: '12345678901' }))).toBe('session/weak-passphrase')
    expect(await codeOf(one.addAccount({ ...second, passphrase: '🔑'.repeat(11) }))).toBe('session/weak-passphrase')
  })

  it('takes the same passphrase typed with composed or decomposed accents', async () => {
    const made = await open().create({ ...first, passphrase: 'été à la forêt'.normalize('NFC') })
    expect(await open().verify(made.accountId, 'été à la forêt'.normalize('NFD'))).toBe(true)
  })

  it('lists names and languages while locked, and changes a language durably', async () => {
    const made = await open().create(first)
    made.setLanguage(made.accountId, 'en')
    expect(open().accounts()).toEqual([{ id: made.accountId, displayName: 'Docteur Un', language: 'en' }])
    expect(await open().verify(made.accountId, first.passphrase)).toBe(true)
  })

  it('makes no account when what must come before it fails', async () => {
    const no = () => {
      throw new Error('the database could not be made')
    }
    await expect(open().create(first, no)).rejects.toThrow('could not be made')
    expect(open().isEmpty).toBe(true)
    const one = await open().create(first)
    await expect(one.addAccount(second, no)).rejects.toThrow('could not be made')
    expect(open().accounts()).toHaveLength(1)
  })

  it('holds no passphrase, no key and no master key in the clear', async () => {
    const { one } = await pair()
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name))
      for (const secret of [first.passphrase, second.passphrase]) expect(text.includes(secret)).toBe(false)
      for (const key of [one.databaseKey, one.auditKey])
        for (const form of ['hex', 'base64'] as const) expect(text.includes(Buffer.from(key).toString(form))).toBe(false)
    }
  })
})

describe('the vault file', () => {
  it.skipIf(process.platform === 'win32')('is readable by its owner alone, its previous copy too', async () => {
    await pair()
    expect(readdirSync(folder).sort()).toEqual(['vault.json', 'vault.json.previous'])
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  })

  it('falls back on its previous copy when it is cut short, and says so', async () => {
    const { one } = await pair()
    writeFileSync(file, readFileSync(file).subarray(0, 300))
    const vault = open()
    expect([vault.restored, vault.accounts().length]).toEqual([true, 1])
    expect(await vault.verify(one.accountId, first.passphrase)).toBe(true)
  })

  it('is damaged, not empty, when neither copy can be read; nothing is overwritten', async () => {
    await pair()
    writeFileSync(file, '{')
    writeFileSync(`${file}.previous`, '')
    expect(await codeOf(() => open())).toBe('store/damaged')
    expect(readFileSync(file, 'utf8')).toBe('{')
  })

  it('is refused when a newer version wrote it', async () => {
    writeFileSync(file, JSON.stringify({ format: 5 }))
    expect(await codeOf(() => open())).toBe('store/newer-version')
  })

  it.each(['displayName', 'publicKey'])('is refused at unlock when a %s was exchanged by hand', async (member) => {
    const { one } = await pair()
    const content = JSON.parse(readFileSync(file, 'utf8')) as { accounts: { displayName: string; signing: { publicKey: string } }[] }
    const [a, b] = content.accounts
    if (a === undefined || b === undefined) throw new Error('two accounts were made')
    if (member === 'displayName') a.displayName = 'Quelqu’un d’autre'
    else a.signing.publicKey = b.signing.publicKey
    writeFileSync(file, JSON.stringify(content))
    expect(await codeOf(open().unlock(one.accountId, first.passphrase))).toBe('store/damaged')
  })
})

describe('the keychain', () => {
  const keychain = (secret: string | null): KeychainPort => ({ secret: () => (secret === null ? null : Promise.resolve(Buffer.from(secret))) })

  it('is needed again once its secret went into the key', async () => {
    const made = await open(keychain('of this machine')).create(first)
    expect(await open(keychain('of this machine')).verify(made.accountId, first.passphrase)).toBe(true)
    expect(await open(keychain('of another')).verify(made.accountId, first.passphrase)).toBe(false)
    expect(await codeOf(open(keychain(null)).unlock(made.accountId, first.passphrase))).toBe('session/keychain-missing')
    expect(await codeOf(open().unlock(made.accountId, first.passphrase))).toBe('session/keychain-missing')
  })

  it('is not asked of an account that was made without it', async () => {
    const made = await open().create(first)
    expect(await open(keychain('new')).verify(made.accountId, first.passphrase)).toBe(true)
  })
})

describe('forget', () => {
  it('erases the keys and answers everything with locked', async () => {
    const made = await open().create(first)
    const { databaseKey, auditKey } = made
    const { wrapped } = made.newStudyKey('1.2')
    made.forget()
    expect([...databaseKey, ...auditKey].every((byte) => byte === 0)).toBe(true)
    for (const work of [
      () => made.databaseKey, () => made.newStudyKey('1.2'), () => made.fileKey(wrapped, '1.2', Buffer.alloc(32), '1.2.3'),
      () => made.setLanguage(made.accountId, 'en'), () => made.addAccount(second), () => made.sealing.seal({}), () => made.sealing.sealBytes(Buffer.alloc(1)),
    ]) expect(await codeOf(async () => work())).toBe('session/locked')
  })

  it('during the making of an account makes no account, rather than one with an erased key', async () => {
    const made = await open().create(first)
    const adding = made.addAccount(second)
    made.forget()
    expect(await codeOf(adding)).toBe('session/locked')
    expect(open().accounts()).toHaveLength(1)
    expect(await open().verify(made.accountId, first.passphrase)).toBe(true)
  })
})

describe('file keys', () => {
  it('differ by file and by object, and a wrapped key of another study does not open', async () => {
    const made = await open().create(first)
    const { wrapped } = made.newStudyKey('1.2')
    const key = (salt: number, sop: string) => Buffer.from(made.fileKey(wrapped, '1.2', Buffer.alloc(32, salt), sop)).toString('hex')
    expect(new Set([key(1, '1.2.3'), key(2, '1.2.3'), key(1, '1.2.4')]).size).toBe(3)
    expect(key(1, '1.2.3')).toBe(key(1, '1.2.3'))
    expect(await codeOf(() => made.fileKey(wrapped, '1.9', Buffer.alloc(32), '1.2.3'))).toBe('cache/corrupt')
  })
})

describe('the derivation', () => {
  it('uses scrypt N=2^17 r=8 p=1 unless a test says otherwise', async () => {
    const made = await openVault({ file }).create(first)
    expect(readFileSync(file, 'utf8')).toContain('"N": 131072')
    expect(await openVault({ file }).verify(made.accountId, first.passphrase)).toBe(true)
  })

  it('changes with the salt and with the keychain', async () => {
    const derive = async (salt: number, keychainSecret: Buffer | null) =>
      (await deriveUserKey({ passphrase: 'a', salt: Buffer.alloc(32, salt), cost, keychainSecret })).toString('hex')
    expect(new Set([await derive(1, null), await derive(2, null), await derive(1, Buffer.from('k'))]).size).toBe(3)
  })
})

describe('the self-test', () => {
  it('passes here, and stops at a primitive that answers wrong', () => {
    selfTest()
    for (const { name } of knownAnswers) {
      const broken = knownAnswers.map((answer) => (answer.name === name ? { ...answer, compute: () => Buffer.alloc(32) } : answer))
      expect(() => selfTest(broken)).toThrow(name)
    }
  })
})
