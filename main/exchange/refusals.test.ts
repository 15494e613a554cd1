/** What is wrong with a letter is refused with its sentence, kept in the list, and stops nothing else. The PACS is in
 *  the hands of somebody hostile: objects are cut, changed, copied, moved and put in. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ExpectedError, type Account, type ErrorCode } from '../contract/index.ts'
import { buildLetter, encodePart10, mailboxOf, rawDataClass, readLetter, type LetterObject } from '../dicom/index.ts'
import { acquaint, openExchangeConsole, type ExchangeConsole } from '../../test/fixtures/exchange-consoles.ts'
import { manualClock, type ManualClock } from '../../test/fixtures/manual-clock.ts'
import { memoryPacs, type MemoryPacs } from '../../test/fixtures/memory-pacs.ts'

const exam = '1.2.840.113619.2.55.3'
let pacs: MemoryPacs
let centre: ExchangeConsole
let one: ExchangeConsole
let coordinator: Account
let reader: Account

async function open(clocks: { centre?: ManualClock; one?: ManualClock } = {}): Promise<void> {
  pacs = memoryPacs()
  ;[centre, one] = await Promise.all([openExchangeConsole(pacs, clocks.centre === undefined ? {} : { clock: clocks.centre }), openExchangeConsole(pacs, clocks.one === undefined ? {} : { clock: clocks.one })])
  coordinator = await centre.addAccount('Coordination', 'COORDINATOR')
  reader = await one.addAccount('Lectrice Une', 'L1', 'L2')
  await acquaint(centre, coordinator, [{ at: one, reader }])
}
afterEach(async () => {
  await Promise.all([centre.close(), one.close()])
})

/** A letter that lies in the PACS, as an object. */
async function written(): Promise<LetterObject> {
  const id = await one.session.write('CENTRE', exam, { avis: 'essai' })
  await one.sent()
  return readLetter(pacs.held.get(id)?.bytes ?? new Uint8Array())
}
function put(object: LetterObject, bytes: Uint8Array = buildLetter(object), sopClassUID = rawDataClass): void {
  pacs.held.set(object.sopInstanceUID, { studyInstanceUID: mailboxOf(centre.session.vault.foreign.centreId(), object.sentAt.slice(0, 10)), sopClassUID, bytes })
}
/** A look, then a sound letter that must still be taken; the refused ones by identifier. */
async function refused(): Promise<Map<string, ErrorCode | undefined>> {
  await centre.session.exchange.lookNow()
  const before = centre.taken.length
  await one.session.write('CENTRE', exam, { n: 'sain' })
  await one.sent()
  await centre.session.exchange.lookNow()
  expect(centre.taken.length).toBe(before + 1)
  expect(centre.bugs).toEqual([])
  const { rows } = await centre.session.call('exchange.letters', {})
  return new Map(rows.filter(({ state }) => state === 'REFUSED').map(({ id, problem }) => [id, problem?.code]))
}
const flipped = (body: Uint8Array, at: number) => body.map((byte, index) => (index === at ? (byte === 65 ? 66 : 65) : byte))

