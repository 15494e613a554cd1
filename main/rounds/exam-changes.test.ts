/** An exam that changes while a reader of another console holds it: whoever sees it first, it goes back at the centre and on
 *  that console, what was typed is kept, what was frozen before is not final. In whatever order the letters come. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Avis } from '../contract/index.ts'
import { begin, type Desk, freeze, freezeIt, refused, sign, version, write } from '../../test/fixtures/reading-acts.ts'
import { type Seat } from '../../test/fixtures/reading-console.ts'
import { openRounds, type Posted, type Rounds } from '../../test/fixtures/round-consoles.ts'
import { negativeAvis, positiveAvis, screeningStudy } from '../../test/fixtures/signed-readings.ts'

const studyInstanceUID = screeningStudy.studyInstanceUID
const secondAvis: Avis = { ...positiveAvis, rappelTechnique: null, commentaire: 'SENTINELLE-JASPE' }

let rounds: Rounds
let one: Desk
let two: Desk
let three: Desk
let centre: Desk

beforeEach(async () => {
  rounds = await openRounds()
  one = await rounds.reader('Lecteur Un', 'L1')
  two = await rounds.reader('Lectrice Deux', 'L2')
  three = await rounds.reader('Lecteur Trois', 'L2')
  centre = { open: rounds.centre, seat: await rounds.centre.again(rounds.desk) }
})
afterEach(() => { rounds.close() })

const mail = (...at: readonly (Seat | Desk)[]) => rounds.mail.take(...at)
const settled = async ({ seat }: Desk) => { await seat.rounds.sweep() }
const assign = async (as: string, ...readers: Desk[]) => (await centre.seat.call('programme.assign', { studyInstanceUIDs: [studyInstanceUID], readers: readers.map(({ seat }) => seat.account.id), as, dueOn: null })).leftAside.map(({ code }) => code)
const given = async () => { await sign(one, await write(one, negativeAvis)); await mail(centre); await assign('SECOND', two); await mail(two) }
const dossier = async () => (await centre.seat.call('programme.dossier', { studyInstanceUID })).dossier
const codes = () => rounds.mail.refused.map(({ code }) => code)
const last = (): Posted => rounds.mail.posted.at(-1) ?? (() => { throw new Error('nothing was posted') })()
const waiting = async () => (await centre.seat.call('exchange.waiting', {})).rows.length
let films = 0
/** An image that was not there before becomes known on a console. */
function filmArrives({ open, seat }: Desk, sopInstanceUID = `1.2.826.0.1.3680043.10.1511.77.${films += 1}`): string {
  const study = open.studies.get(studyInstanceUID)
  const [image] = study?.images ?? []
  if (study === undefined || image === undefined) throw new Error('no exam')
  open.studies.set(studyInstanceUID, { ...study, images: [...study.images, { ...image, sopInstanceUID: sopInstanceUID as typeof image.sopInstanceUID }] })
  open.store.transaction(() => { seat.reading.examChanged(studyInstanceUID, 'IMAGES') })
  return sopInstanceUID
}
const posted = (reader: Desk | 'CENTRE') => rounds.mail.posted.filter(({ to }) => to === (reader === 'CENTRE' ? 'CENTRE' : reader.seat.account.id)).length

