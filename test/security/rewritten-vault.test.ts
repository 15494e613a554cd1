/** An administrator who rewrites `vault.json` under the master key that his own passphrase leads to: he names himself a holder,
 *  exchanges public keys, writes a register of his own, cuts it, or puts an old one back. Then readers and coordinators sit
 *  down and work. He learns nothing early, and they are told (ADR 24). */
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ExpectedError, type AccountId, type Avis, type CentreCard } from '../../main/contract/index.ts'
import { openVault, receivingReader, type UnlockedVault } from '../../main/vault/index.ts'
import { append } from '../../main/vault/register.ts'
import { signText } from '../../main/vault/signed-text.ts'
import type { VaultContent } from '../../main/vault/vault-file.ts'
import { forgedPair, forgeVault, type ForgedPair } from '../fixtures/forged-vault.ts'
import { openReadingConsole, passphrase, placeStudy, type ReadingConsole, type Seat } from '../fixtures/reading-console.ts'
import { negativeAvis, screeningStudy } from '../fixtures/signed-readings.ts'
import { readEarly } from './early-reader.ts'

const nothing = () => undefined
const anomaly: Avis['anomalies'][number] = { id: 'a7b1c2d3-0000-4000-8000-00000000f1a9', cote: 'G', type: 'AUTRE', quadrant: 'QII', schemaFace: { x: 0.6, y: 0.3 }, schemaProfil: null, reperes: [], tailleMm: 7, precision: '' }
const word = 'SENTINELLE-TOURMALINE'
let folder: string
let file: string
let genuine: Buffer
/** Before the last statement of the register. */
let older: Buffer
let beforeCoordinator: Buffer
/** Founded, and nobody else has sat here since. */
let uncompared: Buffer
let ids: { admin: AccountId; coordinator: AccountId; one: AccountId; two: AccountId }
let receive: ForgedPair
let sign: ForgedPair

