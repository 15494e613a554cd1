/** Cards: who may be admitted and joined, what is refused, and how consoles learn of a new key or another reader. */
import { webcrypto } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { CompactSign } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Account, CardFile } from '../contract/index.ts'
import { acquaint, openExchangeConsole, type ExchangeConsole } from '../../test/fixtures/exchange-consoles.ts'
import { memoryPacs, type MemoryPacs } from '../../test/fixtures/memory-pacs.ts'
import { receivingReader } from '../vault/index.ts'

const exam = '1.2.840.113619.2.55.3'
let pacs: MemoryPacs
let centre: ExchangeConsole
let one: ExchangeConsole
let coordinator: Account
let reader: Account

beforeEach(async () => {
  pacs = memoryPacs()
  ;[centre, one] = await Promise.all([openExchangeConsole(pacs), openExchangeConsole(pacs)])
  coordinator = await centre.addAccount('Coordination', 'COORDINATOR')
  reader = await one.addAccount('Lectrice Une', 'L1', 'L2')
})
afterEach(async () => {
  await Promise.all([centre.close(), one.close()])
})
const meet = () => acquaint(centre, coordinator, [{ at: one, reader }])
/** Everything that is queued leaves, and everybody looks. */
async function post(...consoles: ExchangeConsole[]): Promise<void> {
  for (const console of consoles) {
    await console.session.exchange.lookNow()
    await console.sent()
  }
}

describe('a card', () => {
  it('says who it is and its fingerprint before anybody trusts it, and is admitted with that fingerprint alone', async () => {
    const card = await (await one.sit(reader)).call('exchange.ownCard', {})
    const { call } = await centre.sit(coordinator)
    expect(await call('exchange.readCard', card)).toMatchObject({ kind: 'ACCOUNT', name: 'Lectrice Une', roles: ['L1', 'L2'], fingerprint: card.fingerprint, known: false })
    expect(card.fingerprint).toMatch(/^([0-9A-F]{4} ){7}[0-9A-F]{4}$/)
    await expect(call('exchange.admitReader', { ...card, fingerprint: `0000${card.fingerprint.slice(4)}` })).rejects.toMatchObject({ code: 'exchange/fingerprint' })
    expect((await call('exchange.status', {})).readers).toEqual([])
    expect((await call('exchange.admitReader', card)).readers).toMatchObject([{ accountId: reader.id, displayName: 'Lectrice Une', fingerprint: card.fingerprint }])
    expect((await call('exchange.readCard', card)).known).toBe(true)
  })

  it('that was changed, cut short or is another file is refused', async () => {
    const card = await (await one.sit(reader)).call('exchange.ownCard', {})
    const { call } = await centre.sit(coordinator)
    const signed = (JSON.parse(card.text) as { signed: string }).signed.split('.')
    const payload = JSON.parse(Buffer.from(signed[1] ?? '', 'base64url').toString()) as object
    const forged = [signed[0], Buffer.from(JSON.stringify({ ...payload, displayName: 'Autre Personne' })).toString('base64url'), signed[2]].join('.')
    for (const text of [card.text.slice(0, -20), 'bonjour', '{}', JSON.stringify({ binocle: 'carte de lecteur', version: 1, signed: forged }), JSON.stringify({ binocle: 'carte de centre', version: 1, signed: signed.join('.') })]) {
      await expect(call('exchange.readCard', { text })).rejects.toMatchObject({ code: 'exchange/card-invalid' })
    }
  })

  it('with a key that is none is refused, before it could keep a console from opening', async () => {
    await meet()
    const card = await centre.session.call('exchange.centreCard', {})
    const { signed } = JSON.parse(card.text) as { signed: string }
    const says = JSON.parse(Buffer.from(signed.split('.')[1] ?? '', 'base64url').toString()) as { key: object; coordinators: object[] }
    const again = async (change: object) => ({ text: JSON.stringify({ binocle: 'carte de centre', version: 1, signed: await centre.session.vault.foreign.sign('binocle-centre-card', { ...says, ...change }) }) })
    await one.sit(one.administrator)
    expect(await one.session.call('exchange.readCard', await again({}))).toMatchObject({ kind: 'CENTRE' })
    await expect(one.session.call('exchange.readCard', await again({ key: { ...says.key, publicKey: 'AAAA' } }))).rejects.toMatchObject({ code: 'exchange/card-invalid' })
    await expect(one.session.call('exchange.readCard', await again({ readers: [{ accountId: reader.id, signing: 'AAAA' }] }))).rejects.toMatchObject({ code: 'exchange/card-invalid' })
  })

  it('changes the format of the vault, so that an earlier program refuses it rather than forgetting it', async () => {
    const formatOf = ({ vaultFile }: ExchangeConsole) => (JSON.parse(readFileSync(vaultFile, 'utf8')) as { format: number }).format
    await meet()
    expect([formatOf(centre), formatOf(one)]).toEqual([4, 4])
  })

  it('of the wrong kind, of an account of this console, or under other keys is refused with its reason', async () => {
    await meet()
    const { call } = centre.session
    const own = await call('exchange.ownCard', {})
    await expect(call('exchange.admitReader', own)).rejects.toMatchObject({ code: 'exchange/own-card' })
    const ring = await call('exchange.centreCard', {})
    await expect(call('exchange.admitReader', ring)).rejects.toMatchObject({ code: 'exchange/card-other-kind' })
    await one.sit(one.administrator)
    await expect(one.session.call('exchange.joinCentre', own)).rejects.toMatchObject({ code: 'exchange/card-other-kind' })
    // Somebody who shows a card under the account id of another: signed by whoever it is, or as that account under own keys.
    const impostor = await openExchangeConsole(pacs)
    try {
      const { vault } = await impostor.sit(await impostor.addAccount('Imposteur', 'L1'))
      const keys = vault.publicKeys(vault.accountId)
      const says = { accountId: reader.id, displayName: 'Lectrice Une', roles: ['L1'], signing: keys?.signing, receiving: keys?.receiving, issuedAt: new Date().toISOString() }
      const file = (signed: string) => ({ text: JSON.stringify({ binocle: 'carte de lecteur', version: 1, signed }) })
      await expect(call('exchange.readCard', file(await vault.foreign.sign('binocle-account-card', says)))).rejects.toMatchObject({ code: 'exchange/card-invalid' })
      const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
      const signing = Buffer.from(await webcrypto.subtle.exportKey('spki', pair.publicKey)).toString('base64')
      const stolen = file(await new CompactSign(Buffer.from(JSON.stringify({ ...says, signing }))).setProtectedHeader({ alg: 'ES256', kid: reader.id, typ: 'binocle-account-card' }).sign(pair.privateKey))
      const { fingerprint, known } = await call('exchange.readCard', stolen)
      expect(known).toBe(false)
      await expect(call('exchange.admitReader', { ...stolen, fingerprint })).rejects.toMatchObject({ code: 'exchange/card-changed' })
    } finally {
      await impostor.close()
    }
  })

  it('is admitted by a coordinator and joined by an administrator, and by nobody else', async () => {
    const card = await (await one.sit(reader)).call('exchange.ownCard', {})
    await centre.sit(centre.administrator)
    await expect(centre.session.call('exchange.admitReader', card)).rejects.toMatchObject({ code: 'request/forbidden' })
    await meet()
    const ring = await centre.session.call('exchange.centreCard', {})
    await expect(one.session.call('exchange.joinCentre', ring)).rejects.toMatchObject({ code: 'request/forbidden' })
    await centre.sit(centre.administrator)
    await expect(centre.session.call('exchange.joinCentre', ring)).rejects.toMatchObject({ code: 'exchange/own-coordinator' })
  })
})

