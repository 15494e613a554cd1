/** Where the first reader's sheet sends the exam (IV.B, III.D; rules R7 and R11): course of action and way. */
import { ficheVide, type Acr, type Avis, type Cat, type Fiche } from '../../contract/index.ts'
import { cotes, isOnlyTechnical } from './decision.ts'

/** What was saved or sealed before the sheet was whole has none of it. */
export function ficheOf(avis: Avis): Fiche {
  return avis.fiche ?? ficheVide
}

/** The abnormal clinical examination was borne out by a workup that was done. */
export function isEcsConfirmed(avis: Avis): boolean {
  const { ecs, bdi } = ficheOf(avis)
  return ecs.statut === 'ANORMAL' && bdi.realise === 'OUI' && bdi.ecsConfirme === true
}

/** The most suspicious breast decides; one that only waits for another film says nothing. */
function categories(avis: Avis): Acr[] {
  return cotes.filter((cote) => !isOnlyTechnical(avis, cote)).flatMap((cote) => avis.acr[cote] ?? [])
}

/** Courses that the order allows, the first being the one taken unless another is chosen. */
export function allowedCats(avis: Avis): readonly Cat[] {
  const given = categories(avis)
  const most = Math.max(...given, 0)
  const { realise } = ficheOf(avis).bdi
  if (most >= 4) return ['PRELEVEMENT', 'RCP']
  if (most === 3) return ['SURVEILLANCE']
  if (isEcsConfirmed(avis)) return ['SURVEILLANCE', 'PRELEVEMENT', 'RCP']
  if (realise === 'DIFFERE' || given.includes(0)) return ['BILAN_RECOMMANDE']
  return realise === 'REFUS' ? ['L2', 'BILAN_RECOMMANDE'] : ['L2']
}

export function catOf(avis: Avis): Cat | null {
  return ficheOf(avis).cat ?? allowedCats(avis)[0] ?? null
}

export type Way = 'L2' | 'CLICHES_A_REFAIRE' | 'BILAN_DIFFERE' | 'SURVEILLANCE' | 'PRELEVEMENT'

/** Each way by what makes it the one; a sheet that breaks no blocking rule has exactly one (R11). */
const ways: Readonly<Record<Way, (avis: Avis, given: readonly Acr[]) => boolean>> = {
  L2: (avis, given) => avis.rappelTechnique === null && given.length > 0 && !isEcsConfirmed(avis) && ficheOf(avis).bdi.realise !== 'DIFFERE'
    && given.every((acr) => acr === 1 || acr === 2 || (acr === 0 && ficheOf(avis).bdi.realise === 'REFUS')),
  CLICHES_A_REFAIRE: (avis, given) => avis.rappelTechnique !== null && given.every((acr) => acr <= 2),
  BILAN_DIFFERE: (avis, given) => avis.rappelTechnique === null && ficheOf(avis).bdi.realise === 'DIFFERE' && given.every((acr) => acr <= 2),
  SURVEILLANCE: (avis, given) => leavesFor(avis, given) && catOf(avis) === 'SURVEILLANCE',
  PRELEVEMENT: (avis, given) => leavesFor(avis, given) && (catOf(avis) === 'PRELEVEMENT' || catOf(avis) === 'RCP'),
}

/** The exam leaves the programme's reading for the treating physicians. */
function leavesFor(avis: Avis, given: readonly Acr[]): boolean {
  return given.some((acr) => acr >= 3) || (isEcsConfirmed(avis) && avis.rappelTechnique === null)
}

export function waysOf(avis: Avis): Way[] {
  const given = categories(avis)
  return (Object.keys(ways) as Way[]).filter((way) => ways[way](avis, given))
}

/** Only ACR 1 and 2 go to the second reader, and ACR 0 where the woman refused the workup (IV.B). A breast that was not
 *  imaged has no category. */
export function goesToSecondReader(avis: Avis): boolean {
  return waysOf(avis).includes('L2')
}
