/** The desk and the course of exams are one: what the structure enters moves the exam in the same transaction, or is refused
 *  with it; older exams find their place; a list opens nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Avis, type ExamDetail, type ExamRow, type Reading } from '../contract/index.ts'
import type { ReportedStudy } from '../domain/second-reading/index.ts'
import { refused, version } from '../../test/fixtures/reading-acts.ts'
import { openReadingConsole, passphrase, placeStudy, type ReadingConsole, type Seat } from '../../test/fixtures/reading-console.ts'
import { negativeAvis, positiveAvis, screeningStudy } from '../../test/fixtures/signed-readings.ts'
import { deskOf, everyExam, everyFigure, type Desk } from '../../test/fixtures/structure-desk.ts'

const study = (number: number): ReportedStudy => ({ ...screeningStudy, studyInstanceUID: `1.2.826.0.1.3680043.10.9${number}`, patientID: `IPP-${number}`, patientName: `MAMMATEST^Numéro ${number}`, accessionNumber: `DO-${number}` })
const recallAvis: Avis = { ...negativeAvis, rappelTechnique: { cliches: [{ cote: 'D', incidence: 'OBLIQUE', motif: 'FLOU', action: 'REFAIRE' }], consigne: 'Reprendre l’oblique droit.' } }
const foundAvis: Avis = { ...positiveAvis, rappelTechnique: null }
const [concordant, positive, recalled, changed] = [study(1), study(2), study(3), study(4)]

let open: ReadingConsole
let one: Seat
let two: Seat
let coordinator: Seat
let desk: Desk

async function write(seat: Seat, uid: string, avis: Avis): Promise<Reading> {
  const opened = await seat.call('reading.open', { studyInstanceUID: uid })
  return seat.call('reading.saveDraft', { ...version(opened), avis, text: opened.text })
}
const first = async (uid: string) => one.call('reading.sign', { ...version(await write(one, uid, negativeAvis)), passphrase })
async function second(uid: string, avis: Avis, then: Avis | null = null): Promise<void> {
  const revealed = await two.call('reading.reveal', version(await two.call('reading.freeze', version(await write(two, uid, avis)))))
  const final = then === null ? revealed : await two.call('reading.change', { ...version(revealed), avis: then, reason: 'Revu après révélation.' })
  await two.call('reading.sign', { ...version(final), passphrase })
}
async function read(number: number, avis: Avis): Promise<string> {
  const placed = study(number)
  placeStudy(open, placed)
  await first(placed.studyInstanceUID)
  await second(placed.studyInstanceUID, avis)
  return placed.studyInstanceUID
}
const detail = (uid: string): Promise<ExamDetail> => desk.call('structure.exam', { studyInstanceUID: uid })
const exam = async (uid: string): Promise<ExamRow | undefined> => (await desk.call('structure.exams', { filter: everyExam, offset: 0, limit: 500 })).rows.find(({ studyInstanceUID }) => studyInstanceUID === uid)
const follow = (kind: string, redone: readonly string[] = []) => desk.call('structure.followRecall', { studyInstanceUID: recalled.studyInstanceUID, kind, redone, reference: '' })
const courseOf = (uid: string) => open.store.prepare<[string], { type: string }>(`SELECT event ->> 'type' AS type FROM dossier_events WHERE study_uid = ? AND event ->> 'type' <> 'battre' ORDER BY seq`).all(uid).map(({ type }) => type)
/** As an older program left it: no course. */
function forget(uid: string): void {
  open.store.prepare('DROP TRIGGER dossier_events_no_delete').run()
  open.store.prepare('DELETE FROM dossier_events WHERE study_uid = ?').run(uid)
  open.store.prepare('DELETE FROM dossier_standings WHERE study_uid = ?').run(uid)
}
const trail = () => open.audit.list({ before: null, limit: 500 }).rows

beforeAll(async () => {
  open = await openReadingConsole()
  open.printsReports = false
  one = await open.seat('Lecteur Un', 'L1')
  two = await open.seat('Lectrice Deux', 'L2')
  coordinator = await open.seat('Coordination', 'COORDINATOR')
  desk = deskOf(open, coordinator)
  for (const each of [concordant, positive, recalled, changed]) {
    placeStudy(open, each)
    await first(each.studyInstanceUID)
  }
  await second(concordant.studyInstanceUID, negativeAvis)
  await second(positive.studyInstanceUID, foundAvis)
  await second(recalled.studyInstanceUID, recallAvis)
  await second(changed.studyInstanceUID, foundAvis, negativeAvis)
})
afterAll(() => { open.close() })