describe('a console that joined a centre', () => {
  it('seals for that centre, so that nobody on it opens for the centre and its coordinator does', async () => {
    await meet()
    const { envelope, digest } = await one.session.vault.sealing.seal({ avis: 'SENTINELLE-ONYX' })
    expect(one.session.vault.centre.standing()).toMatchObject({ mode: 'COORDINATORS', held: false, id: centre.session.vault.centre.standing().id })
    expect(one.session.vault.sealing.holdsCentreKey).toBe(false)
    await expect(one.session.vault.sealing.open(envelope, digest)).rejects.toMatchObject({ code: 'keys/not-held' })
    const { vault } = await one.sit(one.administrator)
    await expect(vault.sealing.open(envelope, digest)).rejects.toMatchObject({ code: 'keys/not-held' })
    expect(await centre.session.vault.sealing.open(envelope, digest)).toEqual({ payload: { avis: 'SENTINELLE-ONYX' }, signer: reader.id })
  })

  it('V3 opens what the centre released to its reader alone, also when a reader of a third console signed it', async () => {
    const two = await openExchangeConsole(pacs)
    try {
      const second = await two.addAccount('Lecteur Deux', 'L2')
      await acquaint(centre, coordinator, [{ at: one, reader }, { at: two, reader: second }])
      const { envelope, digest } = await one.session.vault.sealing.seal({ avis: 'L1' })
      const to = await receivingReader(centre.session.vault, second.id)
      if (to === null) throw new Error('the second reader was admitted')
      const released = await centre.session.vault.sealing.release(envelope, digest, to)
      expect(await two.session.vault.sealing.openReleased(released)).toEqual({ payload: { avis: 'L1' }, signer: reader.id })
      await expect(one.session.vault.sealing.openReleased(released)).rejects.toMatchObject({ code: 'reading/seal-broken' })
    } finally {
      await two.close()
    }
  })

  it('learns by a letter of a new key; what was sealed for the earlier one still opens', async () => {
    await meet()
    await post(centre, one)
    const before = await one.session.write('CENTRE', exam, { n: 'avant' })
    const earlier = one.session.vault.centre.standing().id
    await centre.session.vault.centre.rotate(() => undefined)
    const now = centre.session.vault.centre.standing().id
    expect(now).not.toBe(earlier)
    await post(centre, one)
    expect(one.session.vault.centre.standing().id).toBe(now)
    const after = await one.session.write('CENTRE', exam, { n: 'après' })
    await one.sent()
    await centre.session.exchange.lookNow()
    expect(centre.taken.map(({ id }) => id).toSorted()).toEqual([before, after].toSorted())
    expect((await (await one.sit()).call('exchange.status', {})).centre?.issuedAt).toBeDefined()
  })

  it('learns of it by a newer card too, and refuses an older one or another centre’s', async () => {
    await meet()
    const { call, vault } = centre.session
    const older = await call('exchange.centreCard', {})
    await vault.centre.rotate(() => undefined)
    const newer = await call('exchange.centreCard', {})
    await one.sit(one.administrator)
    await one.session.call('exchange.joinCentre', newer)
    expect(one.session.vault.centre.standing().id).toBe(vault.centre.standing().id)
    await expect(one.session.call('exchange.joinCentre', older)).rejects.toMatchObject({ code: 'exchange/card-older' })
    const other = await openExchangeConsole(pacs)
    try {
      const card = await (await other.sit(await other.addAccount('Autre centre', 'COORDINATOR'))).call('exchange.centreCard', {})
      await expect(one.session.call('exchange.joinCentre', card)).rejects.toMatchObject({ code: 'exchange/other-centre' })
      expect((await one.session.call('exchange.leaveCentre', {})).standing).toBe('ALONE')
      expect((await one.session.call('exchange.joinCentre', card)).standing).toBe('READER')
    } finally {
      await other.close()
    }
  })

  it('takes no coordinator of its own, whose key would be another one', async () => {
    await meet()
    await expect(one.addAccount('Coordination locale', 'COORDINATOR')).rejects.toMatchObject({ code: 'exchange/joined' })
    await expect(one.session.vault.centre.rotate(() => undefined)).rejects.toMatchObject({ code: 'exchange/joined' })
  })
})

