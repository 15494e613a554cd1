/** How far back and how many, by the kind of images. The first rule that names a modality of the exam holds. */
export interface PriorRule {
  /** Empty: any. */
  readonly modalities: readonly string[]
  readonly years: number
  readonly count: number
  /** Where the region is one of a pair, the side must not be the other one. */
  readonly sameSide: boolean
}

export const priorRules: readonly PriorRule[] = [
  // Slow changes show against films of several rounds, two years apart each.
  { modalities: ['MG'], years: 10, count: 3, sameSide: false },
  { modalities: ['CT', 'MR', 'PT', 'NM'], years: 5, count: 2, sameSide: true },
  { modalities: ['CR', 'DX', 'RG'], years: 5, count: 2, sameSide: true },
  { modalities: ['US'], years: 3, count: 2, sameSide: true },
  { modalities: [], years: 5, count: 2, sameSide: true },
]

export function ruleFor(modalities: readonly string[], rules: readonly PriorRule[] = priorRules): PriorRule | null {
  return rules.find((rule) => rule.modalities.length === 0 || rule.modalities.some((modality) => modalities.includes(modality))) ?? null
}