const sit = (id: AccountId): Promise<UnlockedVault> => openVault({ file, cost: { N: 2 ** 10, r: 8, p: 1 } }).unlock(id, passphrase)
const print = async (vault: UnlockedVault, id: AccountId) => (await vault.centre.people()).find(({ accountId }) => accountId === id)?.fingerprint ?? ''
const standing = async (id: AccountId) => (await sit(id)).centre.standing()
const forge = (change: (content: VaultContent) => VaultContent | Promise<VaultContent>) => forgeVault(file, { id: ids.admin, passphrase }, change)
const registerOf = ({ register }: VaultContent) => register ?? []
/** With what each act ends that seals, wraps or admits; a session without the key has another reason to refuse three of them. */
async function refusals(id: AccountId): Promise<string[]> {
  const vault = await sit(id)
  const { finding, held } = vault.centre.standing()
  const own = await print(vault, ids.admin)
  const acts = [() => vault.sealing.seal({ avis: word }), () => vault.letters.seal('CENTRE', {}), () => vault.centre.rotate(nothing), () => vault.centre.grant(ids.admin, own, nothing), () => vault.foreign.dismiss(ids.two, new Date(), nothing)]
  const codes = await Promise.all(acts.map((act) => act().then(() => 'DONE', (error: unknown) => (error instanceof ExpectedError ? error.code : String(error)))))
  const others = ['keys/not-held', 'exchange/joined', 'exchange/not-a-centre']
  return codes.map((code, n) => (n >= 2 && (!held || vault.foreign.standing() === 'READER') && others.includes(code) ? finding ?? 'NONE' : code))
}
const without = <T extends object, K extends keyof T>(whole: T, member: K): Omit<T, K> => Object.fromEntries(Object.entries(whole).filter(([key]) => key !== member)) as Omit<T, K>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rewritten-'))
  file = join(folder, 'vault.json')
  const admin = await openVault({ file, cost: { N: 2 ** 10, r: 8, p: 1 } }).create({ displayName: 'Administration', passphrase, language: 'fr' })
  const add = (displayName: string, coordinator = false) => admin.addAccount({ displayName, passphrase, language: 'fr', coordinator })
  const [one, two] = [await add('Lectrice Une'), await add('Lecteur Deux')]
  beforeCoordinator = readFileSync(file)
  ids = { admin: admin.accountId, one, two, coordinator: await add('Coordination', true) }
  // In their first sessions since then the readers compare the mark.
  uncompared = readFileSync(file)
  for (const id of [one, two]) {
    const reader = await sit(id)
    await reader.centre.compare(reader.centre.standing().mark, nothing)
  }
  const desk = await sit(ids.coordinator)
  for (const id of [one, two]) await desk.centre.confirm(id, await print(desk, id), nothing)
  older = readFileSync(file)
  await desk.centre.rotate(nothing)
  await sit(one)
  genuine = readFileSync(file)
  receive = await forgedPair('receive')
  sign = await forgedPair('sign')
})
beforeEach(() => writeFileSync(file, genuine))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('V2 V3 an administrator who rewrites the vault of the coordinators’ console', () => {
  it('names himself a holder: the coordinator renews, entrusts and works, and wraps nothing for him', async () => {
    await forge((content) => ({ ...content, centre: content.centre.map((key) => ({ ...key, coordinators: { ...key.coordinators, [ids.admin]: Object.values(key.coordinators)[0] ?? '' } })) }))
    const desk = await sit(ids.coordinator)
    expect(desk.centre.standing()).toMatchObject({ finding: null, holders: [ids.coordinator] })
    await desk.centre.rotate(nothing)
    const relief = await desk.addAccount({ displayName: 'Relève', passphrase, language: 'fr', coordinator: true })
    await desk.centre.grant(relief, await print(desk, relief), nothing)
    const { centre } = JSON.parse(readFileSync(file, 'utf8')) as VaultContent
    for (const key of centre.slice(-1)) expect(Object.keys(key.coordinators).toSorted()).toEqual([ids.coordinator, relief].toSorted())
    const sealed = await (await sit(ids.one)).sealing.seal({ avis: word })
    expect(await readEarly({ folders: [folder], bytes: [Buffer.from(sealed.envelope)], account: { vaultFile: file, id: ids.admin, passphrase } }, [word])).toEqual([])
    expect((await (await sit(relief)).sealing.open(sealed.envelope, sealed.digest)).payload).toEqual({ avis: word })
  })

  it('exchanges the keys of a reader: they are not used, the coordinator is told, and what is released opens for that reader alone', async () => {
    const sealed = await (await sit(ids.one)).sealing.seal({ avis: word })
    await forge((content) => ({ ...content, accounts: content.accounts.map((one) => (one.id === ids.two ? { ...one, receiving: { ...one.receiving, publicKey: receive.spki }, signing: { ...one.signing, publicKey: sign.spki } } : one)) }))
    const desk = await sit(ids.coordinator)
    expect(desk.centre.standing().changed).toEqual([ids.two])
    const reader = await receivingReader(desk, ids.two)
    if (reader === null) throw new Error('his keys were compared')
    const released = await desk.sealing.release(sealed.envelope, sealed.digest, reader)
    expect(await readEarly({ folders: [folder], bytes: [Buffer.from(released)], keys: [receive.pair.privateKey], account: { vaultFile: file, id: ids.admin, passphrase } }, [word])).toEqual([])
    const two = await sit(ids.two)
    expect((await two.sealing.openReleased(released)).payload).toEqual({ avis: word })
    expect(two.centre.standing().changed).toEqual([ids.two])
  })

  it('has the keys of his own account sealed for by nobody: a coordinator never compared them', async () => {
    expect(await receivingReader(await sit(ids.coordinator), ids.admin)).toBeNull()
  })

  it.each([
    ['cuts the register, with the pair that stood then', 'keys/register-cut', (content: VaultContent) => ({ ...content, register: registerOf(content).slice(0, -1), centre: content.centre.slice(0, -1) })],
    ['takes the register away', 'keys/register-cut', (content: VaultContent) => without(content, 'register')],
    ['brings back what was withdrawn by leaving a statement out', 'keys/register-rewritten', (content: VaultContent) => ({ ...content, register: [...registerOf(content).slice(0, -2), ...registerOf(content).slice(-1)] })],
    ['puts his own pair in the place of the centre’s', 'keys/centre-changed', (content: VaultContent) => ({ ...content, centre: content.centre.map((key, n) => (n === content.centre.length - 1 ? { ...key, publicKey: receive.spki } : key)) })],
    ['states in his own name that he holds the key', 'keys/register-rewritten', async (content: VaultContent) => ({ ...content, register: [...registerOf(content), await statement(content, ids.admin)] })],
    ['states it in the coordinator’s name', 'keys/register-rewritten', async (content: VaultContent) => ({ ...content, register: [...registerOf(content), await statement(content, ids.coordinator)] })],
    ['founds a register of his own over his own pair', 'keys/register-rewritten', async (content: VaultContent) => ({ ...content, register: await forgedRegister(), centre: [...content.centre, { id: 'centre-x', publicKey: receive.spki, madeAt: new Date().toISOString(), console: null, coordinators: {} }] })],
    ['joins the console to a centre of his own', 'keys/centre-changed', (content: VaultContent) => ({ ...content, foreign: { joined: forgedCard(), admissions: [] } })],
  ])('%s: nothing is sealed, wrapped or released, for the coordinator as for a reader', async (_, code, change) => {
    await forge(change as (content: VaultContent) => VaultContent | Promise<VaultContent>)
    for (const id of [ids.coordinator, ids.one]) expect(await refusals(id)).toEqual(Array<string>(5).fill(code))
  })

  it('takes away what the coordinator remembers, beside a register of his own: that it is gone is told', async () => {
    await forge(async (content) => ({ ...content, register: await forgedRegister(), accounts: content.accounts.map((one) => without(one, 'memory')) }))
    for (const id of [ids.coordinator, ids.one]) expect((await standing(id)).finding).toBe('keys/memory-lost')
  })

  it('shows a reader a register of his own in the first session since the founding, or as if it were the first: nothing is sealed before the mark was compared', async () => {
    const past = JSON.parse(beforeCoordinator.toString()) as VaultContent
    const memory = past.accounts.find((each) => each.id === ids.one)?.memory ?? ''
    for (const from of [uncompared, genuine]) {
      writeFileSync(file, from)
      await forge(async (content) => ({
        ...content, register: await forgedRegister(), centre: [...content.centre, { id: 'centre-x', publicKey: receive.spki, madeAt: new Date().toISOString(), console: null, coordinators: {} }],
        accounts: content.accounts.map((each) => (each.id === ids.one ? { ...each, memory } : each)),
      }))
      const one = await sit(ids.one)
      expect(one.centre.standing()).toMatchObject({ finding: 'keys/to-compare', compared: false })
      await expect(one.sealing.seal({ avis: word })).rejects.toMatchObject({ code: 'keys/to-compare' })
      await expect(one.centre.compare(await markOf(genuine), nothing)).rejects.toMatchObject({ code: 'exchange/fingerprint' })
    }
  })

  it('exchanges the memory of the coordinator for that of another account, or for an older one of the same', async () => {
    const past = JSON.parse(older.toString()) as VaultContent
    const memoryOf = ({ accounts }: VaultContent, id: AccountId) => accounts.find((one) => one.id === id)?.memory ?? ''
    const withMemory = (memory: string) => forge((content) => ({ ...content, accounts: content.accounts.map((one) => (one.id === ids.coordinator ? { ...one, memory } : one)) }))
    await withMemory(memoryOf(past, ids.one))
    expect((await standing(ids.coordinator)).finding).toBe('keys/memory-lost')
    // An older one alone is followed by what came since.
    writeFileSync(file, genuine)
    await withMemory(memoryOf(past, ids.coordinator))
    expect((await standing(ids.coordinator)).finding).toBeNull()
  })

  it('puts the whole vault back to an old one: told by the copy of the memory that lies in the database', async () => {
    const kept = (await sit(ids.coordinator)).memory()
    writeFileSync(file, older)
    const desk = await sit(ids.coordinator)
    await desk.recall(kept)
    expect(desk.centre.standing().finding).toBe('keys/register-cut')
    await expect(desk.centre.rotate(nothing)).rejects.toMatchObject({ code: 'keys/register-cut' })
  })

  it('puts back the vault of before the coordinator, when the console opened everything: a reader who knows better seals nothing', async () => {
    const kept = (await sit(ids.one)).memory()
    writeFileSync(file, beforeCoordinator)
    const one = await sit(ids.one)
    await one.recall(kept)
    await expect(one.sealing.seal({ avis: word })).rejects.toMatchObject({ code: 'keys/register-cut' })
  })
})

