import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ExpectedError, ficheVide, type Avis, type ExamRow, type LetterId, type Reading } from '../contract/index.ts'
import type { ReportedStudy } from '../domain/second-reading/index.ts'
import { version } from '../../test/fixtures/reading-acts.ts'
import { openReadingConsole, passphrase, placeStudy, type ReadingConsole, type Seat } from '../../test/fixtures/reading-console.ts'
import { examined, negativeAvis, positiveAvis, screeningStudy } from '../../test/fixtures/signed-readings.ts'
import { deskOf, everyExam, everyFigure, type Desk } from '../../test/fixtures/structure-desk.ts'

const study = (number: number, change: Partial<ReportedStudy> = {}): ReportedStudy => ({
  ...screeningStudy, studyInstanceUID: `1.2.826.0.1.3680043.10.9${number}`, patientID: `IPP-${number}`, patientName: `MAMMATEST^Numéro ${number}`, accessionNumber: `DO-${number}`,
  referringPhysicianName: 'GÉNÉRALISTE^Paul', ...change,
})
const recallAvis: Avis = { ...negativeAvis, rappelTechnique: { cliches: [{ cote: 'D', incidence: 'OBLIQUE', motif: 'FLOU', action: 'REFAIRE' }], consigne: 'Reprendre l’oblique droit.' } }
const foundAvis: Avis = { ...positiveAvis, rappelTechnique: null }
const [concordant, positive, recalled, changed, waiting, unread, outOfScope, prior, old] = [
  study(1), study(2), study(3), study(4, { studyDate: '2025-02-20', institutionName: 'CH de Vire' }), study(5), study(6), study(7),
  study(8, { patientID: 'IPP-1', studyDate: '2023-03-01' }), study(9, { studyDate: '2024-01-15' }),
]

let open: ReadingConsole
let one: Seat
let two: Seat
let desk: Desk
let both: Desk

async function write(seat: Seat, uid: string, avis: Avis): Promise<Reading> {
  const opened = await seat.call('reading.open', { studyInstanceUID: uid })
  return seat.call('reading.saveDraft', { ...version(opened), avis, text: opened.text })
}
const first = async (uid: string, avis: Avis = negativeAvis) => one.call('reading.sign', { ...version(await write(one, uid, avis)), passphrase })
async function second(uid: string, avis: Avis, then: Avis | null = null): Promise<Reading> {
  const frozen = await two.call('reading.freeze', version(await write(two, uid, avis)))
  const revealed = await two.call('reading.reveal', version(frozen))
  const final = then === null ? revealed : await two.call('reading.change', { ...version(revealed), avis: then, reason: 'Revu après révélation.' })
  return two.call('reading.sign', { ...version(final), passphrase })
}
const exam = async (uid: string): Promise<ExamRow> => {
  const found = (await desk.call('structure.exams', { filter: everyExam, offset: 0, limit: 500 })).rows.find(({ studyInstanceUID }) => studyInstanceUID === uid)
  if (found === undefined) throw new Error(`${uid} is not followed`)
  return found
}
async function problem(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (error) {
    if (error instanceof ExpectedError) return error.code
    throw error
  }
  throw new Error('nothing was refused')
}
const trail = () => open.audit.list({ before: null, limit: 500 }).rows

beforeAll(async () => {
  open = await openReadingConsole()
  open.printsReports = false
  one = await open.seat('Lecteur Un', 'L1')
  two = await open.seat('Lectrice Deux', 'L2')
  desk = deskOf(open, await open.seat('Coordination', 'COORDINATOR'))
  both = deskOf(open, await open.seat('Coordonne et lit', 'COORDINATOR', 'L2'))
  for (const each of [concordant, positive, recalled, changed, waiting, unread, outOfScope, prior, old]) placeStudy(open, each)
  for (const each of [concordant, positive, recalled, changed, waiting]) await first(each.studyInstanceUID)
  await first(outOfScope.studyInstanceUID, { ...foundAvis, acr: { D: 1, G: 4 }, fiche: { ...ficheVide, ...examined, bdi: { ...ficheVide.bdi, realise: 'OUI', examens: ['AGRANDI_FACE', 'AGRANDI_PROFIL', 'ECHOGRAPHIE'] } } })
  await second(concordant.studyInstanceUID, negativeAvis)
  await second(positive.studyInstanceUID, foundAvis)
  await second(recalled.studyInstanceUID, recallAvis)
  await second(changed.studyInstanceUID, foundAvis, negativeAvis)
})
afterAll(() => open.close())

