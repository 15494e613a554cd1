/** Two independent conclusions: do they agree, and does an arbiter read the exam. Marks and descriptions do not count;
 *  what counts is what will be done for the woman. */
import type { Acr, Cote, Incidence } from '../../contract/index.ts'
import type { Issue } from './events.ts'
import type { ArbitrationPolicy } from './parameters.ts'

export interface Conclusion {
  readonly issue: Issue
  readonly acr: Readonly<Record<Cote, Acr | null>>
  /** Views to be redone. */
  readonly views: readonly { readonly cote: Cote; readonly incidence: Incidence }[]
}

/** Different opinions; both technical with different views; both positive with another assessment of a breast. */
export function isDiscordant(a: Conclusion, b: Conclusion): boolean {
  if (a.issue !== b.issue) return true
  if (a.issue === 'CTI') return viewsOf(a) !== viewsOf(b)
  return a.issue === 'POSITIF_L2' && (a.acr.D !== b.acr.D || a.acr.G !== b.acr.G)
}

export function needsArbitration(policy: ArbitrationPolicy, a: Conclusion, b: Conclusion): boolean {
  if (isDiscordant(a, b)) return true
  if (policy === 'TOUS_POSITIFS') return a.issue === 'POSITIF_L2'
  return policy === 'TOUS_NON_NORMAUX' && a.issue !== 'CONCORDANT_NEG'
}

const viewsOf = ({ views }: Conclusion): string => [...new Set(views.map(({ cote, incidence }) => `${cote} ${incidence}`))].toSorted().join(', ')