describe('what follows a second reading moves its course, or is refused with it', () => {
  it('keeps the result of a deferred workup, its corrections, and who entered them', async () => {
    const result = { doneOn: '2025-03-12', acr: { D: 1, G: 4 }, action: 'PRELEVEMENT', biopsy: 'PERCUTANEOUS', cancer: null } as const
    expect(await refused(desk.call('structure.saveBdd', { studyInstanceUID: positive.studyInstanceUID, result: { ...result, doneOn: '2025-03-13' } }))).toBe('structure/day')
    expect(await refused(desk.call('structure.saveBdd', { studyInstanceUID: concordant.studyInstanceUID, result }))).toBe('structure/not-awaited')
    expect(await refused(desk.call('structure.saveBdd', { studyInstanceUID: '1.2.3', result }))).toBe('request/not-found')
    expect(await desk.call('structure.saveBdd', { studyInstanceUID: positive.studyInstanceUID, result })).toMatchObject({ standing: 'BDD_RECU', due: 'in-time', bdd: result })
    // What the biopsy found ends it; a correction of that reopens nothing.
    expect(await desk.call('structure.saveBdd', { studyInstanceUID: positive.studyInstanceUID, result: { ...result, cancer: true } })).toMatchObject({ standing: 'CLOS', due: 'closed' })
    expect(await desk.call('structure.saveBdd', { studyInstanceUID: positive.studyInstanceUID, result: { ...result, cancer: true } })).toMatchObject({ standing: 'CLOS', bdd: { cancer: true } })
    expect(open.store.prepare('SELECT count(*) AS n FROM bdd_results').get()).toEqual({ n: 3 })
    expect(trail().filter(({ object, detail: said }) => object === positive.studyInstanceUID && said.startsWith('structure.saveBdd')).map(({ detail: said }) => said)).toEqual(['structure.saveBdd: workup result corrected', 'structure.saveBdd: workup result corrected', 'structure.saveBdd: workup result'])
    expect(courseOf(positive.studyInstanceUID).slice(-3)).toEqual(['demanderBdd', 'bddRecu', 'clore'])
  })

  it('S:demanderRefait S:relancer S:refaitRecu S:remettreEnFile a technical recall is asked for by its letter, reminded of after a month, and comes back as a second round for another reader', async () => {
    const uid = recalled.studyInstanceUID
    const { clock: day } = open
    const kept = open.studies.get(uid)
    try {
      expect(await refused(follow('REMINDER'))).toBe('structure/not-awaited')
      expect(await desk.call('structure.issueLetter', { studyInstanceUID: uid, result: 'TECHNICAL_RECALL', recipient: 'PHYSICIAN' })).toMatchObject({ standing: 'RAPPEL_ATTENDU', views: [{ cote: 'D', incidence: 'Oblique externe', motif: 'Flou' }] })
      expect((await exam(uid))?.recall).toMatchObject({ askedOn: '2025-03-12', reminderDueOn: '2025-04-11', limitOn: '2025-09-12' })
      expect(await refused(follow('REMINDER'))).toBe('dossier/not-yet-due')
      open.clock = new Date('2025-04-12T09:00:00Z')
      expect(await exam(uid)).toMatchObject({ due: 'urgent', dueOn: '2025-04-11' })
      expect((await follow('REMINDER')).recall).toMatchObject({ reminderDueOn: '2025-05-12', events: [{ kind: 'REMINDER', on: '2025-04-12' }] })
      // Nothing came yet: neither nothing, nor every image, nor one that is not here can be what was made again.
      const initial = recalled.images.map(({ sopInstanceUID }) => sopInstanceUID)
      for (const redone of [[], initial, ['1.2.3.4']]) expect(await refused(follow('RECEIVED', redone))).toBe('dossier/round-incomplete')
      const film = { ...recalled.images[2], sopInstanceUID: '1.2.826.0.1.3680043.10.93.3.2' } as (typeof recalled.images)[number]
      if (kept !== undefined) open.studies.set(uid, { ...kept, images: [...kept.images, film] })
      const { images } = await detail(uid)
      expect(images.filter(({ redone }) => redone).map(({ sopInstanceUID, side, view }) => [sopInstanceUID, side, view])).toEqual([[film.sopInstanceUID, 'D', 'Oblique externe']])
      expect(await follow('RECEIVED', [film.sopInstanceUID])).toMatchObject({ standing: 'ATTENTE_L2', round: 2, due: 'in-time', opinions: null, earlier: [{ round: 1, final: { decision: 'RAPPEL_TECHNIQUE' } }] })
      // Its first second reader has the own signed reading before her, and no other.
      expect(await refused(write(two, uid, negativeAvis))).toBe('reading/invalid-transition')
      const third = await open.seat('Troisième lectrice', 'L2')
      const frozen = await third.call('reading.freeze', version(await write(third, uid, negativeAvis)))
      await third.call('reading.sign', { ...version(frozen), passphrase })
      expect(await detail(uid)).toMatchObject({ standing: 'CONCORDANT_NEGATIF', round: 2, opinions: { final: { decision: 'NEGATIF' } }, lettersDue: [{ result: 'NEGATIVE' }, { result: 'NEGATIVE' }] })
      expect((await desk.call('structure.indicators', everyFigure)).indicators.find(({ name }) => name === 'TECHNICAL_RECALL')?.proportion).toMatchObject({ numerator: 1, denominator: 4 })
    } finally {
      open.clock = day
    }
  })

  it('S:refusL1 S:clore a written refusal closes the exam, with its reference', async () => {
    const uid = await read(10, recallAvis)
    await desk.call('structure.issueLetter', { studyInstanceUID: uid, result: 'TECHNICAL_RECALL', recipient: 'WOMAN' })
    const refusal = (reference: string) => desk.call('structure.followRecall', { studyInstanceUID: uid, kind: 'REFUSED', redone: [], reference })
    expect(await refused(refusal('  '))).toBe('dossier/reason-required')
    expect(await refusal('courrier du 12.03.2025')).toMatchObject({ standing: 'CLOS', reason: 'courrier du 12.03.2025', due: 'closed', recall: { events: [{ kind: 'REFUSED' }], reminderDueOn: null } })
  })

  it('S:resultatEnvoye S:clore a negative is sent with the woman’s letter and closed with the last; a letter that the course refuses leaves none behind', async () => {
    const uid = changed.studyInstanceUID
    const letter = (recipient: string) => desk.call('structure.issueLetter', { studyInstanceUID: uid, result: 'NEGATIVE', recipient })
    const before = open.store.prepare('SELECT count(*) AS n FROM letters').get()
    open.store.prepare(`CREATE TRIGGER full BEFORE INSERT ON dossier_events BEGIN SELECT RAISE(ABORT, 'no'); END`).run()
    await expect(letter('WOMAN')).rejects.toThrow('no')
    open.store.prepare('DROP TRIGGER full').run()
    expect(open.store.prepare('SELECT count(*) AS n FROM letters').get()).toEqual(before)
    expect(await letter('WOMAN')).toMatchObject({ standing: 'RESULTAT_ENVOYE', due: 'closed' })
    expect(await letter('PHYSICIAN')).toMatchObject({ standing: 'CLOS', acts: [] })
  })

  it('says what waits and why, and what the coordinator may do about it', async () => {
    const uid = study(11).studyInstanceUID
    placeStudy(open, study(11))
    await first(uid)
    await two.call('reading.open', { studyInstanceUID: uid })
    expect((await detail(uid)).acts).toEqual([{ act: 'RELEASE', reasonNeeded: true }, { act: 'WITHDRAW', reasonNeeded: true }])
    await two.call('programme.defer', { studyInstanceUID: uid, reason: 'MLO inversées' })
    expect(await detail(uid)).toMatchObject({ standing: 'DIFFERE', reason: 'MLO inversées', acts: [{ act: 'RESUME', reasonNeeded: false }, { act: 'WITHDRAW' }] })
    expect((await desk.call('structure.exams', { filter: { ...everyExam, standings: ['DIFFERE'] }, offset: 0, limit: 9 })).total).toBe(1)
  })
})