describe('where every exam stands', () => {
  it('follows each from the first reading to what is awaited, and leaves out priors that nobody will read', async () => {
    const { rows, total, standings } = await desk.call('structure.exams', { filter: everyExam, offset: 0, limit: 500 })
    expect(Object.fromEntries(rows.map((row) => [row.accessionNumber, row.standing]))).toEqual({
      'DO-1': 'CONCORDANT_NEGATIF', 'DO-2': 'POSITIF_L2', 'DO-3': 'RAPPEL_A_DEMANDER', 'DO-4': 'CONCORDANT_NEGATIF', 'DO-5': 'ATTENTE_L2', 'DO-6': 'ATTENTE_L1', 'DO-7': 'HORS_L2',
    })
    expect(total).toBe(7)
    expect(standings.reduce((sum, { count }) => sum + count, 0)).toBe(7)
  })

  it('puts the late ones first, then by days, and pages', async () => {
    const { rows, late } = await desk.call('structure.exams', { filter: everyExam, offset: 0, limit: 500 })
    expect(rows[0]).toMatchObject({ accessionNumber: 'DO-4', due: 'late', days: 20, dueOn: '2025-03-07' })
    expect(late).toBe(1)
    const paged = await desk.call('structure.exams', { filter: everyExam, offset: 1, limit: 2 })
    expect(paged.rows.map((row) => row.accessionNumber)).toEqual(rows.slice(1, 3).map((row) => row.accessionNumber))
    expect((await desk.call('structure.exams', { filter: { ...everyExam, lateOnly: true }, offset: 0, limit: 9 })).total).toBe(1)
    expect((await desk.call('structure.exams', { filter: { ...everyExam, text: 'numero do-2' }, offset: 0, limit: 9 })).rows.map((row) => row.accessionNumber)).toEqual(['DO-2'])
    expect((await desk.call('structure.exams', { filter: { ...everyExam, site: 'CH de Vire', standings: ['CONCORDANT_NEGATIF'] }, offset: 0, limit: 9 })).total).toBe(1)
  })

  it('shows as discordant what the second reader found alone, and what was changed after the reveal', async () => {
    const { rows } = await desk.call('structure.exams', { filter: { ...everyExam, view: 'DISCORDANCES' }, offset: 0, limit: 9 })
    expect(rows.map((row) => [row.accessionNumber, row.opinions?.first?.decision, row.opinions?.blind.decision, row.opinions?.final.decision])).toEqual([
      ['DO-4', 'NEGATIF', 'POSITIF', 'NEGATIF'], ['DO-2', 'NEGATIF', 'POSITIF', 'POSITIF'],
    ])
  })

  it('names an exam whose envelope was altered, and leaves it out of the figures', async () => {
    const dishonest = await openReadingConsole()
    dishonest.printsReports = false
    try {
      const [l1, coordinator] = [await dishonest.seat('L1', 'L1'), await dishonest.seat('C', 'COORDINATOR')]
      placeStudy(dishonest, concordant)
      const opened = await l1.call('reading.open', { studyInstanceUID: concordant.studyInstanceUID })
      const saved = await l1.call('reading.saveDraft', { ...version(opened), avis: negativeAvis, text: opened.text })
      await l1.call('reading.sign', { ...version(saved), passphrase })
      dishonest.store.prepare('DROP TRIGGER sealed_opinions_no_update').run()
      dishonest.store.prepare(`UPDATE sealed_opinions SET envelope = envelope || ' '`).run()
      const altered = deskOf(dishonest, coordinator)
      expect((await altered.call('structure.exams', { filter: everyExam, offset: 0, limit: 9 })).rows).toMatchObject([{ standing: 'ENVELOPPE_ALTEREE', opinions: null }])
      expect(await altered.call('structure.indicators', everyFigure)).toMatchObject({ exams: 0, unreadable: 1 })
    } finally {
      dishonest.close()
    }
  })
})

