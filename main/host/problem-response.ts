/** Answers of the handler: JSON of the contract, and problems in their one shape. */
import { describeProblem, ExpectedError, type ErrorCode, type Problem, type ProblemParams } from '../contract/index.ts'

export function jsonResponse(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'Content-Type': 'application/json; charset=utf-8' } })
}

export function problemResponse(problem: Problem): Response {
  return jsonResponse(problem, problem.status)
}

export function refuse(code: ErrorCode, options: { subject?: string; params?: ProblemParams } = {}): Response {
  return problemResponse(describeProblem(new ExpectedError(code, options)))
}
