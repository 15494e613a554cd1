/** Letters that come twice, late, in another order, from somebody else or about something that has changed since: each has
 *  its sentence and its way on, and nothing that was read is lost. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { problems, type Avis, type ErrorCode, type Reading } from '../contract/index.ts'
import { begin, type Desk, freeze, refused, sign, version, write } from '../../test/fixtures/reading-acts.ts'
import { type Seat } from '../../test/fixtures/reading-console.ts'
import { openRounds, type Posted, type Rounds } from '../../test/fixtures/round-consoles.ts'
import { negativeAvis, positiveAvis, screeningStudy } from '../../test/fixtures/signed-readings.ts'

const studyInstanceUID = screeningStudy.studyInstanceUID
const secondAvis: Avis = { ...positiveAvis, rappelTechnique: null }

let rounds: Rounds
let one: Desk
let two: Desk
let three: Desk
let desk: Seat

beforeEach(async () => {
  rounds = await openRounds()
  one = await rounds.reader('Lecteur Un', 'L1')
  two = await rounds.reader('Lectrice Deux', 'L2')
  three = await rounds.reader('Lecteur Trois', 'L2')
  desk = await rounds.centre.again(rounds.desk)
})
afterEach(() => { rounds.close() })

const mail = (...at: readonly (Seat | Desk)[]) => rounds.mail.take(...at)
const signFirst = async () => { await sign(one.seat, await write(one.seat, negativeAvis)); await mail(desk) }
const assign = async (reader: Seat) => (await desk.call('programme.assign', { studyInstanceUIDs: [studyInstanceUID], readers: [reader.account.id], as: 'SECOND', dueOn: null })).leftAside.map(({ code }) => code)
const unassign = () => desk.call('programme.unassign', { studyInstanceUIDs: [studyInstanceUID], reason: 'à relire par un autre' })
const given = async (reader: Desk) => { await signFirst(); await assign(reader.seat); await mail(reader.seat) }
const dossier = async () => (await desk.call('programme.dossier', { studyInstanceUID })).dossier
const codes = () => rounds.mail.refused.map(({ code }) => code)
const last = (): Posted => rounds.mail.posted.at(-1) ?? (() => { throw new Error('nothing was posted') })()
const release = (reading: Reading) => desk.call('exchange.release', { readingId: reading.id })
async function post(seat: Seat, to: Posted['to'], message: unknown): Promise<Posted> {
  const box = (seat === desk ? rounds.centre : [one, two, three].find((at) => at.seat === seat)?.open ?? rounds.centre).letterbox(seat.unlocked)
  const letter = await box.seal(to, studyInstanceUID, message)
  seat.store.transaction(() => { box.post(letter) })
  return last()
}
const state = (seat: Seat) => JSON.stringify(['readings', 'sealed_opinions', 'released_opinions', 'assignments', 'dossier_events'].map((name) => seat.store.prepare(`SELECT * FROM ${name}`).all()))

describe('letters that come twice or in another order', () => {
  it('change nothing the second time, each of them', async () => {
    await given(two)
    const frozen = await freeze(two.seat, secondAvis)
    await mail(desk)
    await release(frozen)
    await mail(two.seat)
    await sign(two.seat, await two.seat.call('reading.reveal', version(frozen)))
    await mail(desk, one.seat, two.seat)
    expect((await dossier())?.issue).toBe('POSITIF_L2')
    const before = [desk, one.seat, two.seat].map(state)
    for (const letter of rounds.mail.posted.slice()) expect(await rounds.mail.takeOne(letter.to === 'CENTRE' ? desk : letter.to === one.seat.account.id ? one.seat : two.seat, letter)).toBe('TAKEN')
    expect([desk, one.seat, two.seat].map(state).map((text) => text.replaceAll(/"released_at":"[^"]*"/g, ''))).toEqual(before.map((text) => text.replaceAll(/"released_at":"[^"]*"/g, '')))
    expect(codes()).toEqual([])
  })

  it('wait for what comes before them', async () => {
    await given(two)
    await sign(two.seat, await freeze(two.seat, negativeAvis))
    const [frozen, signed] = rounds.mail.posted.slice(-2)
    if (frozen === undefined || signed === undefined) throw new Error('two letters')
    expect(await rounds.mail.takeOne(desk, signed)).toBe('LATER')
    expect(await rounds.mail.takeOne(desk, frozen)).toBe('TAKEN')
    expect(await rounds.mail.takeOne(desk, signed)).toBe('TAKEN')
    expect((await dossier())?.state).toBe('DEFINITIF')
  })

  it('an assignment that was withdrawn before it came is not given', async () => {
    await signFirst()
    await assign(two.seat)
    const assigned = last()
    await unassign()
    const withdrawn = last()
    expect(await rounds.mail.takeOne(two.seat, withdrawn)).toBe('LATER')
    expect(await rounds.mail.takeOne(two.seat, assigned)).toBe('TAKEN')
    expect(await rounds.mail.takeOne(two.seat, withdrawn)).toBe('TAKEN')
    expect(await refused(begin(two.seat))).toBe('dossier/unassigned')
  })

  it('of two assignments the later one holds, in whatever order they come', async () => {
    await signFirst()
    await assign(two.seat)
    const first = last()
    await unassign()
    await assign(two.seat)
    const second = last()
    expect(await rounds.mail.takeOne(two.seat, second)).toBe('TAKEN')
    expect(await rounds.mail.takeOne(two.seat, first)).toBe('TAKEN')
    await mail(two.seat)
    expect(await refused(begin(two.seat))).toBe('accepted')
  })
})

describe('an exam that changes hands while it is read', () => {
  it('keeps the draft of the reader from whom it is taken, whose opinion no longer counts', async () => {
    await given(two)
    const draft = await write(two.seat, secondAvis)
    await unassign()
    expect(await assign(three.seat)).toEqual([])
    // Frozen before the news came: it crosses the withdrawal.
    const frozen = await two.seat.call('reading.freeze', version(draft))
    await mail(desk)
    expect(codes()).toEqual(['rounds/not-assigned'])
    await mail(two.seat, three.seat)
    expect(await refused(sign(two.seat, frozen))).toMatch(/^dossier\/|^reading\/invalid/)
    expect((await desk.call('exchange.waiting', {})).rows).toEqual([])
    await sign(three.seat, await freeze(three.seat, negativeAvis))
    await mail(desk)
    expect((await dossier())?.issue).toBe('CONCORDANT_NEG')
  })

  it('refuses the opinion of a reader to whom it was never given, and keeps none of it', async () => {
    await given(two)
    const envelope = await three.seat.unlocked.sealing.seal({ any: 'thing' })
    const readingId = '0b5f3e2c-5a1f-4c2b-8d6e-2f1a9c7b0011'
    const at = '2025-03-12T09:30:00.000Z'
    const letter = await post(three.seat, 'CENTRE', { version: 1, type: 'SIGNED', readingId, reportId: readingId, readerCode: 'L2-ZZZZZ', startedAt: at, frozen: null, signed: { at, ...envelope } })
    expect(await rounds.mail.takeOne(desk, letter)).toBe('rounds/not-assigned')
    expect(state(desk)).not.toContain(readingId)
  })

  it('S:differer S:reprendre a problem case that is put aside elsewhere waits for the coordinator with its reason, and comes back with its draft', async () => {
    await given(two)
    const draft = await write(two.seat, secondAvis)
    await two.seat.call('programme.defer', { studyInstanceUID, reason: 'Clichés de deux femmes ?' })
    await mail(desk)
    expect(await dossier()).toMatchObject({ state: 'DIFFERE', reason: 'Clichés de deux femmes ?' })
    await desk.call('programme.resume', { studyInstanceUID })
    expect(await assign(two.seat)).toEqual([])
    await mail(two.seat)
    expect((await begin(two.seat)).avis).toEqual(draft.avis)
    await freeze(two.seat, secondAvis)
    await mail(desk)
    expect([(await desk.call('exchange.waiting', {})).rows.length, codes()]).toEqual([1, []])
  })

  it('S:annuler an opinion that was undone before its release is replaced by the next one', async () => {
    await given(two)
    const slip = await freeze(two.seat, secondAvis)
    const again = await two.seat.call('reading.undo', version(slip))
    await mail(desk)
    expect((await desk.call('exchange.waiting', {})).rows).toEqual([])
    expect(await refused(release(slip))).toBe('reading/premature-reveal')
    const frozen = await two.seat.call('reading.freeze', version(again))
    await mail(desk)
    await release(frozen)
    await mail(two.seat)
    await sign(two.seat, await two.seat.call('reading.reveal', version(frozen)))
    await mail(desk)
    expect([(await dossier())?.issue, codes()]).toEqual(['POSITIF_L2', []])
  })

  it('opens no release for an opinion that was undone meanwhile; another reader takes the exam', async () => {
    await given(two)
    const slip = await freeze(two.seat, secondAvis)
    await mail(desk)
    await release(slip)
    await two.seat.call('reading.undo', version(slip))
    await mail(two.seat, desk)
    expect(codes()).toEqual(['rounds/frozen-differs', 'rounds/undone-too-late'])
    expect((await begin(two.seat)).revealed).toBeNull()
    await unassign()
    expect(await assign(two.seat)).toEqual(['dossier/already-read'])
    expect(await assign(three.seat)).toEqual([])
    await mail(two.seat, three.seat)
    await sign(three.seat, await freeze(three.seat, negativeAvis))
    await mail(desk)
    expect((await dossier())?.issue).toBe('CONCORDANT_NEG')
  })
})

describe('what is not as it was promised', () => {
  it('a first opinion other than the promised one is not opened', async () => {
    await given(two)
    const frozen = await freeze(two.seat, secondAvis)
    await mail(desk)
    await release(frozen)
    const reader = { id: two.seat.account.id, receiving: (await desk.unlocked.foreign.keysOf(two.seat.account.id))?.receiving }
    const { payload } = await two.seat.unlocked.letters.open(last().sealed) as { payload: { message: { opinion: Record<string, unknown> } } }
    const { opinion } = payload.message
    const forged = await post(desk, reader.id, { ...payload.message, opinion: { ...opinion, witness: '0'.repeat(64) } })
    expect(await rounds.mail.takeOne(two.seat, forged)).toBe('rounds/first-changed')
    const other = await desk.unlocked.sealing.seal({ another: 'opinion' })
    const swapped = await post(desk, reader.id, { ...payload.message, opinion: { ...opinion, sealed: JSON.parse(other.envelope).reader as string } })
    expect(await rounds.mail.takeOne(two.seat, swapped)).toBe('reading/seal-broken')
    expect(await refused(two.seat.call('reading.reveal', version(frozen)))).toBe('reading/awaits-release')
    await mail(two.seat)
    expect((await two.seat.call('reading.reveal', version(frozen))).revealed).not.toBeNull()
  })

  it('an envelope that was changed on its way is refused, and its reader’s exam stays with him', async () => {
    await given(two)
    await freeze(two.seat, secondAvis)
    const { payload } = await desk.unlocked.letters.open(last().sealed) as { payload: { message: { frozen: { envelope: string } } } }
    const { message } = payload
    const altered = await post(two.seat, 'CENTRE', { ...message, frozen: { ...message.frozen, envelope: message.frozen.envelope.replace('.', '..') } })
    expect(await rounds.mail.takeOne(desk, altered)).toBe('reading/seal-broken')
    expect(state(desk)).not.toContain('FROZEN')
    await mail(desk)
    expect((await desk.call('exchange.waiting', {})).rows).toHaveLength(1)
  })

  it('S:controleOk a sheet of another woman leaves the exam incomplete', async () => {
    one.open.studies.set(studyInstanceUID, { ...screeningStudy, patientID: 'IPP-OTHER', locality: 'local' })
    await signFirst()
    expect([codes(), (await dossier())?.state]).toEqual([['dossier/identity-differs'], 'INCOMPLET'])
    expect(await assign(two.seat)).toEqual(['dossier/sheet-invalid'])
  })

  it('a second first reading, one without the right to it, and words that nobody knows', async () => {
    await signFirst()
    const first = last()
    const { payload } = await desk.unlocked.letters.open(first.sealed) as { payload: { message: Record<string, unknown> } }
    expect(await rounds.mail.takeOne(desk, await post(two.seat, 'CENTRE', payload.message))).toBe('rounds/not-entitled')
    expect(await rounds.mail.takeOne(desk, await post(two.seat, 'CENTRE', { ...payload.message, version: 2 }))).toBe('rounds/message')
    const { rounds: another } = { rounds: await rounds.reader('Lecteur Quatre', 'L1') }
    await sign(another.seat, await (async () => { const opened = await begin(another.seat); return another.seat.call('reading.saveDraft', { ...version(opened), avis: negativeAvis, text: opened.text }) })())
    expect(await rounds.mail.takeOne(desk, last())).toBe('rounds/already-read')
    const toReader = await post(desk, two.seat.account.id, payload.message)
    expect(await rounds.mail.takeOne(two.seat, toReader)).toBe('rounds/not-for-this-console')
  })

  it('says each of it in both languages, and what to do', () => {
    const named = (Object.keys(problems) as ErrorCode[]).filter((code) => code.startsWith('rounds/'))
    expect(named.length).toBeGreaterThan(5)
    for (const code of named) expect([problems[code][1].length, problems[code][2].length].every((length) => length > 60)).toBe(true)
  })
})