describe('V8 the coordinator sees, and nobody who reads', () => {
  it('refuses every operation of the desk to first and second readers, and to a coordinator who also reads', async () => {
    const letter = { studyInstanceUID: positive.studyInstanceUID, result: 'POSITIVE', recipient: 'WOMAN' }
    const inputs = {
      'structure.exams': { filter: everyExam, offset: 0, limit: 9 }, 'structure.indicators': everyFigure, 'structure.letterTemplates': {}, 'structure.previewLetter': letter, 'structure.issueLetter': letter,
      'structure.exportCsv': { what: 'EXAMS', separator: ';', filter: everyExam, selection: everyFigure },
      'structure.saveBdd': { studyInstanceUID: positive.studyInstanceUID, result: { doneOn: '2025-03-12', acr: { D: 1, G: 2 }, action: 'FIN', biopsy: 'NONE', cancer: false } },
      'structure.followRecall': { studyInstanceUID: recalled.studyInstanceUID, kind: 'REMINDER', redone: [], reference: '' }, 'structure.exam': { studyInstanceUID: positive.studyInstanceUID },
      'structure.saveLetterTemplate': { result: 'LATE', recipient: 'WOMAN', subject: 'a', body: 'b' },
    } as const
    for (const [name, input] of Object.entries(inputs)) {
      for (const seat of [one, two]) expect(await problem(deskOf(open, seat).call(name as keyof typeof inputs, input)), name).toBe('request/forbidden')
      expect(await problem(both.call(name as keyof typeof inputs, input)), name).toBe('structure/reader')
    }
    for (const seat of [one, two]) expect(await problem(deskOf(open, seat).call('structure.feedback', { reader: 'L2-ZZZZZ', from: null, to: null }))).toBe('request/not-found')
  })

  it('opens nothing of a reading that is not final, for a coordinator either', async () => {
    const draft = await write(two, waiting.studyInstanceUID, negativeAvis)
    const frozen = await two.call('reading.freeze', version(draft))
    const coordinator = await open.seat('Autre coordination', 'COORDINATOR')
    expect(await problem(coordinator.reading.countedOpinion(coordinator.account, frozen.id, 'FROZEN'))).toBe('request/not-found')
    expect(await exam(waiting.studyInstanceUID)).toMatchObject({ standing: 'AVIS_FIGE', opinions: null })
    expect(await problem(one.reading.countedOpinion(one.account, frozen.id, 'FROZEN'))).toBe('request/not-found')
  })
})

