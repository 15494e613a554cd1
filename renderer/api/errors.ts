/** What a call can end in besides its answer: a problem of the contract, or no answer at all. */
import type { ErrorCode, Problem } from '../../main/contract/index.ts'

/** An expected outcome, as the contract words it. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.code)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

/** The main process did not answer, or answered something that is no part of the contract. */
export class ConnectionError extends Error {
  readonly kind: 'unreachable' | 'unexpected'

  constructor(kind: 'unreachable' | 'unexpected', options?: ErrorOptions) {
    super(kind, options)
    this.name = 'ConnectionError'
    this.kind = kind
  }
}

export function problemCode(error: unknown): ErrorCode | null {
  return error instanceof ProblemError ? error.problem.code : null
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
