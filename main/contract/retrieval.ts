/** What is on its way here from the sources of images: jobs, one per study, by priority. A job never says who asked for
 *  it: what another reader asked for shows as what it is to this one, something that comes by itself. */
import { z } from 'zod'
import { problem } from './errors.ts'
import { day, instant, studyInstanceUID } from './ids.ts'
import { operation } from './operation.ts'

/** Highest first. The first three are asked for at any hour; of the others, those that a reader asked for. */
export const retrievePriority = z.enum(['EMERGENCY', 'OPEN_NOW', 'NEXT_IN_SESSION', 'TODAY', 'PRIOR', 'BACKGROUND'])
export type RetrievePriority = z.infer<typeof retrievePriority>

/** What is fetched before anybody asks. */
export const aheadSettings = z.strictObject({
  /** The exams of the day, from every source in its hours. */
  dayList: z.boolean(),
  /** So often a source is asked whether one of the exams here has new images; 0: never. */
  newImagesMinutes: z.number().int().min(0).max(240),
})
export type AheadSettings = z.infer<typeof aheadSettings>

const modality = z.string().regex(/^[A-Z][A-Z0-9]{1,15}$/)
/** Which earlier exams are fetched with an exam of these modalities, before anybody asks for them. */
export const priorRule = z.strictObject({
  /** Of the exam; empty: any that no rule before names. */
  modalities: z.array(modality).max(8),
  /** How far back, and how many with one of the exam's own modalities at most. */
  years: z.number().int().min(1).max(30),
  count: z.number().int().min(0).max(10),
  /** Other modalities that show the same, and how many of those at most. */
  related: z.array(modality).max(8),
  relatedCount: z.number().int().min(0).max(10),
  /** Exams that name another region are left out; where the region is one of a pair, those of the other side. */
  sameRegion: z.boolean(),
  sameSide: z.boolean(),
})
export type PriorRule = z.infer<typeof priorRule>
/** The first that names a modality of the exam holds. */
export const priorRuleList = z.array(priorRule).max(16)

export const retrieveState = z.enum(['queued', 'running', 'retry_wait', 'paused', 'complete', 'failed', 'cancelled'])
export type RetrieveState = z.infer<typeof retrieveState>

export const retrieveJob = z.strictObject({
  studyInstanceUID,
  patientName: z.string(),
  studyDate: day.nullable(),
  modalities: z.array(z.string()),
  description: z.string(),
  priority: retrievePriority,
  state: retrieveState,
  /** Running, and standing aside for one of a higher priority on the same line. */
  givesWay: z.boolean(),
  /** Name of the source that it comes from, or came from last; null before one was taken. */
  source: z.string().nullable(),
  /** Images. */
  received: z.number().int(),
  total: z.number().int().nullable(),
  refused: z.number().int(),
  /** Received for this job, whatever became of them. */
  bytes: z.number().int(),
  /** Over the last seconds; null unless it is running. */
  bytesPerSecond: z.number().nullable(),
  /** By the mean size of what came and the rate; null while either is unknown. */
  secondsLeft: z.number().int().nullable(),
  nextAttemptAt: instant.nullable(),
  problem: problem.nullable(),
})
export type RetrieveJob = z.infer<typeof retrieveJob>

/** One study, or all that is open. */
const which = z.strictObject({ studyInstanceUID: studyInstanceUID.nullable() })
const nothing = z.strictObject({})

export const retrievalOperations = {
  /** Starts or resumes the retrieval of a study and, by default, of its priors; one that waits is raised to the priority.
   *  Returns at once; events tell. */
  'retrieve.start': operation({
    input: z.strictObject({ studyInstanceUID, withPriors: z.boolean(), priority: z.enum(['EMERGENCY', 'OPEN_NOW', 'NEXT_IN_SESSION']).optional() }),
    output: nothing, errors: ['request/not-found', 'pacs/not-configured'], access: 'account', audit: 'begin-transferring', writes: true,
  }),
  'retrieve.cancel': operation({ input: which, output: nothing, errors: ['request/not-found'], access: 'account', audit: 'begin-transferring', writes: true }),
  /** What is complete stays; nothing more is asked for until it is resumed. */
  'retrieve.pause': operation({ input: which, output: nothing, errors: ['request/not-found'], access: 'account', audit: 'begin-transferring', writes: true }),
  'retrieve.resume': operation({ input: which, output: nothing, errors: ['request/not-found'], access: 'account', audit: 'begin-transferring', writes: true }),
  /** Open ones by priority, then those of this account that failed and were not asked for again. */
  'retrieve.jobs': operation({ input: nothing, output: z.strictObject({ jobs: z.array(retrieveJob) }), errors: [], access: 'account', audit: null, writes: false }),
}
