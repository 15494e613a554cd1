/** Who sees what of the other reader, read from the policy. Main asks this before it answers anything; what it
 *  denies is absent from the payload, never merely hidden by the window. */
import type { ReadingPhase } from '../../contract/index.ts'
import { policies, type PolicyName, type ReadingKind, type Shared } from './policy.ts'

const order: readonly ReadingPhase[] = ['LECTURE', 'LECTURE_AVEUGLE', 'AVIS_FIGE', 'REVELATION', 'DEFINITIF']

/** @param phase of the second reading; null while there is none.
 *  @param role of the one who asks, on this study; null for somebody who reads neither first nor second. */
export function visibility(policy: PolicyName, phase: ReadingPhase | null, role: ReadingKind | null): ReadonlySet<Shared> {
  const seen = new Set<Shared>()
  for (const [item, rule] of Object.entries(policies[policy].visible) as [Shared, { to: ReadingKind; since: ReadingPhase | 'ALWAYS' | 'NEVER' }][]) {
    if (rule.to !== role || rule.since === 'NEVER') continue
    if (rule.since === 'ALWAYS' || (phase !== null && order.indexOf(phase) >= order.indexOf(rule.since))) seen.add(item)
  }
  return seen
}
