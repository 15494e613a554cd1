/** The sentences of a mammography conclusion, from the wording that the PDF uses. */
import type { Acr, Reading } from '../../main/contract/index.ts'
import { coteWords, cotes, decisionOf, goesToSecondReader } from '../../main/domain/sheet/index.ts'
import template from '../../resources/report-templates/compte-rendu.fr.json'

export function conclusionLines({ kind, policy, avis, blindAvis, changeReason }: Reading): string[] {
  if (kind === 'PLAIN') return []
  const words = template.conclusion
  const has = (...categories: readonly Acr[]) => cotes.some((cote) => categories.some((category) => category === avis.acr[cote]))
  const categories = cotes.flatMap((cote) => (avis.acr[cote] === null ? [] : [words.acr.replace('{side}', coteWords[cote].fr).replace('{acr}', String(avis.acr[cote]))]))
  return [
    `${words[kind][decisionOf(avis)]} ${categories.join(' ')}`,
    ...(has(0) ? [words.toComplete] : []),
    ...(has(3) ? [words.followUp] : []),
    ...(has(4, 5) ? [words.biopsy] : []),
    ...(kind === 'FIRST' && policy !== 'INDEPENDANT' ? [goesToSecondReader(avis) ? words.toSecondReader : words.notToSecondReader] : []),
    ...(kind === 'SECOND' && policy === 'FR_DOCS_MASQUE' && blindAvis !== null ? [changeReason === '' ? template.confirmed : template.changed.replace('{reason}', changeReason)] : []),
  ]
}
