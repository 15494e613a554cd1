/** The ceremony of the centre's key through its operations: roles, wraps and audit rows go together. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { operations, type AccountId, type CallContext, type OperationName, type Role } from '../contract/index.ts'
import { openVault } from '../vault/index.ts'
import { createCentreHandlers, createIdentity, createSessionHandlers, type Identity } from './index.ts'

const passphrase = 'treize cailloux'
let folder: string
let identity: Identity<string>
const signal = new AbortController().signal

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ceremony-'))
  identity = begin()
  await identity.setUp({ displayName: 'Administration', passphrase, roles: ['ADMIN'], language: 'fr', demo: false })
})

/** The program as it starts over this profile. */
const begin = () => createIdentity<string>({
  profile: folder, host: 'browser', version: '0.0.0', language: 'fr', openVault: (file) => openVault({ file, cost: { N: 2 ** 10, r: 8, p: 1 } }),
  openRooms: () => Promise.resolve('rooms'), closeRooms: () => Promise.resolve(), emit: () => undefined, rotateToken: () => null,
  report: (error) => { throw error },
})
async function restart(meanwhile: () => void): Promise<void> {
  await identity.lock('shutdown')
  meanwhile()
  identity = begin()
}
afterEach(async () => {
  await identity.lock('shutdown')
  rmSync(folder, { recursive: true, force: true })
})

const call = (name: OperationName): CallContext => ({
  operation: name, account: identity.account(), signal,
  act: (object, work, detail = '') => identity.act({ actor: identity.account()?.id ?? '-', event: operations[name].audit ?? '', object, detail: `${name} ${detail}`.trim() }, work),
})
const keys = () => createCentreHandlers(identity)
const status = async () => keys()['keys.status']({}, call('keys.status'))
const add = async (displayName: string, ...roles: Role[]) => (await createSessionHandlers(identity)['accounts.create']({ displayName, passphrase, roles, language: 'fr' }, call('accounts.create'))).id
const rolesOf = (id: AccountId) => identity.accounts().find((account) => account.id === id)?.roles
const trail = () => identity.active()?.audit.list({ before: null, limit: 20 }).rows.map((row) => `${row.event} ${row.detail}`) ?? []

it('names the weaker mode until a coordinator has an account, and then no longer opens for the administrator', async () => {
  expect(await status()).toMatchObject({ mode: 'CONSOLE', held: true, mark: null, people: [{ holds: false, confirmed: false }] })
  const coordinator = await add('Coordination', 'COORDINATOR')
  expect(await status()).toMatchObject({ mode: 'COORDINATORS', held: false, earlier: 1, statements: 1, finding: null, people: [{ displayName: 'Administration', confirmed: false }, { accountId: coordinator, displayName: 'Coordination', holds: true, confirmed: true }] })
  await expect(keys()['keys.rotate']({}, call('keys.rotate'))).rejects.toMatchObject({ code: 'keys/not-held' })
  await identity.unlock(coordinator, passphrase)
  expect((await status()).held).toBe(true)
})

const printOf = async (id: AccountId) => (await status()).people.find(({ accountId }) => accountId === id)?.fingerprint ?? ''
async function grant(accountId: AccountId) {
  return keys()['keys.grant']({ accountId, fingerprint: await printOf(accountId) }, call('keys.grant'))
}
/** Who was entrusted with the key reads the mark to the one who did so. */
const compare = async () => keys()['keys.compare']({ mark: (await status()).mark }, call('keys.compare'))

