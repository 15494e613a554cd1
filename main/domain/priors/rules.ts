/** The rules as a console is shipped with them, and which one holds for an exam. */
import type { PriorRule } from '../../contract/index.ts'

const likewise = { related: [], relatedCount: 0, sameRegion: true, sameSide: true } as const
const some = (modalities: PriorRule['modalities'], years: number, more: Partial<PriorRule> = {}): PriorRule => ({ modalities, years, count: 2, ...likewise, related: [], ...more })

export const defaultPriorRules: readonly PriorRule[] = [
  // Slow changes show against films of several rounds, two years apart each; an ultrasound or an MR of the breast explains them.
  some(['MG'], 10, { count: 3, sameSide: false, related: ['US', 'MR'], relatedCount: 1 }),
  some(['CT', 'MR', 'PT', 'NM'], 5),
  some(['CR', 'DX', 'RG'], 5),
  some(['US'], 3, { related: ['MG'], relatedCount: 1 }),
  some([], 5),
]

export function ruleFor(modalities: readonly string[], rules: readonly PriorRule[]): PriorRule | null {
  return rules.find((rule) => rule.modalities.length === 0 || rule.modalities.some((modality) => modalities.includes(modality))) ?? null
}