describe('a hostile PACS', () => {
  beforeEach(() => open())

  it('that cuts, changes, copies, moves or puts in objects gets each refused with its sentence, once, and nothing taken', async () => {
    const letter = await written()
    const bytes = pacs.held.get(letter.sopInstanceUID)?.bytes ?? new Uint8Array()
    pacs.held.clear()
    put({ ...letter, sopInstanceUID: '2.25.1' }, buildLetter({ ...letter, sopInstanceUID: '2.25.1' }).subarray(0, bytes.length - 4000))
    put({ ...letter, sopInstanceUID: '2.25.2', body: letter.body.subarray(0, letter.body.length - 4000) })
    put({ ...letter, sopInstanceUID: '2.25.3', body: flipped(letter.body, letter.body.length >> 1) })
    put({ ...letter, sopInstanceUID: '2.25.4' })
    put({ ...letter, sopInstanceUID: '2.25.5' }, bytes)
    put({ ...letter, sopInstanceUID: '2.25.6', recipient: reader.id })
    put({ ...letter, sopInstanceUID: '2.25.7' }, encodePart10({ SOPClassUID: rawDataClass, SOPInstanceUID: '2.25.7', StudyInstanceUID: '1.2', SeriesInstanceUID: '1.3', Modality: 'MR' }))
    put({ ...letter, sopInstanceUID: '2.25.8' }, bytes, '1.2.840.10008.5.1.4.1.1.7')
    put({ ...letter, sopInstanceUID: '2.25.9' }, Buffer.from('pas un objet DICOM du tout'))
    put({ ...letter, sopInstanceUID: '2.25.10', body: new Uint8Array() })
    put({ ...letter, sopInstanceUID: '2.25.11', body: Buffer.from('eyJhbGciOiJub25lIn0.e30.') })
    expect(Object.fromEntries(await refused())).toEqual({
      '2.25.1': 'dicom/truncated', '2.25.2': 'exchange/altered', '2.25.3': 'exchange/altered', '2.25.4': 'exchange/replayed', '2.25.5': 'exchange/replayed',
      '2.25.6': 'exchange/other-recipient', '2.25.7': 'exchange/foreign-object', '2.25.8': 'exchange/foreign-object', '2.25.9': 'dicom/not-dicom', '2.25.10': 'exchange/altered', '2.25.11': 'exchange/altered',
    })
    const alerts = centre.audit.list({ before: null, limit: 500 }).rows.filter(({ event, outcome }) => event === 'security-alert' && outcome === 'failure')
    expect(alerts).toHaveLength(11)
    await centre.session.exchange.lookNow()
    expect(centre.audit.list({ before: null, limit: 500 }).rows.filter(({ detail }) => detail.startsWith('letter refused'))).toHaveLength(11)
  })

  it('a letter that was refused for the identity of its exam is read again once that is settled, and no other exam’s', async () => {
    const taking = centre.take
    centre.take = () => Promise.reject(new ExpectedError('dossier/identity-differs'))
    await one.session.write('CENTRE', exam, { n: 'first' })
    await one.session.write('CENTRE', `${exam}.9`, { n: 'other' })
    await one.sent()
    await centre.session.exchange.lookNow()
    centre.take = taking
    await centre.session.exchange.lookNow()
    expect(centre.taken).toEqual([])
    centre.store.transaction(() => { centre.session.exchange.readAgain(exam) })
    await centre.session.exchange.lookNow()
    expect(centre.taken.map(({ message }) => message)).toEqual([{ n: 'first' }])
  })

  it('that changes what stands in the clear beside the seal changes nothing: another exam, date or sender is refused', async () => {
    const letter = await written()
    for (const change of [{ studyInstanceUID: '1.2.3' }, { sender: coordinator.id }, { sentAt: `${letter.sentAt.slice(0, 10)}T00:00:00.001Z` }]) {
      put({ ...letter, ...change })
      await centre.sit()
      centre.store.prepare('DELETE FROM letters_in').run()
      await centre.session.exchange.lookNow()
      expect((await centre.session.call('exchange.letters', {})).rows).toMatchObject([{ id: letter.sopInstanceUID, state: 'REFUSED', problem: { code: 'exchange/altered' } }])
    }
    expect(centre.taken).toEqual([])
  })

  it('that gives one letter twice, or in another order, has it taken once', async () => {
    const letter = await written()
    const again = { ...letter }
    await centre.session.exchange.lookNow()
    put(again)
    await centre.sit()
    await centre.session.exchange.lookNow()
    expect(centre.taken.map(({ id }) => id)).toEqual([letter.sopInstanceUID])
  })

  it('that answers 404 for an empty mailbox is no failure', async () => {
    const find = pacs.findInstances
    pacs.findInstances = async (study, signal) => {
      const found = await find(study, signal)
      if (found.length === 0) throw new ExpectedError('pacs/answer', { params: { status: 404 } })
      return found
    }
    const letter = await written()
    await centre.session.exchange.lookNow()
    expect(centre.taken.map(({ id }) => id)).toEqual([letter.sopInstanceUID])
  })

  it('that loses the end of a download is asked again, and nothing is said against the letter', async () => {
    const letter = await written()
    const whole = pacs.retrieveInstance
    let cuts = 0
    pacs.retrieveInstance = (at, signal) => {
      if (cuts++ === 0) return { async* [Symbol.asyncIterator]() { await Promise.resolve(); yield new Uint8Array(10); throw new ExpectedError('pacs/interrupted') } }
      return whole(at, signal)
    }
    await expect(centre.session.exchange.lookNow()).rejects.toMatchObject({ code: 'pacs/interrupted' })
    expect((await centre.session.call('exchange.status', {})).problem?.code).toBe('pacs/interrupted')
    await centre.session.exchange.lookNow()
    expect(centre.taken.map(({ id }) => id)).toEqual([letter.sopInstanceUID])
    expect((await centre.session.call('exchange.status', {})).problem).toBeNull()
  })

  it('that can never give one object, or the exam of one letter, keeps no other letter back, and says so', async () => {
    const lost = await one.session.write('CENTRE', exam, { n: 'perdu' })
    const other = await one.session.write('CENTRE', exam, { n: 'sans examen' })
    const sound = await one.session.write('CENTRE', exam, { n: 'sain' })
    await one.sent()
    const whole = pacs.retrieveInstance
    pacs.retrieveInstance = (at, signal) => {
      if (at.sopInstanceUID === lost) throw new ExpectedError('pacs/answer', { params: { status: 500 } })
      return whole(at, signal)
    }
    const take = centre.take
    centre.take = (letter) => (letter.id === other ? Promise.reject(new ExpectedError('pacs/answer', { params: { status: 400 } })) : take(letter))
    await expect(centre.session.exchange.lookNow()).rejects.toMatchObject({ code: 'pacs/answer' })
    expect(centre.taken.map(({ id }) => id)).toEqual([sound])
    expect((await centre.session.call('exchange.status', {})).problem?.code).toBe('pacs/answer')
    pacs.retrieveInstance = whole
    centre.take = take
    await centre.session.exchange.lookNow()
    expect(centre.taken.map(({ id }) => id).toSorted()).toEqual([lost, other, sound].toSorted())
    expect((await centre.session.call('exchange.letters', {})).rows.filter(({ state }) => state !== 'TAKEN')).toEqual([])
  })

  it('is not blamed for a full disk: letters are neither refused nor lost, and come in once there is room', async () => {
    const letters = [await written(), await written()].map(({ sopInstanceUID }) => sopInstanceUID)
    const { store } = centre
    const pages = store.prepare<[], { page_count: number }>('PRAGMA page_count').get()?.page_count ?? 0
    store.prepare(`PRAGMA max_page_count = ${pages}`).get()
    // Pages that were freed earlier are used up too.
    store.transaction(() => store.prepare('CREATE TABLE filler (bytes BLOB)').run())
    const fill = store.prepare('INSERT INTO filler VALUES (zeroblob(4000))')
    expect(() => { for (;;) store.transaction(() => fill.run()) }).toThrow(expect.objectContaining({ code: 'store/full' }) as Error)
    await expect(centre.session.exchange.lookNow()).rejects.toMatchObject({ code: 'store/full' })
    expect(centre.taken).toEqual([])
    expect((await centre.session.call('exchange.status', {})).problem?.code).toBe('store/full')
    store.prepare('PRAGMA max_page_count = 1000000').get()
    await centre.session.exchange.lookNow()
    expect(centre.taken.map(({ id }) => id).toSorted()).toEqual(letters.toSorted())
    expect((await centre.session.call('exchange.letters', {})).rows.filter(({ state }) => state !== 'TAKEN')).toEqual([])
    expect(centre.bugs).toEqual([])
  })
})