describe('V9 the figures of readers', () => {
  it('are the own ones for a reader, from the own envelopes alone', async () => {
    const { readers } = await deskOf(open, two).call('structure.feedback', { reader: null, from: null, to: null })
    expect(readers).toHaveLength(1)
    expect(readers[0]).toMatchObject({ second: { read: 4, positives: { numerator: 2 }, technicalRecalls: { numerator: 1 } }, first: null })
    const { readers: ofFirst } = await deskOf(open, one).call('structure.feedback', { reader: null, from: null, to: null })
    expect(ofFirst).toMatchObject([{ second: null, first: null }])
    // Somebody else's code is answered like one that does not exist.
    expect(await problem(deskOf(open, one).call('structure.feedback', { reader: readers[0]?.reader, from: null, to: null }))).toBe('request/not-found')
  })

  it('are anybody’s for a coordinator, with what the second reading brought to the first', async () => {
    const { readers } = await desk.call('structure.feedback', { reader: null, from: null, to: null })
    const of = (start: string) => readers.find(({ reader }) => reader.startsWith(start))
    expect(of('L1-')?.first).toMatchObject({ read: 6, secondRead: 4, concordant: { numerator: 1 }, discordant: { numerator: 2 }, technicalRecalls: { numerator: 1 } })
    expect(of('L2-')?.second).toMatchObject({ read: 4, acr: { ACR0: 2, ACR2: 2 } })
    expect(trail().some(({ detail }) => detail === 'structure.feedback: reader figures')).toBe(true)
  })

  it('count the blind opinion, also where it was changed after the reveal', async () => {
    const { indicators, exams } = await desk.call('structure.indicators', everyFigure)
    expect(exams).toBe(7)
    expect(indicators.find(({ name }) => name === 'L2_POSITIVE')?.proportion).toMatchObject({ numerator: 2, denominator: 5 })
    expect(indicators.find(({ name }) => name === 'L1_POSITIVE')?.proportion).toMatchObject({ numerator: 1, denominator: 6 })
    expect(indicators.every(({ standing }) => standing === 'insufficient')).toBe(true)
    expect((await desk.call('structure.indicators', { ...everyFigure, site: 'CH de Vire' })).exams).toBe(1)
    expect((await desk.call('structure.indicators', { ...everyFigure, from: '2025-03-01', to: '2025-03-31' })).exams).toBe(6)
  })
})

describe('letters', () => {
  it('are previewed, issued as a sealed PDF, recorded, and close a concordant negative exam', async () => {
    const input = { studyInstanceUID: concordant.studyInstanceUID, result: 'NEGATIVE', recipient: 'WOMAN' }
    const before = await exam(concordant.studyInstanceUID)
    expect(before.lettersDue).toEqual([{ result: 'NEGATIVE', recipient: 'PHYSICIAN', from: '2025-03-12', by: '2025-03-25' }, { result: 'NEGATIVE', recipient: 'WOMAN', from: '2025-03-12', by: '2025-03-25' }])
    const preview = await desk.call('structure.previewLetter', input)
    expect(preview).toMatchObject({ addressee: 'MAMMATEST Numéro 1', structure: 'Centre de lecture d’essai', dated: '2025-03-12' })
    expect(preview.paragraphs.join(' ')).toContain('du 10.03.2025 (Centre d’imagerie de Flers)')
    const after = await desk.call('structure.issueLetter', input)
    expect(after).toMatchObject({ due: 'closed', letters: [{ recipient: 'WOMAN', result: 'NEGATIVE' }] })
    const id = after.letters[0]?.id ?? ('' as LetterId)
    const { account } = await open.seat('Troisième coordination', 'COORDINATOR')
    const pdf = await desk.room.letterPdf(account, id)
    expect(Buffer.from(pdf.slice(0, 5)).toString()).toBe('%PDF-')
    for (const seat of [one, two]) expect(() => desk.room.letterPdf(seat.account, id)).toThrow('request/not-found')
    // `%PDF-1` as it is and in base64: too long to occur in a cipher text by chance.
    expect(open.store.prepare<[], { pdf_sealed: string }>('SELECT pdf_sealed FROM letters').get()?.pdf_sealed).not.toMatch(/%PDF-1|JVBERi0x/)
    expect(trail()[0]).toMatchObject({ object: concordant.studyInstanceUID, event: 'export' })
    expect((await desk.call('structure.indicators', everyFigure)).delays.find(({ name }) => name === 'EXAM_TO_RESULT')).toMatchObject({ count: 1, median: 2 })
  })

  it('say no second reader’s name or code, and refuse a result that is not the exam’s', async () => {
    for (const recipient of ['WOMAN', 'PHYSICIAN']) {
      const text = JSON.stringify(await desk.call('structure.previewLetter', { studyInstanceUID: positive.studyInstanceUID, result: 'POSITIVE', recipient }))
      expect(text).not.toMatch(/L2-[0-9A-Z]{5}|Lectrice Deux/)
      expect(await problem(desk.call('structure.previewLetter', { studyInstanceUID: positive.studyInstanceUID, result: 'NEGATIVE', recipient }))).toBe('letter/not-due')
      expect(await problem(desk.call('structure.issueLetter', { studyInstanceUID: outOfScope.studyInstanceUID, result: 'LATE', recipient }))).toBe('letter/not-due')
    }
    const physician = await desk.call('structure.previewLetter', { studyInstanceUID: positive.studyInstanceUID, result: 'POSITIVE', recipient: 'PHYSICIAN' })
    expect(physician.addressee).toBe('GÉNÉRALISTE Paul')
    expect(physician.paragraphs.join('\n')).toContain('Sein gauche : ACR 0. Examen à compléter')
    expect(physician.paragraphs.join('\n')).toContain('Masse, sein gauche, quadrant supéro-externe, 8,5\u00A0mm')
  })

  it('use the structure’s own wording once it is saved, and name an unknown place', async () => {
    const wording = { result: 'POSITIVE', recipient: 'WOMAN', subject: 'Résultat', body: 'Bonjour {patiente}.' }
    expect(await problem(desk.call('structure.saveLetterTemplate', { ...wording, body: '{lecteurL2}' }))).toBe('letter/unknown-placeholder')
    await desk.call('structure.saveLetterTemplate', wording)
    expect((await desk.call('structure.previewLetter', { studyInstanceUID: positive.studyInstanceUID, result: 'POSITIVE', recipient: 'WOMAN' })).paragraphs).toEqual(['Bonjour MAMMATEST Numéro 2.'])
    expect((await desk.call('structure.letterTemplates', {})).templates.filter(({ changedAt }) => changedAt !== null)).toHaveLength(1)
  })
})