it('entrusts the key to an existing account with the role, which founds the register; takes both back, and renews', async () => {
  const reader = await add('Lectrice', 'L1')
  await expect(keys()['keys.grant']({ accountId: reader, fingerprint: await printOf(identity.account()?.id ?? reader) }, call('keys.grant'))).rejects.toMatchObject({ code: 'exchange/fingerprint' })
  expect((await grant(reader)).mode).toBe('COORDINATORS')
  expect(rolesOf(reader)).toEqual(['COORDINATOR', 'L1'])
  const relief = await add('Relève', 'COORDINATOR')
  await identity.unlock(reader, passphrase)
  expect(await status()).toMatchObject({ finding: { code: 'keys/not-founded' }, mark: null })
  await expect(grant(relief)).rejects.toMatchObject({ code: 'keys/not-founded' })
  const { id } = await status()
  expect(await keys()['keys.found']({ compared: [] }, call('keys.found'))).toMatchObject({ finding: null, compared: true, statements: 1 })
  // A pair of the founder's own session: what stood there before may have been anybody's.
  expect((await status()).id).not.toBe(id)
  await expect(keys()['keys.found']({ compared: [] }, call('keys.found'))).rejects.toMatchObject({ code: 'keys/founded' })
  expect((await status()).people.filter(({ coordinates }) => coordinates).map(({ holds }) => holds).toSorted()).toEqual([false, true])
  await grant(relief)
  const before = await keys()['keys.rotate']({}, call('keys.rotate'))
  await identity.unlock(relief, passphrase)
  expect((await status()).finding).toMatchObject({ code: 'keys/to-compare' })
  await expect(keys()['keys.withdraw']({ accountId: reader }, call('keys.withdraw'))).rejects.toMatchObject({ code: 'keys/to-compare' })
  expect(await compare()).toMatchObject({ finding: null, compared: true })
  const after = await keys()['keys.withdraw']({ accountId: reader }, call('keys.withdraw'))
  expect(after.fingerprint).not.toBe(before.fingerprint)
  expect(after.people.filter(({ holds }) => holds)).toMatchObject([{ accountId: relief, displayName: 'Relève', confirmed: true }])
  expect(rolesOf(reader)).toEqual(['L1'])
  expect(trail().filter((row) => row.includes('keys.')).toReversed()).toEqual([
    'security-alert keys.grant centre key granted, fingerprint compared', 'security-alert keys.found register founded, 0 compared, new pair', 'security-alert keys.grant centre key granted, fingerprint compared',
    'security-alert keys.rotate centre key rotated', 'security-alert keys.compare mark of the centre compared', 'security-alert keys.withdraw centre key withdrawn, new pair',
  ])
  await expect(keys()['keys.withdraw']({ accountId: relief }, call('keys.withdraw'))).rejects.toMatchObject({ code: 'keys/last-coordinator' })
  expect(rolesOf(relief)).toEqual(['COORDINATOR'])
})

it('says when an old vault was put back, keeps that in the trail, and entrusts nothing', async () => {
  const coordinator = await add('Coordination', 'COORDINATOR')
  const relief = await add('Relève', 'COORDINATOR')
  await identity.unlock(coordinator, passphrase)
  await grant(relief)
  const vault = join(folder, 'vault.json')
  const before = readFileSync(vault)
  await keys()['keys.withdraw']({ accountId: relief }, call('keys.withdraw'))
  await restart(() => { writeFileSync(vault, before) })
  await identity.unlock(coordinator, passphrase)
  expect(await status()).toMatchObject({ held: true, finding: { code: 'keys/register-cut' } })
  expect(trail()).toContain('security-alert vault: keys/register-cut')
  await expect(keys()['keys.rotate']({}, call('keys.rotate'))).rejects.toMatchObject({ code: 'keys/register-cut' })
  await expect(identity.active()?.vault.sealing.seal({ avis: 1 })).rejects.toMatchObject({ code: 'keys/register-cut' })
  // Told again until somebody looked into it and compared, or began anew.
  await restart(() => undefined)
  await identity.unlock(coordinator, passphrase)
  expect(await status()).toMatchObject({ finding: { code: 'keys/register-cut' } })
  expect(await keys()['keys.found']({ compared: [] }, call('keys.found'))).toMatchObject({ finding: null, statements: 1 })
  expect((await status()).people.filter(({ holds }) => holds)).toMatchObject([{ accountId: coordinator }])
  await restart(() => undefined)
  await identity.unlock(coordinator, passphrase)
  expect(await status()).toMatchObject({ finding: null })
})
