/** The ceremony of the centre's key through its operations: roles, wraps and audit rows go together. */
import { mkdtempSync, rmSync } from 'node:fs'
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
  identity = createIdentity<string>({
    profile: folder, host: 'browser', version: '0.0.0', language: 'fr', openVault: (file) => openVault({ file, cost: { N: 2 ** 10, r: 8, p: 1 } }),
    openRooms: () => Promise.resolve('rooms'), closeRooms: () => Promise.resolve(), emit: () => undefined, rotateToken: () => null,
    report: (error) => { throw error },
  })
  await identity.setUp({ displayName: 'Administration', passphrase, roles: ['ADMIN'], language: 'fr', demo: false })
})
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
  expect(await status()).toMatchObject({ mode: 'CONSOLE', held: true, coordinators: [] })
  const coordinator = await add('Coordination', 'COORDINATOR')
  expect(await status()).toMatchObject({ mode: 'COORDINATORS', held: false, earlier: 1, coordinators: [{ accountId: coordinator, displayName: 'Coordination', holds: true }] })
  await expect(keys()['keys.rotate']({}, call('keys.rotate'))).rejects.toMatchObject({ code: 'keys/not-held' })
  await identity.unlock(coordinator, passphrase)
  expect((await status()).held).toBe(true)
})

it('entrusts the key to an existing account with the role, takes both back, and renews', async () => {
  const reader = await add('Lectrice', 'L1')
  expect((await keys()['keys.grant']({ accountId: reader }, call('keys.grant'))).mode).toBe('COORDINATORS')
  expect(rolesOf(reader)).toEqual(['COORDINATOR', 'L1'])
  const relief = await add('Relève', 'COORDINATOR')
  await identity.unlock(reader, passphrase)
  expect((await status()).coordinators.map(({ holds }) => holds).toSorted()).toEqual([false, true])
  await keys()['keys.grant']({ accountId: relief }, call('keys.grant'))
  const before = await keys()['keys.rotate']({}, call('keys.rotate'))
  await identity.unlock(relief, passphrase)
  const after = await keys()['keys.withdraw']({ accountId: reader }, call('keys.withdraw'))
  expect(after.fingerprint).not.toBe(before.fingerprint)
  expect(after.coordinators).toEqual([{ accountId: relief, displayName: 'Relève', holds: true }])
  expect(rolesOf(reader)).toEqual(['L1'])
  expect(trail().filter((row) => row.includes('keys.')).toReversed()).toEqual([
    'security-alert keys.grant centre key granted', 'security-alert keys.grant centre key granted', 'security-alert keys.rotate centre key rotated', 'security-alert keys.withdraw centre key withdrawn, new pair',
  ])
  await expect(keys()['keys.withdraw']({ accountId: relief }, call('keys.withdraw'))).rejects.toMatchObject({ code: 'keys/last-coordinator' })
  expect(rolesOf(relief)).toEqual(['COORDINATOR'])
})