describe('the sheet of a deferred workup', () => {
  it('V6 is for the coordinator, of a positive second reading alone, by the code of its reader', async () => {
    const { account } = await open.seat('Quatrième coordination', 'COORDINATOR')
    const asked = await desk.room.workupAsked(account, positive.studyInstanceUID)
    expect(asked.readerCode).toMatch(/^L2-[0-9A-Z]{5}$/)
    expect(asked.avis.acr.G).toBe(0)
    expect(JSON.stringify(asked)).not.toContain('Lectrice Deux')
    expect(await problem(desk.room.workupAsked(account, concordant.studyInstanceUID))).toBe('structure/not-awaited')
    for (const seat of [one, two]) expect(await problem(desk.room.workupAsked(seat.account, positive.studyInstanceUID))).toBe('request/not-found')
  })
})

describe('the export', () => {
  it('is a table for a spreadsheet, recorded as an export without any patient in the trail', async () => {
    const { csv, fileName, rows } = await desk.call('structure.exportCsv', { what: 'EXAMS', separator: ';', filter: everyExam, selection: everyFigure })
    expect(rows).toBe(7)
    expect(fileName).toBe('examens-2025-03-12.csv')
    const lines = csv.split('\r\n')
    expect(lines[0]).toMatch(/^\uFEFFDossier;Identifiant;Nom;/)
    expect(lines).toHaveLength(9)
    expect(lines.find((line) => line.startsWith('DO-2;'))).toContain(';Négative;Positive;Positive;;;;;')
    expect(trail()[0]).toMatchObject({ object: 'structure.EXAMS', event: 'export', detail: 'structure.exportCsv: CSV rows=7' })
    const figures = await desk.call('structure.exportCsv', { what: 'INDICATORS', separator: ';', filter: everyExam, selection: everyFigure })
    expect(figures.csv).toContain('L2 positives avant bilan différé (BDD);2;5;40;')
    expect(figures.csv).toContain('< 2\u00A0%')
  })
})