describe('V2 V3 a console that joined a centre, rewritten by its administrator', () => {
  let joined: Buffer
  beforeAll(async () => {
    writeFileSync(file, beforeCoordinator)
    const admin = await sit(ids.admin)
    await admin.foreign.join(card('a', (await forgedPair('receive')).spki), nothing, { compared: true })
    const one = await sit(ids.one)
    await one.centre.compare(one.centre.standing().mark, nothing)
    joined = readFileSync(file)
  })
  afterEach(() => writeFileSync(file, joined))
  const card = (of: string, publicKey: string): CentreCard => ({
    centreId: of.repeat(32), name: 'Centre', key: { id: 'centre-1', publicKey }, readers: [], issuedAt: '2025-03-12T08:00:00.000Z',
    coordinators: [{ accountId: ids.coordinator, displayName: 'Coordination', roles: ['COORDINATOR'], signing: sign.spki, receiving: receive.spki }],
  })

  it('seals for no other key than the one that the reader remembers, whoever put it there', async () => {
    writeFileSync(file, joined)
    expect((await standing(ids.one)).finding).toBeNull()
    for (const change of [
      (content: VaultContent) => ({ ...content, foreign: { admissions: [], joined: { ...present(content), key: { id: 'centre-2', publicKey: receive.spki } } } }),
      (content: VaultContent) => ({ ...content, foreign: { admissions: [], joined: { ...present(content), issuedAt: '2025-04-12T08:00:00.000Z', key: { id: 'centre-2', publicKey: receive.spki } } } }),
      (content: VaultContent) => ({ ...content, foreign: { admissions: [], joined: null } }),
    ]) {
      writeFileSync(file, joined)
      await forge(change)
      const one = await sit(ids.one)
      expect(one.centre.standing().finding).toBe('keys/centre-changed')
      await expect(one.sealing.seal({ avis: word })).rejects.toMatchObject({ code: 'keys/centre-changed' })
      await expect(one.letters.seal('CENTRE', {})).rejects.toMatchObject({ code: 'keys/centre-changed' })
    }
  })

  it('follows once the reader compared aloud, and not before', async () => {
    writeFileSync(file, joined)
    await forge((content) => ({ ...content, foreign: { admissions: [], joined: { ...present(content), name: 'Centre déménagé' } } }))
    const one = await sit(ids.one)
    await expect(one.centre.compare('0000 0000 0000 0000 0000 0000 0000 0000', nothing)).rejects.toMatchObject({ code: 'exchange/fingerprint' })
    await one.centre.compare(one.centre.standing().mark, nothing)
    expect((await one.sealing.seal({ avis: word })).digest).toMatch(/^[0-9a-f]{64}$/)
    expect((await standing(ids.one)).finding).toBeNull()
  })
  const present = ({ foreign }: VaultContent): CentreCard => foreign?.joined ?? forgedCard()
})

