/** Trying a source, step by step, and what the listener of this console does. */
import { z } from 'zod'
import { problem, type ErrorCode } from './errors.ts'
import { operation } from './operation.ts'
import { sourceId } from './sources.ts'

/** What asking a PACS may end with, whichever way it is asked. */
export const pacsProblems = [
  'pacs/not-configured', 'pacs/unreachable', 'pacs/timeout', 'pacs/refused', 'pacs/certificate', 'pacs/own-certificate', 'pacs/answer', 'pacs/malformed', 'pacs/interrupted',
  'pacs/busy', 'pacs/called-ae', 'pacs/calling-ae', 'pacs/association', 'pacs/not-accepted', 'pacs/dimse-status', 'pacs/not-listening',
] as const satisfies readonly ErrorCode[]

/** In the order in which they are tried. */
export const sourceSteps = ['WEB_ECHO', 'C_ECHO', 'QIDO_RS', 'C_FIND', 'WADO_RS', 'C_GET', 'C_MOVE', 'STOW_RS', 'C_STORE'] as const
export type SourceStep = (typeof sourceSteps)[number]

export const stepResult = z.strictObject({
  step: z.enum(sourceSteps),
  outcome: z.enum(['OK', 'FAILED', 'NOT_TRIED']),
  /** Why it was not tried. NOTHING_FOUND: no image of the last months to fetch; NOT_ALLOWED: the settings of the source do
   *  not let a test store there; NO_LISTENER: nobody could send to this console. */
  reason: z.enum(['NOTHING_FOUND', 'NOT_ALLOWED', 'NO_LISTENER', 'EARLIER_FAILED']).nullable(),
  problem: problem.nullable(),
  /** Of an echo the median of three. */
  milliseconds: z.number().int().nullable(),
  /** Of an object that was fetched. */
  bytes: z.number().int().nullable(),
  /** Exams that a search found; twenty are asked for. */
  found: z.number().int().nullable(),
})
export type StepResult = z.infer<typeof stepResult>

export const sourceTest = z.strictObject({
  steps: z.array(stepResult),
  /** How far the clock of the source is ahead of this console's; null where it does not tell. */
  clockAheadSeconds: z.number().int().nullable(),
  /** The exam in which the objects of tests lie there; null when none was stored. DICOM has no way to remove them. */
  testStudyInstanceUID: z.string().nullable(),
})
export type SourceTest = z.infer<typeof sourceTest>

export const sourceOperations = {
  /** Tries a stored source in every way that it has. What does not work is in the steps, no failure of the operation. */
  'sources.test': operation({ input: z.strictObject({ sourceId }), output: sourceTest, errors: ['request/not-found'], access: ['ADMIN'], audit: 'application-activity', writes: true }),
  /** Where this console listens now, `host:port`, and why not where it should. */
  'sources.listener': operation({ input: z.strictObject({}), output: z.strictObject({ listening: z.string().nullable(), problem: problem.nullable() }), errors: [], access: ['ADMIN'], audit: null, writes: false }),
}
