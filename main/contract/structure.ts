/** The structure's desk: where every screening exam stands, what is awaited after a second reading, the legal indicators,
 *  and letters. For coordinators who read for the programme under no role: whoever may still read blind gets none of it. */
import { z } from 'zod'
import { acr } from './avis.ts'
import { errorCode } from './errors.ts'
import { courseErrors } from './programme.ts'
import { day, instant, letterId, sopInstanceUID, studyInstanceUID } from './ids.ts'
import { operation } from './operation.ts'
import { examIdentity } from './rounds-messages.ts'

/** Where an exam stands: before its first signature by its readings, from then on by its course in the programme.
 *  `COMPARAISON`: two independent opinions are there. `HORS_L2`: the first reading alone decides. `ENVELOPPE_ALTEREE`: a
 *  sealed opinion does not open. */
export const examStanding = z.enum([
  'ATTENTE_L1', 'LECTURE_L1', 'INCOMPLET', 'ATTENTE_L2', 'LECTURE_L2', 'AVIS_FIGE', 'DIFFERE', 'ATTENTE_ANTERIORITES', 'CONSENSUS', 'COMPARAISON', 'ARBITRAGE',
  'CONCORDANT_NEGATIF', 'RESULTAT_ENVOYE', 'POSITIF_L2', 'BDD_ATTENDU', 'BDD_RECU', 'RAPPEL_A_DEMANDER', 'RAPPEL_ATTENDU', 'RAPPEL_RECU', 'RAPPEL_REFUSE',
  'ANNULE', 'CLOS', 'HORS_L2', 'ENVELOPPE_ALTEREE',
])
export type ExamStanding = z.infer<typeof examStanding>

/** Against the days that the programme gives; `closed`: nothing is awaited. */
export const dueLevel = z.enum(['closed', 'in-time', 'soon', 'urgent', 'late'])
export type DueLevel = z.infer<typeof dueLevel>

export const decision = z.enum(['NEGATIF', 'POSITIF', 'RAPPEL_TECHNIQUE'])
const opinionSummary = z.strictObject({ decision, acr: z.strictObject({ D: acr.nullable(), G: acr.nullable() }) })

/** Result of a deferred workup (bilan de diagnostic différé) as the structure received it. */
const finalAcr = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])
export const bddResult = z.strictObject({
  doneOn: day,
  acr: z.strictObject({ D: finalAcr.nullable(), G: finalAcr.nullable() }),
  action: z.enum(['FIN', 'SURVEILLANCE', 'PRELEVEMENT', 'RCP']),
  biopsy: z.enum(['NONE', 'PERCUTANEOUS', 'SURGICAL']),
  /** Null: not known yet. */
  cancer: z.boolean().nullable(),
})
export type BddResult = z.infer<typeof bddResult>

export const recallEventKind = z.enum(['REMINDER', 'RECEIVED', 'REFUSED'])
/** The last technical recall of an exam. */
export const recallFollowUp = z.strictObject({
  askedOn: day,
  /** One month after the request or the last reminder; null once it is closed. */
  reminderDueOn: day.nullable(),
  /** Six months after the request. */
  limitOn: day,
  events: z.array(z.strictObject({ kind: recallEventKind, on: day })),
})

export const letterResult = z.enum(['NEGATIVE', 'POSITIVE', 'TECHNICAL_RECALL', 'LATE'])
export type LetterResult = z.infer<typeof letterResult>
export const letterRecipient = z.enum(['PHYSICIAN', 'WOMAN'])
export type LetterRecipient = z.infer<typeof letterRecipient>
export const issuedLetter = z.strictObject({ id: letterId, result: letterResult, recipient: letterRecipient, issuedAt: instant })
/** The physician hears of a positive second reading at once, the woman 24 to 48 hours later. */
export const dueLetter = z.strictObject({ result: letterResult, recipient: letterRecipient, from: day, by: day })