describe('somebody who may not write', () => {
  beforeEach(() => open())

  it('is refused: a console that joined with a copied card but was not admitted; another account of an admitted console', async () => {
    const stranger = await openExchangeConsole(pacs)
    try {
      await stranger.addAccount('Inconnu', 'L1')
      const card = await centre.session.call('exchange.centreCard', {})
      const [, account] = [...stranger.accounts.values()]
      await (await stranger.sit(stranger.administrator)).call('exchange.joinCentre', card)
      const unknown = await (await stranger.sit(account)).write('CENTRE', exam, { avis: 'faux' })
      await stranger.sent()
      const other = await one.addAccount('Autre lecteur', 'L2')
      const second = await (await one.sit(other)).write('CENTRE', exam, { avis: 'autre' })
      await one.sent()
      await one.sit(reader)
      expect(Object.fromEntries(await refused())).toEqual({ [unknown]: 'exchange/unknown-sender', [second]: 'exchange/unknown-sender' })
    } finally {
      await stranger.close()
    }
  })

  it('to a reader is any other reader: only a coordinator of the centre writes there', async () => {
    // Another reader of the same console signs a letter to this one, with everything that the console gives.
    const other = await one.addAccount('Voisin', 'L2')
    const { vault } = await one.sit(other)
    const sentAt = new Date().toISOString()
    const keys = one.session.vault.publicKeys(reader.id)
    expect(keys).not.toBeNull()
    const body = await vault.letters.seal(reader.id, { version: 1, id: '2.25.77', to: reader.id, studyInstanceUID: exam, sentAt, message: { type: 'CENTRE_CARD', card: 'x' } })
    const object = { sopInstanceUID: '2.25.77', recipient: reader.id, sender: other.id, studyInstanceUID: exam, sentAt, body: Buffer.from(body) }
    pacs.held.set('2.25.77', { studyInstanceUID: mailboxOf(reader.id, sentAt.slice(0, 10)), sopClassUID: rawDataClass, bytes: buildLetter(object) })
    await one.sit(reader)
    await one.session.exchange.lookNow()
    const { rows } = await one.session.call('exchange.letters', {})
    expect(rows.find(({ id }) => id === '2.25.77')).toMatchObject({ state: 'REFUSED', problem: { code: 'exchange/unknown-sender' } })
  })
})

