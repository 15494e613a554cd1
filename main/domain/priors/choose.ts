/** The choice of priors by the rules: recent enough, of a region in common, not the other side of a pair, and no more than
 *  asked for of the exam's own modalities and of related ones. What names its region comes before what says nothing; then
 *  the newest. A related modality shows any part of the body: it must name the region. */
import type { PriorRule } from '../../contract/index.ts'
import { paired, regionsIn, sidesIn } from './region.ts'
import { defaultPriorRules, ruleFor } from './rules.ts'

export interface PriorStudy {
  readonly modalities: readonly string[]
  readonly description: string
  /** ISO day. */
  readonly studyDate: string | null
}

export function choosePriors<T extends PriorStudy>(study: PriorStudy, candidates: readonly T[], rules: readonly PriorRule[] = defaultPriorRules): T[] {
  const rule = ruleFor(study.modalities, rules)
  if (rule === null || study.studyDate === null) return []
  const until = study.studyDate
  const since = yearsBefore(until, rule.years)
  const fitting = candidates
    .filter((one) => one.studyDate !== null && one.studyDate <= until && one.studyDate >= since)
    .map((one) => ({ one, fit: fit(study, one, rule), own: one.modalities.some((modality) => study.modalities.includes(modality)) }))
    .filter(({ fit }) => fit !== 'other')
    .toSorted((a, b) => Number(a.fit === 'unknown') - Number(b.fit === 'unknown') || (b.one.studyDate ?? '').localeCompare(a.one.studyDate ?? ''))
  const related = fitting.filter(({ one, fit, own }) => !own && fit === 'same' && one.modalities.some((modality) => rule.related.includes(modality)))
  return [...fitting.filter(({ own }) => own).slice(0, rule.count), ...related.slice(0, rule.relatedCount)].map(({ one }) => one)
}

function fit(study: PriorStudy, other: PriorStudy, { sameRegion, sameSide }: PriorRule): 'same' | 'unknown' | 'other' {
  if (!sameRegion) return 'same'
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
