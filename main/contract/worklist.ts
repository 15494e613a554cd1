/** The worklist: one row per study, local or in the PACS, as the active account may see it. Counts and modalities
 *  are of images only: report objects (SR, DOC, KO, PR) never show in them, so they betray no other reader's work. */
import { z } from 'zod'
import { imageDescriptor } from './image.ts'
import { day, importId, instant, studyInstanceUID } from './ids.ts'
import { operation } from './operation.ts'
import { orderBrief } from './orders.ts'
import { pacsProblems } from './source-operations.ts'
import { problem } from './errors.ts'
import { identityReason, patientIdentity } from './patient-identity.ts'

/** Where the bytes are. */
export const locality = z.enum(['remote', 'retrieving', 'partial', 'local'])
/** Where the reading of the active account is. */
export const readingState = z.enum(['none', 'to-read', 'reading', 'frozen', 'revealed', 'signed', 'sent', 'handled', 'send-failed'])
export type ReadingState = z.infer<typeof readingState>

export const worklistRow = z.strictObject({
  studyInstanceUID,
  patientName: z.string(),
  patientID: z.string(),
  patientBirthDate: day.nullable(),
  patientSex: z.string(),
  studyDate: day.nullable(),
  studyTime: z.string(),
  accessionNumber: z.string(),
  modalities: z.array(z.string()),
  description: z.string(),
  /** Institution that made the exam. */
  site: z.string(),
  /** Images here; null while unknown (remote). */
  imageCount: z.number().int().nullable(),
  priorCount: z.number().int(),
  locality,
  /** 0..1 while retrieving, by bytes when the PACS says how many, else by instances. */
  progress: z.number().min(0).max(1).nullable(),
  reading: readingState,
  demo: z.boolean(),
  /** Absent: no more is known than name, number, birth date and sex. */
  identity: patientIdentity.optional(),
  /** The request it was made for, most urgent first where there are several; absent: none is known. */
  order: orderBrief.optional(),
})
export type WorklistRow = z.infer<typeof worklistRow>

export const worklistFilter = z.strictObject({
  text: z.string().max(200),
  modalities: z.array(z.string()),
  sites: z.array(z.string()),
  localities: z.array(locality),
  readings: z.array(readingState),
  studyDateFrom: day.nullable(),
  studyDateTo: day.nullable(),
})
export type WorklistFilter = z.infer<typeof worklistFilter>

export const worklistSort = z.strictObject({
  key: z.enum(['patientName', 'studyDate', 'modalities', 'description', 'site', 'state']),
  direction: z.enum(['ascending', 'descending']),
})

export const importOutcome = z.strictObject({
  /** Name of the file as given, without its folder. */
  name: z.string(),
  outcome: z.enum(['stored', 'duplicate', 'refused']),
  sopInstanceUID: z.string().nullable(),
  problem: problem.nullable(),
})
export type ImportOutcome = z.infer<typeof importOutcome>

export const importReport = z.strictObject({
  importId,
  startedAt: instant,
  endedAt: instant.nullable(),
  stored: z.number().int(),
  duplicates: z.number().int(),
  refused: z.number().int(),
  studies: z.array(studyInstanceUID),
  outcomes: z.array(importOutcome),
})
export type ImportReport = z.infer<typeof importReport>

/** Why an object must not be shown, by its rejection note (IHE IOCM): poor quality, harm to a patient, or another
 *  patient's or procedure's images under this name. */
export const rejectionReason = z.enum(['quality', 'patient-safety', 'wrong-worklist-entry'])
export type RejectionReason = z.infer<typeof rejectionReason>

export const openedStudy = z.strictObject({
  study: worklistRow,
  images: z.array(imageDescriptor),
  /** Images that are here and were rejected by the site: not among `images`. */
  rejected: z.array(z.strictObject({ sopInstanceUID: z.string(), reason: rejectionReason })),
  /** Objects of another patient that were refused, and kept ones whose name or sex differs; absent: none. */
  remarks: z.array(z.strictObject({ sopInstanceUID: z.string(), code: z.enum(['other-patient-refused', 'other-name', 'other-sex']) })).optional(),
})
export type OpenedStudy = z.infer<typeof openedStudy>

/** An earlier exam of this kind that may be another person's: listed apart with what differs, never hung by itself. */
export const doubtfulPrior = z.strictObject({ study: worklistRow, reasons: z.array(identityReason) })
export type DoubtfulPrior = z.infer<typeof doubtfulPrior>

const studyInput = z.strictObject({ studyInstanceUID })

export const worklistOperations = {
  'worklist.query': operation({
    input: z.strictObject({ filter: worklistFilter, sort: worklistSort, offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) }),
    output: z.strictObject({ total: z.number().int(), rows: z.array(worklistRow) }),
    errors: [], access: 'account', audit: null, writes: false,
  }),
  /** What the filters offer, with how many studies each. */
  'worklist.facets': operation({
    input: z.strictObject({}),
    output: z.strictObject({
      total: z.number().int(),
      modalities: z.array(z.strictObject({ value: z.string(), count: z.number().int() })),
      sites: z.array(z.strictObject({ value: z.string(), count: z.number().int() })),
      /** Named working lists of the left panel. */
      screening: z.number().int(),
      scheduled: z.number().int(),
      eeg: z.number().int(),
      drafts: z.number().int(),
    }),
    errors: [], access: 'account', audit: null, writes: false,
  }),
  /** Opens a local study with its local priors (same patient, same kind, earlier), newest prior first. */
  'study.open': operation({
    /** `ahead`: made ready before it is asked for, not shown; the trail tells it apart from looking. */
    input: studyInput.extend({ ahead: z.boolean().optional() }),
    output: z.strictObject({ current: openedStudy, priors: z.array(openedStudy), doubtfulPriors: z.array(doubtfulPrior).optional() }),
    errors: ['request/not-found', 'study/not-local', 'study/no-images', 'study/all-rejected'], access: 'account', audit: 'instances-accessed', writes: true,
  }),
  /** Deletes the local copy (keys first). The study stays in the PACS and in the list when it came from there. */
  'study.evict': operation({ input: studyInput, output: z.strictObject({}), errors: ['request/not-found', 'reading/invalid-transition'], access: 'account', audit: 'patient-record', writes: true }),

  /** Asks every source at once and merges what they answer into the list. One that does not answer is named and spoils
   *  nothing; where none answered, the search fails as the first of them did. */
  'pacs.search': operation({
    input: z.strictObject({
      patientID: z.string().max(64), patientName: z.string().max(200), accessionNumber: z.string().max(64),
      studyDateFrom: day.nullable(), studyDateTo: day.nullable(), modality: z.string().max(16),
    }),
    output: z.strictObject({
      found: z.number().int(), added: z.number().int(), truncated: z.boolean(),
      failed: z.array(z.strictObject({ source: z.string(), problem })),
    }),
    errors: pacsProblems,
    access: 'account', audit: 'query', writes: true,
  }),

  /** A batch of files: open, then PUT each to `/import/{importId}/{name}`, then close for the report. */
  'import.open': operation({ input: z.strictObject({}), output: z.strictObject({ importId }), errors: [], access: 'account', audit: null, writes: false }),
  'import.close': operation({ input: z.strictObject({ importId }), output: importReport, errors: ['request/not-found'], access: 'account', audit: 'import', writes: true }),
}
