/** What an opinion amounts to, in the few words that a legal act names: `négative, ACR 2 / ACR 2`. */
import type { TFunction } from 'i18next'
import type { Avis } from '../../main/contract/index.ts'
import { decisionOf } from '../../main/domain/sheet/index.ts'

export function opinionWords(avis: Avis, t: TFunction<'screening'>): string {
  const given = avis.acr.D !== null || avis.acr.G !== null
  const categories = `ACR ${avis.acr.D ?? '–'} / ACR ${avis.acr.G ?? '–'}`
  return given ? `${t(`decision.${decisionOf(avis)}`)}, ${categories}` : categories
}