export const examRow = z.strictObject({
  studyInstanceUID,
  patientName: z.string(),
  patientBirthDate: day.nullable(),
  patientID: z.string(),
  accessionNumber: z.string(),
  examOn: day.nullable(),
  site: z.string(),
  standing: examStanding,
  /** Redone films bring an exam back for another round of second reading. */
  round: z.number().int().min(1),
  /** Two readers read without each other: `first` and `blind` are theirs, `final` is what stands. */
  independent: z.boolean(),
  /** Since the exam; null without a day. */
  days: z.number().int().nullable(),
  due: dueLevel,
  /** The day by which the present step should have ended; null where nothing is awaited. */
  dueOn: day.nullable(),
  firstReader: z.string().nullable(),
  secondReader: z.string().nullable(),
  /** Once the second reading is final; `blind` is what is counted. Null too where a list did not open them. */
  opinions: z.strictObject({ first: opinionSummary.nullable(), blind: opinionSummary, final: opinionSummary }).nullable(),
  recall: recallFollowUp.nullable(),
  bdd: bddResult.nullable(),
  letters: z.array(issuedLetter),
  lettersDue: z.array(dueLetter),
  /** What the structure’s file says of this exam otherwise than its images: nothing of it is taken over. */
  identityDiffers: z.array(z.enum(['NAME', 'BIRTH', 'EXAM'])),
  demo: z.boolean(),
})
export type ExamRow = z.infer<typeof examRow>

/** What a coordinator may do with the course of an exam now. */
export const coordinatorAct = z.enum(['IDENTITY', 'RESUME', 'PRIORS', 'RELEASE', 'WITHDRAW', 'CLOSE', 'REMINDER', 'RECEIVED', 'REFUSED'])
export type CoordinatorAct = z.infer<typeof coordinatorAct>

/** An exam with its opinions opened. */
export const examDetail = examRow.extend({
  /** Why it waits, or was closed. */
  reason: z.string(),
  acts: z.array(z.strictObject({ act: coordinatorAct, reasonNeeded: z.boolean() })),
  /** As the structure’s file has it, where it has the exam. */
  listed: z.strictObject({ name: z.string(), birthDate: day, examOn: day }).nullable(),
  /** What the first sheet says of whose exam it is, where the images say otherwise and nobody has settled it. */
  sheetIdentity: z.strictObject({ ...examIdentity.shape, notedAt: instant }).nullable(),
  /** What to make again, as on the sheet: side, view, motif. */
  views: z.array(z.strictObject({ cote: z.enum(['D', 'G']), incidence: z.string(), motif: z.string() })),
  instruction: z.string(),
  arbiter: z.string().nullable(),
  /** Final second readings of earlier rounds. */
  earlier: z.array(z.strictObject({ round: z.number().int(), reader: z.string(), blind: opinionSummary, final: opinionSummary })),
  /** While redone films are awaited: the images that are here, those marked that came since the request. */
  images: z.array(z.strictObject({ sopInstanceUID, side: z.string(), view: z.string(), acquiredOn: day.nullable(), redone: z.boolean() })),
})
export type ExamDetail = z.infer<typeof examDetail>

export const examView = z.enum(['ALL', 'RECALLS', 'BDD', 'DISCORDANCES', 'LETTERS'])
export const examFilter = z.strictObject({
  view: examView,
  text: z.string().max(200),
  standings: z.array(examStanding),
  site: z.string().nullable(),
  lateOnly: z.boolean(),
})
export type ExamFilter = z.infer<typeof examFilter>

/** Exams by their day, both ends included; a reader by code, of either kind. */
export const figureSelection = z.strictObject({ from: day.nullable(), to: day.nullable(), site: z.string().nullable(), reader: z.string().nullable() })
export type FigureSelection = z.infer<typeof figureSelection>