describe('V2 V3 a coordinator who works on a rewritten vault', () => {
  let open: ReadingConsole
  let seats: { admin: Seat; one: Seat; two: Seat; coordinator: Seat }
  beforeAll(async () => {
    open = await openReadingConsole()
    const coordinator = await open.seat('Coordination', 'COORDINATOR')
    seats = { coordinator, admin: await open.seat('Administrateur', 'ADMIN'), one: await open.seat('Lecteur Un', 'L1'), two: await open.seat('Lectrice Deux', 'L2') }
    placeStudy(open, screeningStudy)
  })
  afterAll(() => open.close())

  it('releases a first opinion: the administrator who exchanged the keys and made himself a coordinator reads nothing of it', async () => {
    const version = ({ id, version: expectedVersion }: { id: string; version: number }) => ({ readingId: id, expectedVersion })
    const write = async (seat: Seat, commentaire: string, anomalies: Avis['anomalies'] = []) => {
      const opened = await seat.call('reading.open', { studyInstanceUID: screeningStudy.studyInstanceUID })
      return seat.call('reading.saveDraft', { ...version(opened), avis: { ...negativeAvis, commentaire, anomalies }, text: opened.text })
    }
    await seats.one.call('reading.sign', { ...version(await write(seats.one, word, [anomaly])), passphrase })
    const frozen = await seats.two.call('reading.freeze', version(await write(seats.two, 'second', [anomaly])))
    const { admin, two } = seats
    await forgeVault(join(open.folder, 'vault.json'), { id: admin.account.id, passphrase }, (content) => ({
      ...content, accounts: content.accounts.map((one) => (one.id === two.account.id ? { ...one, receiving: { ...one.receiving, publicKey: receive.spki } } : one)),
      centre: content.centre.map((key) => ({ ...key, coordinators: { ...key.coordinators, [admin.account.id]: Object.values(key.coordinators)[0] ?? '' } })),
    }))
    open.store.prepare('UPDATE accounts SET roles = ? WHERE id = ?').run('["ADMIN","COORDINATOR"]', admin.account.id)
    open.restart()
    const desk = await open.again(seats.coordinator)
    expect(desk.unlocked.centre.standing()).toMatchObject({ finding: null, changed: [two.account.id] })
    await desk.call('exchange.release', { readingId: frozen.id })
    await desk.unlocked.centre.rotate(nothing)
    const as = (seat: Seat, keys: readonly ForgedPair[]) => readEarly({ folders: [open.folder], store: open.store, keys: keys.map(({ pair }) => pair.privateKey), account: { vaultFile: join(open.folder, 'vault.json'), id: seat.account.id, passphrase } }, [word])
    expect(await as(admin, [receive])).toEqual([])
    expect(await as(two, [])).toEqual([word])
  })
})

