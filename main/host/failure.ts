/** What went wrong, told apart: an expected outcome that its row of the contract lists, an interruption, or a bug.
 *  A bug is logged under an incident number and answered as `internal`, with nothing of its message. */
import { describeProblem, ExpectedError, keyFindings, type ErrorCode, type Problem } from '../contract/index.ts'
import { newIncident, type Log, type LogFacts } from '../diagnostics/index.ts'

/** Outcomes that any operation may have, whatever its row lists. */
const ambientCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'input/invalid', 'request/forbidden', 'request/too-large', 'request/aborted', 'session/locked', 'store/full',
  // Whatever seals may find that the centre is not the one that the account knows.
  ...keyFindings,
])

export interface FailureContext {
  readonly log: Log
  /** Slug and facts of what was asked, for the log. */
  readonly facts: LogFacts
  /** Codes that the row of the contract lists; null where any code may pass (byte routes). */
  readonly listed: readonly ErrorCode[] | null
  /** The request's own signal, and that of the unlocked period. */
  readonly requestSignal: AbortSignal
  readonly sessionSignal: AbortSignal | null
  readonly newIncident?: () => string
}

export function problemOf(error: unknown, context: FailureContext): Problem {
  if (error instanceof ExpectedError && (context.listed === null || context.listed.includes(error.code) || ambientCodes.has(error.code))) {
    return describeProblem(error)
  }
  if (context.sessionSignal?.aborted === true) return describeProblem(new ExpectedError('session/locked'))
  if (context.requestSignal.aborted) return describeProblem(new ExpectedError('request/aborted'))
  return bug('handler/bug', error, context)
}

/** Logs a bug and gives the problem that the window shows. */
export function bug(event: string, error: unknown, { log, facts, newIncident: draw = newIncident }: Pick<FailureContext, 'log' | 'facts' | 'newIncident'>): Problem {
  const incident = draw()
  log.write('error', event, { ...facts, incident }, error)
  return describeProblem(new ExpectedError('internal', { params: { incident } }))
}
