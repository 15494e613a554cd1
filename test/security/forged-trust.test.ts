/** Between consoles nobody reads a blind opinion early and nobody forges trust: an administrator of either console with
 *  the database and his own account's key, and an operator with everything that lies in the PACS, each try. The same
 *  attempts succeed where they must, so that a silence means something. */
import { webcrypto } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CompactEncrypt, CompactSign } from 'jose'
import type { Account } from '../../main/contract/index.ts'
import { acquaint, openExchangeConsole, passphrase, type ExchangeConsole } from '../fixtures/exchange-consoles.ts'
import { memoryPacs, type MemoryPacs } from '../fixtures/memory-pacs.ts'
import { readEarly } from './early-reader.ts'

const exam = '1.2.840.113619.2.55.3'
const word = 'SENTINELLE-CORNALINE'
let pacs: MemoryPacs
let centre: ExchangeConsole
let one: ExchangeConsole
let two: ExchangeConsole
let coordinator: Account
let reader: Account
let second: Account

beforeAll(async () => {
  pacs = memoryPacs()
  ;[centre, one, two] = await Promise.all([openExchangeConsole(pacs), openExchangeConsole(pacs), openExchangeConsole(pacs)])
  coordinator = await centre.addAccount('Coordination', 'COORDINATOR')
  reader = await one.addAccount('Lectrice Une', 'L1')
  second = await two.addAccount('Lecteur Deux', 'L2')
  await acquaint(centre, coordinator, [{ at: one, reader }, { at: two, reader: second }])
  // A first opinion is signed, sealed and written to the centre, which keeps it.
  const sealed = await one.session.vault.sealing.seal({ avis: word })
  await one.session.write('CENTRE', exam, { type: 'FIRST_SIGNED', ...sealed, text: word })
  await one.sent()
  await centre.session.exchange.lookNow()
})
afterAll(async () => {
  await Promise.all([centre.close(), one.close(), two.close()])
})

const inPacs = () => [...pacs.held.values()].map(({ bytes }) => bytes)
/** All that an account reaches: the files of its console, its database, its own keys, and the whole PACS. */
const as = (console: ExchangeConsole, account: Account) => readEarly({ folders: [console.folder], store: console.store, bytes: inPacs(), account: { vaultFile: console.vaultFile, id: account.id, passphrase } }, [word])

describe('V2 V3 what lies in the PACS and on the consoles', () => {
  it('tells the operator of the PACS nothing, nor who wrote by name, nor what kind of letter it is by its length', async () => {
    expect(await readEarly({ bytes: inPacs() }, [word])).toEqual([])
    expect(await readEarly({ bytes: inPacs() }, ['Lectrice Une', 'FIRST_SIGNED', 'Coordination'])).toEqual([])
    const before = new Set(pacs.held.keys())
    for (const message of [{ type: 'A' }, { type: 'B', text: 'x'.repeat(9_000) }]) await one.session.write('CENTRE', exam, message)
    await one.sent()
    const lengths = [...pacs.held].filter(([id]) => !before.has(id)).map(([, { bytes }]) => bytes.length >> 8)
    expect(new Set(lengths).size).toBe(1)
    await centre.session.exchange.lookNow()
  })

  it('tells an administrator of the reader’s console, of another reader’s and of the centre’s nothing, nor the second reader', async () => {
    expect(await as(one, one.administrator)).toEqual([])
    expect(await as(two, two.administrator)).toEqual([])
    expect(await as(two, second)).toEqual([])
    expect(await as(centre, centre.administrator)).toEqual([])
  })

  it('opens to the coordinator, so that the silence above means something', async () => {
    expect(await as(centre, coordinator)).toEqual([word])
  })
})