const share = z.strictObject({ numerator: z.number().int(), denominator: z.number().int(), value: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() })
export const indicatorFigure = z.strictObject({
  name: z.enum(['L1_POSITIVE', 'L1_POSITIVE_SUBSEQUENT', 'L2_POSITIVE', 'RECALLED', 'TECHNICAL_RECALL', 'SURGICAL_BIOPSY', 'COMPLEMENTARY_VIEWS']),
  proportion: share,
  target: z.strictObject({ comparison: z.enum(['below', 'at-most', 'about']), limit: z.number() }),
  standing: z.enum(['kept', 'missed', 'insufficient']),
  certain: z.boolean(),
})
export type IndicatorFigure = z.infer<typeof indicatorFigure>
export const delayFigure = z.strictObject({
  name: z.enum(['EXAM_TO_ARRIVAL', 'ARRIVAL_TO_L2', 'EXAM_TO_L2', 'ARRIVAL_TO_RESULT', 'EXAM_TO_RESULT']),
  count: z.number().int(), median: z.number().nullable(), longest: z.number().int().nullable(), within: share,
})
export const volumeFigure = z.strictObject({ reader: z.string(), kind: z.enum(['FIRST', 'SECOND']), read: z.number().int(), yearlyMinimum: z.number().int() })
export const indicatorFigures = z.strictObject({
  /** Exams of the selection, and those left out because a sealed opinion does not open. */
  exams: z.number().int(),
  unreadable: z.number().int(),
  indicators: z.array(indicatorFigure),
  delays: z.array(delayFigure),
  volumes: z.array(volumeFigure),
  sites: z.array(z.string()),
  readers: z.array(z.string()),
})
export type IndicatorFigures = z.infer<typeof indicatorFigures>

const count = z.number().int()
const acrCounts = z.strictObject({ ACR0: count, ACR1: count, ACR2: count, ACR3: count, ACR4: count, ACR5: count })
export const readerFeedback = z.strictObject({
  reader: z.string(),
  second: z.strictObject({
    read: count, acr: acrCounts, positives: share, positiveAfterNegativeBdi: share.nullable(), technicalRecalls: share,
    bddDone: count, bddAcr: acrCounts, percutaneousBiopsies: count, surgicalBiopsies: count, cancers: count,
  }).nullable(),
  /** Needs the second readings too: null where a reader asks alone. */
  first: z.strictObject({ read: count, secondRead: count, concordant: share, discordant: share, technicalRecalls: share, cancersFoundBySecond: count }).nullable(),
})
export type ReaderFeedback = z.infer<typeof readerFeedback>

export const letterTemplate = z.strictObject({
  result: letterResult, recipient: letterRecipient,
  subject: z.string().min(1).max(200), body: z.string().min(1).max(8000),
  /** Null: the wording that comes with the program. */
  changedAt: instant.nullable(),
})
export type LetterTemplate = z.infer<typeof letterTemplate>
export const letterPreview = z.strictObject({ result: letterResult, recipient: letterRecipient, /** Name, then lines of the address where the structure's file gives one. */
  addressee: z.string(), subject: z.string(), paragraphs: z.array(z.string()), dated: day, structure: z.string(), from: day, by: day })
export type LetterPreview = z.infer<typeof letterPreview>

const letterInput = z.strictObject({ studyInstanceUID, result: letterResult, recipient: letterRecipient })
const coordinator = ['COORDINATOR'] as const
const closedTo = ['structure/reader'] as const
/** What is opened needs the centre's key, which a coordinator holds once it was handed over. */
const opens = [...closedTo, 'reading/awaits-release', 'keys/not-held'] as const
/** An act that moves the exam's course is refused with it. */
const moves = ['dossier/coordinator-needed', 'dossier/not-yet-due', ...courseErrors] as const