describe('S:nouvelleImage images that arrive while a reader of another console holds the exam', () => {
  it('send it back at the centre and on his console, the draft is kept, and what he writes next counts', async () => {
    await given()
    await write(two, secondAvis)
    filmArrives(centre)
    filmArrives(centre)
    await settled(centre)
    // Both by one letter.
    expect(posted(two)).toBe(2)
    await mail(two)
    expect(await refused(two.seat.call('programme.heartbeat', { studyInstanceUID }))).toBe('dossier/changed')
    const back = await begin(two)
    expect([back.phase, back.returned, back.avis]).toEqual(['LECTURE_AVEUGLE', 'IMAGES', secondAvis])
    await mail(centre)
    const again = await freezeIt(two, back)
    expect(again.returned).toBeNull()
    await mail(centre)
    expect([await waiting(), (await dossier())?.state, codes()]).toEqual([1, 'AVIS_FIGE', []])
    for (const { open } of [centre, two]) expect(open.audit.verify().valid).toBe(true)
  })

  it('undo what was frozen before, which is shown nothing and is not final', async () => {
    await given()
    const frozen = await freeze(two, secondAvis)
    await mail(centre)
    filmArrives(centre)
    expect([(await dossier())?.state, await waiting(), await refused(centre.seat.call('exchange.release', { readingId: frozen.id }))]).toEqual(['EN_FILE', 0, 'request/not-found'])
    await settled(centre)
    await mail(two, centre)
    expect(await refused(two.seat.call('reading.reveal', version(frozen)))).not.toBe('accepted')
    const back = await begin(two)
    expect([back.phase, back.returned, back.avis, back.blindAvis]).toEqual(['LECTURE_AVEUGLE', 'IMAGES', secondAvis, null])
    await freezeIt(two, back)
    await mail(centre)
    expect([(await dossier())?.state, await waiting(), codes()]).toEqual(['AVIS_FIGE', 1, []])
    await centre.seat.call('exchange.release', { readingId: frozen.id })
    await mail(two)
    await sign(two, await two.seat.call('reading.reveal', version(await begin(two))))
    await mail(centre)
    expect([(await dossier())?.issue, codes()]).toEqual(['POSITIF_L2', []])
    expect(centre.open.store.prepare('SELECT count(*) AS n FROM undone_opinions').get()).toEqual({ n: 1 })
  })

  it('seen by the reader’s console first: the centre knows, and its reader is not told a second time', async () => {
    await given()
    const frozen = await freeze(two, secondAvis)
    await mail(centre)
    const film = filmArrives(two)
    await settled(two)
    await mail(centre)
    expect([(await dossier())?.state, await waiting()]).toEqual(['EN_FILE', 0])
    const back = await begin(two)
    expect([back.id, back.returned]).toEqual([frozen.id, 'IMAGES'])
    await freezeIt(two, back)
    await mail(centre)
    const before = posted(two)
    filmArrives(centre, film)
    await settled(centre)
    // The centre’s own copy of the same image: its reader has it and goes on.
    expect(posted(two)).toBe(before + 1)
    await mail(two, centre)
    expect([(await begin(two)).phase, (await dossier())?.state, await waiting(), codes()]).toEqual(['AVIS_FIGE', 'AVIS_FIGE', 1, []])
  })

  it('an opinion frozen before its reader knew is kept and waits for him, whichever letter comes first', async () => {
    await given()
    const draft = await write(two, secondAvis)
    filmArrives(centre)
    await settled(centre)
    const told = last()
    // Crosses the centre's letter.
    await freezeIt(two, draft)
    await mail(centre)
    expect([(await dossier())?.state, await waiting()]).toEqual(['EN_FILE', 0])
    expect(await rounds.mail.takeOne(two.seat, told)).toBe('TAKEN')
    const answer = last()
    await freezeIt(two, await begin(two))
    const [undone, again] = rounds.mail.posted.slice(-2)
    if (undone === undefined || again === undefined) throw new Error('two letters')
    // The answer is the last to come.
    expect([await rounds.mail.takeOne(centre.seat, again), await rounds.mail.takeOne(centre.seat, undone)]).toEqual(['LATER', 'TAKEN'])
    expect(await rounds.mail.takeOne(centre.seat, again)).toBe('TAKEN')
    expect([(await dossier())?.state, await waiting()]).toEqual(['EN_FILE', 0])
    expect(await rounds.mail.takeOne(centre.seat, answer)).toBe('TAKEN')
    expect([(await dossier())?.state, await waiting()]).toEqual(['AVIS_FIGE', 1])
    for (const letter of [answer, undone, again]) expect(await rounds.mail.takeOne(centre.seat, letter)).toBe('TAKEN')
    expect(await rounds.mail.takeOne(two.seat, told)).toBe('TAKEN')
    expect([(await begin(two)).phase, (await dossier())?.state, codes()]).toEqual(['AVIS_FIGE', 'AVIS_FIGE', []])
  })

  it('a signature that crosses the letter is final, and the coordinator is told of the images', async () => {
    await given()
    const frozen = await freeze(two, negativeAvis)
    filmArrives(centre)
    await settled(centre)
    await sign(two, frozen)
    await mail(centre, two, centre)
    expect(await dossier()).toMatchObject({ state: 'DEFINITIF', issue: 'CONCORDANT_NEG', lateChanges: [{ what: 'IMAGES' }] })
    expect(codes()).toEqual([])
    expect(centre.open.audit.verify().valid).toBe(true)
  })

  it('after the release: the exam is taken from who has seen the first conclusion, and goes to another', async () => {
    await given()
    const frozen = await freeze(two, secondAvis)
    await mail(centre)
    await centre.seat.call('exchange.release', { readingId: frozen.id })
    filmArrives(centre)
    await settled(centre)
    await mail(two)
    expect(await refused(begin(two))).toMatch(/dossier\/(unassigned|already-read)/)
    await mail(centre)
    expect([await assign('SECOND', two), await assign('SECOND', three)]).toEqual([['dossier/already-read'], []])
    await mail(three)
    await sign(three, await freeze(three, negativeAvis))
    await mail(centre)
    expect([(await dossier())?.issue, codes()]).toEqual(['CONCORDANT_NEG', []])
  })

  it('seen by the reader’s console first while the release is under way: the exam is taken from her, and she is told', async () => {
    await given()
    const frozen = await freeze(two, secondAvis)
    await mail(centre)
    filmArrives(two)
    await settled(two)
    await freezeIt(two, await begin(two))
    await centre.seat.call('exchange.release', { readingId: frozen.id })
    await mail(centre, two)
    expect([codes().toSorted(), (await dossier())?.state]).toEqual([['rounds/exam-changed', 'rounds/frozen-differs', 'rounds/not-assigned'], 'EN_FILE'])
    expect(await refused(begin(two))).toMatch(/dossier\/(unassigned|already-read)/)
    expect([await assign('SECOND', two), await assign('SECOND', three)]).toEqual([['dossier/already-read'], []])
  })

  it('a signature after the release that crosses the letter is refused with what to do, and nothing of it is kept', async () => {
    await given()
    const frozen = await freeze(two, secondAvis)
    await mail(centre)
    await centre.seat.call('exchange.release', { readingId: frozen.id })
    await mail(two)
    filmArrives(centre)
    await settled(centre)
    await sign(two, await two.seat.call('reading.reveal', version(frozen)))
    await mail(centre)
    // The exam is not his any more.
    expect(codes()).toEqual(['rounds/not-assigned'])
    expect((await dossier())?.state).toBe('EN_FILE')
  })

  it('V9 two independent readers learn of the images, and nothing of one another', async () => {
    for (const { open } of [centre]) open.policy = 'INDEPENDANT'
    await assign('INDEPENDENT', two, three)
    await mail(two, three)
    const a = await freeze(two, { ...negativeAvis, fiche: null })
    await write(three, { ...secondAvis, commentaire: 'SENTINELLE-AGATE' })
    await mail(centre)
    const film = filmArrives(two)
    await settled(two)
    await mail(centre, three)
    expect([(await begin(three)).returned, (await begin(two)).returned]).toEqual(['IMAGES', 'IMAGES'])
    expect(JSON.stringify(three.open.store.prepare('SELECT * FROM exam_news').all())).not.toContain(two.seat.account.id)
    filmArrives(three, film)
    await settled(three)
    await mail(centre, two)
    // Who had the image already goes on undisturbed.
    const again = await freezeIt(two, await begin(two))
    expect(again.id).toBe(a.id)
    await sign(two, again)
    await sign(three, await freezeIt(three, await begin(three)))
    await mail(centre, two, three, centre)
    expect([(await dossier())?.issue, (await dossier())?.state, codes()]).toEqual([null, 'ARBITRAGE', []])
  })

  it('a reader who was dismissed keeps nobody from being told', async () => {
    centre.open.policy = 'INDEPENDANT'
    await assign('INDEPENDENT', two, three)
    await mail(two, three)
    await write(three, secondAvis)
    await centre.seat.unlocked.foreign.dismiss(two.seat.account.id, new Date(), () => undefined)
    filmArrives(centre)
    await settled(centre)
    await mail(three)
    expect([(await begin(three)).returned, codes()]).toEqual(['IMAGES', []])
  })

  it('tells nobody while the exam is brought to the console for the first time, and says it once after a restart', async () => {
    await given()
    filmArrives(two)
    await settled(two)
    expect(posted('CENTRE')).toBe(1)
    await write(two, secondAvis)
    const whole = two.open.letterbox
    two.open.letterbox = (unlocked) => ({ ...whole(unlocked), seal: () => new Promise(() => undefined) })
    filmArrives(two)
    expect(posted('CENTRE')).toBe(1)
    // Killed before it was told.
    two.open.letterbox = whole
    const again = await two.open.again(two.seat)
    await Promise.all([again.rounds.sweep(), again.rounds.sweep()])
    expect(posted('CENTRE')).toBe(2)
    await mail(centre)
    expect(codes()).toEqual([])
  })
})
