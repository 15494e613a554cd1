/** The choice of priors by the rules: same modality, a region in common, not the other side of a pair, recent enough, and
 *  no more than asked for. What names its region comes before what says nothing; then the newest. */
import { paired, regionsIn, sidesIn } from './region.ts'
import { priorRules, ruleFor, type PriorRule } from './rules.ts'

export interface PriorStudy {
  readonly modalities: readonly string[]
  readonly description: string
  /** ISO day. */
  readonly studyDate: string | null
}

export function choosePriors<T extends PriorStudy>(study: PriorStudy, candidates: readonly T[], rules: readonly PriorRule[] = priorRules): T[] {
  const rule = ruleFor(study.modalities, rules)
  if (rule === null || study.studyDate === null) return []
  const until = study.studyDate
  const since = yearsBefore(until, rule.years)
  return candidates
    .filter((one) => one.studyDate !== null && one.studyDate <= until && one.studyDate >= since && one.modalities.some((modality) => study.modalities.includes(modality)))
    .map((one) => ({ one, fit: fit(study, one, rule) }))
    .filter(({ fit }) => fit !== 'other')
    .toSorted((a, b) => Number(a.fit === 'unknown') - Number(b.fit === 'unknown') || (b.one.studyDate ?? '').localeCompare(a.one.studyDate ?? ''))
    .slice(0, rule.count)
    .map(({ one }) => one)
}

function fit(study: PriorStudy, other: PriorStudy, { sameSide }: PriorRule): 'same' | 'unknown' | 'other' {
  const [here, there] = [regionsIn(study.description, study.modalities), regionsIn(other.description, other.modalities)]
  if (here.size === 0 || there.size === 0) return 'unknown'
  const common = [...here].filter((region) => there.has(region))
  if (common.length === 0) return 'other'
  if (!sameSide || !common.every((region) => paired.has(region))) return 'same'
  const [side, otherSide] = [sidesIn(study.description), sidesIn(other.description)]
  return side.size > 0 && otherSide.size > 0 && ![...side].some((one) => otherSide.has(one)) ? 'other' : 'same'
}

/** The same day so many years earlier; the 29th of February becomes the 28th. */
function yearsBefore(day: string, years: number): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${String(Number(year) - years).padStart(4, '0')}-${month}-${month === '02' && date === '29' ? '28' : date}`
}