describe('V2 V3 an administrator who forges', () => {
  async function impostor() {
    const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
    const ecdh = await webcrypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
    const spki = async (key: webcrypto.CryptoKey) => Buffer.from(await webcrypto.subtle.exportKey('spki', key)).toString('base64')
    const card = { accountId: second.id, displayName: 'Lecteur Deux', roles: ['L2'], signing: await spki(pair.publicKey), receiving: await spki(ecdh.publicKey) }
    return { pair, card }
  }
  const statement = (key: webcrypto.CryptoKey, kid: string, typ: string, says: unknown) => new CompactSign(Buffer.from(JSON.stringify(says))).setProtectedHeader({ alg: 'ES256', kid, typ }).sign(key)

  it('puts a card of his own into the vault, signed by himself or in the coordinator’s name: it is never used', async () => {
    const { pair, card } = await impostor()
    const { vault } = await centre.sit(centre.administrator)
    const says = { centreId: vault.foreign.centreId(), card, admittedAt: new Date().toISOString(), dismissedAt: null }
    const forged = [await statement(pair.privateKey, coordinator.id, 'binocle-admission', says), await vault.foreign.sign('binocle-admission', says)]
    // The master key authenticates the vault, and every account of the console leads to it: what he writes is accepted as a file.
    await centre.rewriteVault((file) => ({ ...file, foreign: { joined: null, admissions: forged } }))
    await centre.sit(coordinator)
    expect(centre.session.vault.centre.standing().finding).toBeNull()
    const admitted = await centre.session.vault.foreign.admitted()
    expect(admitted.map((each) => each.card.accountId).toSorted()).toEqual([reader.id, second.id].toSorted())
    expect(admitted.find((each) => each.card.accountId === second.id)?.card.receiving).not.toBe(card.receiving)
    const letter = await centre.session.exchange.letterbox.seal(second.id, exam, { avis: word })
    const opened = await (await two.sit(second)).vault.letters.open(letter.sealed)
    expect(opened).toMatchObject({ signer: coordinator.id, payload: { message: { avis: word } } })
  })

  it('writes to a reader in the coordinator’s place, from the centre’s own console: refused', async () => {
    await centre.sit(centre.administrator)
    await expect(centre.session.exchange.letterbox.seal(second.id, exam, { type: 'ASSIGNED' })).rejects.toMatchObject({ code: 'keys/not-held' })
    await expect(centre.session.vault.foreign.admit((await impostor()).card as never, new Date(), () => undefined)).rejects.toMatchObject({ code: 'keys/not-held' })
    await centre.sit(coordinator)
  })

  it('puts a letter into the database as if it had come: it is opened and verified all the same, and refused', async () => {
    const { vault } = await centre.sit(centre.administrator)
    const id = '2.25.4242'
    const sentAt = new Date().toISOString()
    const sealed = await vault.letters.seal('CENTRE', { version: 1, id, to: vault.foreign.centreId(), studyInstanceUID: exam, sentAt, message: { type: 'SIGNED' } })
    centre.store.prepare(`INSERT INTO letters_in (id, mailbox, sender, study_instance_uid, sent_at, received_at, state, sealed) VALUES (?, ?, ?, ?, ?, ?, 'LATER', ?)`)
      .run(id, vault.foreign.centreId(), reader.id, exam, sentAt, sentAt, sealed)
    await centre.sit(coordinator)
    const before = centre.taken.length
    await centre.session.exchange.lookNow()
    expect((await centre.session.call('exchange.letters', {})).rows.find((row) => row.id === id)).toMatchObject({ state: 'REFUSED', problem: { code: 'exchange/unknown-sender' } })
    expect(centre.taken.length).toBe(before)
  })

  it('gives an account of the reader’s console the identity of the coordinator: its letter, and the card in it, are refused', async () => {
    const { pair, card } = await impostor()
    await one.sit(reader)
    const { vault: known } = one.session
    const { id, fingerprint } = known.centre.standing()
    const joined = known.foreign.joined()
    const accounts = (file: Record<string, unknown>) => file['accounts'] as { id: string; signing: object }[]
    await one.rewriteVault((file) => ({ ...file, accounts: accounts(file).flatMap((each) => (each.id === one.administrator.id ? [each, { ...each, id: coordinator.id, displayName: 'Coordination', signing: { ...each.signing, publicKey: card.signing } }] : [each])) }))
    const { vault } = await one.sit(reader)
    const forgedCard = { ...joined, key: { id: 'centre-x', publicKey: card.receiving }, coordinators: [{ ...card, accountId: coordinator.id, roles: ['COORDINATOR'] }], register: { length: 99, head: 'a'.repeat(64) }, issuedAt: '2099-01-01T00:00:00.000Z' }
    const message = { type: 'CENTRE_CARD', card: JSON.stringify({ binocle: 'carte de centre', version: 1, signed: await statement(pair.privateKey, coordinator.id, 'binocle-centre-card', forgedCard) }) }
    const letter = await statement(pair.privateKey, coordinator.id, 'binocle-letter', { version: 1, id: '2.25.77', to: reader.id, studyInstanceUID: '2.25.0', sentAt: new Date().toISOString(), message })
    const own = await webcrypto.subtle.importKey('spki', Buffer.from(vault.publicKeys(reader.id)?.receiving ?? '', 'base64'), { name: 'ECDH', namedCurve: 'P-256' }, true, [])
    const sealed = await new CompactEncrypt(Buffer.from(letter)).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: reader.id }).encrypt(own)
    await expect(vault.letters.open(sealed)).rejects.toMatchObject({ code: 'exchange/altered' })
    // Even from a letter that were taken: a card follows only from the one that the reader knows.
    await expect(vault.foreign.join(forgedCard as never, () => undefined, { signed: (JSON.parse(message.card) as { signed: string }).signed })).rejects.toMatchObject({ code: 'keys/centre-changed' })
    expect(vault.centre.standing()).toMatchObject({ id, fingerprint, finding: null })
    await one.rewriteVault((file) => ({ ...file, accounts: accounts(file).filter((each) => each.id !== coordinator.id) }))
    await one.sit(reader)
  })

  it('sets the whole console of the centre back to bring a withdrawn reader and an old key in again: the readers’ consoles refuse its card', async () => {
    await centre.sit(coordinator)
    const before = readFileSync(centre.vaultFile)
    await centre.session.call('exchange.dismissReader', { accountId: second.id })
    await centre.session.vault.centre.rotate(() => undefined)
    await centre.session.exchange.lookNow()
    await centre.sent()
    await one.sit(reader)
    await one.session.exchange.lookNow()
    const { id } = one.session.vault.centre.standing()
    expect(id).toBe(centre.session.vault.centre.standing().id)
    writeFileSync(centre.vaultFile, before)
    await centre.rewriteVault((file) => file)
    await centre.sit(coordinator)
    expect((await centre.session.vault.foreign.admitted()).map(({ card }) => card.accountId)).toContain(second.id)
    await centre.session.exchange.lookNow()
    await centre.sent()
    await one.session.exchange.lookNow()
    expect((await one.session.call('exchange.letters', {})).rows.filter(({ state }) => state === 'REFUSED')).toMatchObject([{ problem: { code: 'exchange/register-behind' } }])
    expect(one.session.vault.centre.standing().id).toBe(id)
  })
})