describe('an exam of before', () => {
  it('that was signed without a course gets one with the first act of the desk, of what its sealed opinion says', async () => {
    const uid = await read(12, foundAvis)
    forget(uid)
    expect(await exam(uid)).toMatchObject({ standing: 'POSITIF_L2' })
    expect(await desk.call('structure.issueLetter', { studyInstanceUID: uid, result: 'POSITIVE', recipient: 'PHYSICIAN' })).toMatchObject({ standing: 'BDD_ATTENDU' })
    expect(courseOf(uid)).toEqual(['dossierRecu', 'controleOk', 'prendre', 'ouvrir', 'emettreAvis', 'reveler', 'confirmer', 'finaliser', 'demanderBdd'])
  })

  it('whose letters and workups were recorded while its course stood still catches up once, with the days of then', async () => {
    const [sent, worked, recall] = [await read(13, negativeAvis), await read(14, foundAvis), await read(15, recallAvis)]
    for (const uid of [sent, worked, recall]) open.store.prepare('INSERT INTO course_arrears (study_uid) VALUES (?)').run(uid)
    const at = open.clock.toISOString()
    open.store.prepare(`INSERT INTO letters (id, study_uid, result, recipient, pdf_sealed, pdf_sha256, issued_by, issued_at) VALUES ('a0000000-0000-4000-8000-0000000000a1', ?, 'NEGATIVE', 'WOMAN', '', '', 'c', ?)`).run(sent, at)
    open.store.prepare(`INSERT INTO bdd_results (study_uid, result, entered_by, entered_at) VALUES (?, ?, 'c', ?)`).run(worked, JSON.stringify({ doneOn: '2025-03-12', acr: { D: 1, G: 2 }, action: 'FIN', biopsy: 'NONE', cancer: false }), at)
    for (const [kind, day] of [['REMINDER', '2025-03-12'], ['RECEIVED', '2025-03-12']]) open.store.prepare('INSERT INTO recall_events (study_uid, kind, day, entered_by, entered_at) VALUES (?, ?, ?, ?, ?)').run(recall, kind, day, 'c', at)
    desk.room.workOffArrears()
    expect((await Promise.all([sent, worked, recall].map(exam))).map((row) => row?.standing)).toEqual(['RESULTAT_ENVOYE', 'CLOS', 'RAPPEL_ATTENDU'])
    expect(courseOf(recall).slice(-2)).toEqual(['demanderRefait', 'relancer'])
    expect(open.store.prepare('SELECT count(*) AS n FROM course_arrears').get()).toEqual({ n: 0 })
  })
})

