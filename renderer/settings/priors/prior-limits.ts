/** What a form of the rules of priors may hold: the bounds of the contract. */
import { priorRule, priorRuleList, type PriorRule } from '../../../main/contract/index.ts'

export type PriorField = 'count' | 'years' | 'relatedCount' | 'related'

export const priorRulesHold = (rules: readonly PriorRule[]): boolean => priorRuleList.safeParse(rules).success

export const wrongFields = (rule: PriorRule): readonly PriorField[] =>
  (['count', 'years', 'relatedCount', 'related'] as const).filter((name) => !priorRule.shape[name].safeParse(rule[name]).success)

export function boundsOf(name: Exclude<PriorField, 'related'>): { readonly min: number; readonly max: number } {
  const { minValue, maxValue } = priorRule.shape[name]
  return { min: minValue ?? 0, max: maxValue ?? 0 }
}

/** Modalities as they are typed: codes of PS3.3 C.7.3.1.1.1 with anything between them. */
export const typedModalities = (text: string): string[] => [...new Set(text.toUpperCase().split(/[\s,;+/]+/).filter((code) => code !== ''))]
