/** Whether a rule can be saved: every figure in its range, and the ratio's limits in order. */
import { displayRule, type DisplayRule } from '../../main/contract/index.ts'

export function ruleHolds(rule: DisplayRule): boolean {
  return displayRule.safeParse(rule).success && rule.luminanceRatioAtLeast <= rule.luminanceRatioAtMost
}
