/** Whether an account must not learn what others, or a machine, think of a study: while it reads blind, and as long as it
 *  may still come to read blind. */
import type { ReadingPhase, Role } from '../../contract/index.ts'
import type { StudyTurn } from './opening.ts'
import { policies, type PolicyName } from './policy.ts'

/** @param own phase of the account's own reading of the study; null while it has none. */
export function mustStayBlind(policyName: PolicyName, turn: StudyTurn, account: { readonly id: string; readonly roles: readonly Role[] }, own: ReadingPhase | null): boolean {
  if (own !== null) return own === 'LECTURE_AVEUGLE'
  const mayBecomeSecond = turn.subject === 'SCREENING' && account.roles.includes('L2') && turn.second === null && turn.first?.reader !== account.id
  return mayBecomeSecond && policies[policyName].secondBeginsIn === 'LECTURE_AVEUGLE'
}