describe('the list', () => {
  it('opens no envelope but those that may be discordances, and each once', async () => {
    const opened: string[] = []
    const counting = deskOf(open, { ...coordinator, reading: { ...coordinator.reading, countedOpinion: (who, id, moment) => { opened.push(`${id} ${moment}`); return coordinator.reading.countedOpinion(who, id, moment) } } })
    const list = (view: string) => counting.call('structure.exams', { filter: { ...everyExam, view }, offset: 0, limit: 500 })
    const { rows } = await list('ALL')
    expect([rows.length > 8, opened]).toEqual([true, []])
    expect(rows.every(({ opinions }) => opinions === null)).toBe(true)
    expect((await list('DISCORDANCES')).rows.every(({ opinions }) => opinions !== null)).toBe(true)
    expect(opened.length).toBeGreaterThan(0)
    await counting.call('structure.exam', { studyInstanceUID: concordant.studyInstanceUID })
    const before = opened.length
    await counting.call('structure.exam', { studyInstanceUID: concordant.studyInstanceUID })
    expect(opened).toHaveLength(before)
  })
})


describe('two independent readings', () => {
  it('V9 S:comparer S:arbitrer are shown as waiting, compared, in arbitration and concluded, and neither opinion before the last', async () => {
    const { policy } = open
    const uid = study(16).studyInstanceUID
    placeStudy(open, study(16))
    open.policy = 'INDEPENDANT'
    try {
      const [three, arbiter] = [await open.seat('Lectrice Trois', 'L2'), await open.seat('Arbitre', 'L2')]
      const signed = async (seat: Seat, avis: Avis) => seat.call('reading.sign', { ...version(await seat.call('reading.freeze', version(await write(seat, uid, avis)))), passphrase })
      const plain: Avis = { ...negativeAvis, fiche: null }
      const found: Avis = { ...foundAvis, anomalies: foundAvis.anomalies.slice(0, 1) }
      await signed(two, plain)
      expect(await detail(uid)).toMatchObject({ standing: 'ATTENTE_L2', independent: true, opinions: null })
      await signed(three, found)
      expect(await detail(uid)).toMatchObject({ standing: 'COMPARAISON', opinions: null })
      await coordinator.reading.compareIndependent()
      expect(await detail(uid)).toMatchObject({ standing: 'ARBITRAGE', opinions: null, acts: [{ act: 'WITHDRAW' }] })
      const draft = await write(arbiter, uid, found)
      await coordinator.call('exchange.release', { readingId: draft.id })
      await arbiter.call('reading.sign', { ...version(draft), passphrase })
      const done = await detail(uid)
      expect(done).toMatchObject({ standing: 'POSITIF_L2', opinions: { first: { decision: 'NEGATIF' }, blind: { decision: 'POSITIF' }, final: { decision: 'POSITIF' } } })
      expect(done.arbiter).toMatch(/^AR-/)
    } finally {
      open.policy = policy
    }
  })
})