describe('clocks that disagree', () => {
  it('are said, by the name of who wrote, and the letter is taken all the same; the next one in time takes it away', async () => {
    const ahead = manualClock(Date.parse('2026-03-02T10:00:00.000Z'))
    const here = manualClock(Date.parse('2026-03-02T09:00:00.000Z'))
    await open({ centre: here, one: ahead })
    await one.session.write('CENTRE', exam, { n: 1 })
    await one.sent()
    await centre.session.exchange.lookNow()
    expect(centre.taken).toHaveLength(1)
    expect(centre.session.exchange.clocks()).toEqual([{ sender: 'Lectrice Une', seconds: 3600 }])
    expect(centre.events).toContainEqual({ type: 'health.changed' })
    here.advance(3_600_000)
    await one.session.write('CENTRE', exam, { n: 2 })
    await one.sent()
    await centre.session.exchange.lookNow()
    expect(centre.session.exchange.clocks()).toEqual([])
  })

  it('by a day ahead still reach the mailbox, and a letter that waited for weeks on a console without its PACS does too', async () => {
    const ahead = manualClock(Date.parse('2026-03-03T08:00:00.000Z'))
    const here = manualClock(Date.parse('2026-03-02T09:00:00.000Z'))
    await open({ centre: here, one: ahead })
    await one.session.write('CENTRE', exam, { n: 1 })
    await one.sent()
    await centre.session.exchange.lookNow()
    pacs.cut = true
    await one.session.write('CENTRE', exam, { n: 2 })
    pacs.cut = false
    here.advance(40 * 86_400_000)
    await centre.session.exchange.lookNow()
    ahead.advance(40 * 86_400_000)
    await one.sent()
    await centre.session.exchange.lookNow()
    expect(centre.taken.map(({ message }) => message)).toEqual([{ n: 1 }, { n: 2 }])
  })

  it('is said of a PACS whose answers are dated otherwise', async () => {
    await open()
    pacs.clockAhead = () => -600
    expect(centre.session.exchange.clocks()).toEqual([{ sender: null, seconds: -600 }])
    pacs.clockAhead = () => 20
    expect(centre.session.exchange.clocks()).toEqual([])
  })
})