/** As the coordinator reads it aloud. */
async function markOf(vault: Buffer): Promise<string> {
  const now = readFileSync(file)
  writeFileSync(file, vault)
  const { mark } = await standing(ids.coordinator)
  writeFileSync(file, now)
  return mark ?? ''
}

/** In its place and of its form; signed by a key of his own. */
function statement({ register = [] }: VaultContent, name: AccountId): Promise<string> {
  const said = { act: 'HOLD', member: { accountId: ids.admin, signing: sign.spki, receiving: receive.spki } }
  const previous = createHash('sha256').update(register.at(-1) ?? '').digest('hex')
  return signText({ reader: name, signing: sign.pair.privateKey }, 'binocle-register', { n: register.length, previous, at: new Date().toISOString(), said })
}

async function forgedRegister(): Promise<string[]> {
  const founder = { accountId: ids.admin, signing: sign.spki, receiving: receive.spki }
  const signer = { reader: ids.admin, signing: sign.pair.privateKey }
  return [...await append({}, signer, [{ act: 'FOUND', centreId: 'a'.repeat(32), founder, key: { id: 'centre-x', publicKey: receive.spki } }], new Date())]
}

function forgedCard(): CentreCard {
  const own = { accountId: ids.admin, displayName: 'Coordination', roles: ['COORDINATOR' as const], signing: sign.spki, receiving: receive.spki }
  return { centreId: 'b'.repeat(32), name: 'Centre', key: { id: 'centre-y', publicKey: receive.spki }, coordinators: [own], readers: [], issuedAt: new Date().toISOString() }
}