describe('a reader who was dismissed', () => {
  it('is written to no more and heard no more; what it signed before still verifies, and admission brings its letters back', async () => {
    await meet()
    const card: CardFile = await one.session.call('exchange.ownCard', {})
    const { envelope, digest } = await one.session.vault.sealing.seal({ avis: 'ancien' })
    await centre.session.call('exchange.dismissReader', { accountId: reader.id })
    await expect(centre.session.exchange.letterbox.seal(reader.id, exam, {})).rejects.toMatchObject({ code: 'request/not-found' })
    const id = await one.session.write('CENTRE', exam, { n: 1 })
    await one.sent()
    await centre.session.exchange.lookNow()
    expect(centre.taken).toEqual([])
    expect((await centre.session.call('exchange.letters', {})).rows).toMatchObject([{ id, state: 'REFUSED', from: 'Lectrice Une', problem: { code: 'exchange/unknown-sender' } }])
    expect((await centre.session.vault.sealing.open(envelope, digest)).signer).toBe(reader.id)
    await centre.sit()
    await centre.session.exchange.lookNow()
    expect(centre.audit.list({ before: null, limit: 500 }).rows.filter(({ detail }) => detail.startsWith('letter refused'))).toHaveLength(1)
    await centre.session.call('exchange.admitReader', card)
    await centre.session.exchange.lookNow()
    expect(centre.taken.map((letter) => letter.id)).toEqual([id])
  })

  it('stays dismissed, and others stay admitted, when the coordinator who admitted them leaves', async () => {
    await meet()
    const successor = await centre.addAccount('Coordination bis', 'COORDINATOR')
    const print = (await centre.session.vault.centre.people()).find(({ accountId }) => accountId === successor.id)?.fingerprint ?? ''
    await centre.session.vault.centre.grant(successor.id, print, () => undefined)
    const { vault, call } = await centre.sit(successor)
    await vault.centre.withdraw(coordinator.id, () => undefined)
    expect((await call('exchange.status', {})).readers).toMatchObject([{ accountId: reader.id }])
    expect((await vault.foreign.everAdmitted()).map(({ by }) => by)).toEqual([coordinator.id])
  })
})