export const structureOperations = {
  /** Late ones first, then by the days left. */
  'structure.exams': operation({
    input: z.strictObject({ filter: examFilter, offset: count.min(0), limit: count.min(1).max(500) }),
    output: z.strictObject({
      total: count, rows: z.array(examRow), sites: z.array(z.string()),
      /** Of all exams, whatever the filter. */
      standings: z.array(z.strictObject({ standing: examStanding, count })),
      /** Of the exams of the filter. */
      late: count,
    }),
    errors: [...opens], access: coordinator, audit: null, writes: false,
  }),
  'structure.exam': operation({ input: z.strictObject({ studyInstanceUID }), output: examDetail, errors: [...opens, 'request/not-found'], access: coordinator, audit: null, writes: false }),
  'structure.saveBdd': operation({
    input: z.strictObject({ studyInstanceUID, result: bddResult }), output: examDetail,
    errors: [...opens, 'request/not-found', 'structure/not-awaited', 'structure/day', ...moves], access: coordinator, audit: 'patient-record', writes: true,
  }),
  /** A reminder; films that came back, named by `redone`; or the first reader's written refusal, with its reference. */
  'structure.followRecall': operation({
    input: z.strictObject({ studyInstanceUID, kind: recallEventKind, redone: z.array(sopInstanceUID).max(50), reference: z.string().trim().max(500) }), output: examDetail,
    errors: [...opens, 'request/not-found', 'structure/not-awaited', 'dossier/round-incomplete', ...moves], access: coordinator, audit: 'patient-record', writes: true,
  }),
  'structure.indicators': operation({ input: figureSelection, output: indicatorFigures, errors: [...opens], access: coordinator, audit: null, writes: false }),
  /** Own figures for a reader (`reader` null); any reader's for a coordinator. */
  'structure.feedback': operation({
    input: z.strictObject({ reader: z.string().max(40).nullable(), from: day.nullable(), to: day.nullable() }),
    output: z.strictObject({ readers: z.array(readerFeedback) }),
    errors: [...opens, 'request/not-found'], access: ['COORDINATOR', 'L1', 'L2'], audit: 'patient-record', writes: true,
  }),
  /** UTF-8 with a byte order mark, RFC 4180 quoting; a cell is never a formula. */
  'structure.exportCsv': operation({
    input: z.strictObject({ what: z.enum(['EXAMS', 'INDICATORS']), separator: z.enum([';', ',']), filter: examFilter, selection: figureSelection }),
    output: z.strictObject({ fileName: z.string(), csv: z.string(), rows: count }),
    errors: [...opens], access: coordinator, audit: 'export', writes: true,
  }),
  'structure.letterTemplates': operation({
    input: z.strictObject({}), output: z.strictObject({ templates: z.array(letterTemplate), placeholders: z.array(z.string()) }),
    errors: [...closedTo], access: coordinator, audit: null, writes: false,
  }),
  'structure.saveLetterTemplate': operation({
    input: letterTemplate.omit({ changedAt: true }), output: letterTemplate,
    errors: [...closedTo, 'letter/unknown-placeholder'], access: coordinator, audit: 'application-activity', writes: true,
  }),
  /** A file of the structure, base64: CSV in UTF-8 or Latin-1 whose first line names the columns. Every line is judged; good
   *  ones are taken in a transaction each, the others listed. Importing it again doubles nothing. */
  'structure.importList': operation({
    input: z.strictObject({ content: z.base64().max(1_900_000) }),
    output: z.strictObject({
      encoding: z.enum(['UTF-8', 'ISO-8859-1']), lines: count, taken: count,
      /** Taken by an earlier import. */
      known: count,
      /** Of taken or known ones, those whose images are not here yet. */
      waiting: count,
      cut: z.boolean(),
      refused: z.array(z.strictObject({ line: count, code: errorCode, fr: z.string(), en: z.string() })),
    }),
    errors: [...closedTo, 'list/header'], access: coordinator, audit: 'import', writes: true,
  }),
  'structure.previewLetter': operation({ input: letterInput, output: letterPreview, errors: [...opens, 'request/not-found', 'letter/not-due'], access: coordinator, audit: null, writes: false }),
  /** Renders, keeps and records a letter; its PDF is at `/letters/{letterId}/pdf`. */
  'structure.issueLetter': operation({ input: letterInput, output: examDetail, errors: [...opens, 'request/not-found', 'letter/not-due', ...moves], access: coordinator, audit: 'export', writes: true }),
}
