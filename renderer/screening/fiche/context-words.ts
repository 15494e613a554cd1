/** What identification, interrogatoire, examination and technique say, in few words: on the folded line of the first
 *  reader's form, and to the second reader. Only what was filled in is said. */
import type { ContexteL1 } from '../../../main/contract/index.ts'
import { antecedentFamilialWords, antecedentPersonnelWords, ecsWords, materielWords, ouiNonWords, quadrantWords } from '../../../main/domain/sheet/index.ts'
import { useBilingual, useFormat, useLanguage } from '../../i18n/index.ts'
import { ficheStrings } from './strings.ts'

export interface ContextWords { readonly examination: string; readonly technique: string; readonly history: string; readonly felt: readonly string[] }

export function useContextWords({ interrogatoire: asked, ecs, technique }: Pick<ContexteL1, 'interrogatoire' | 'ecs' | 'technique'>): ContextWords {
  const inLanguage = useBilingual()
  const format = useFormat()
  const words = ficheStrings[useLanguage()]
  const on = (label: string, sides: readonly string[]) => (sides.length === 0 ? null : `${label.toLocaleLowerCase()} ${sides.join(' ')}`)
  const join = (parts: readonly (string | null)[]) => parts.filter((part) => part !== null && part !== '').join(', ')
  const priors = technique.anterioritesComparees
  return {
    examination: ecs.statut === null ? words.unknown : inLanguage(ecsWords[ecs.statut]),
    felt: ecs.anomalies.map(({ libelle, localisation: { cote, quadrant } }) => join([cote, quadrant === null ? null : inLanguage(quadrantWords[quadrant]), libelle.trim()])),
    technique: join([technique.materiel === null ? null : inLanguage(materielWords[technique.materiel]), priors === null ? null : priors ? words.priorsYes : words.priorsNo, technique.incidenceManquante.trim()]),
    history: join([
      asked.mammoAnterieure === 'OUI' && asked.dateMammoAnterieure !== null ? `${words.earlier} ${format.day(asked.dateMammoAnterieure)}` : null,
      asked.ths === null || asked.ths === 'NSP' ? null : `${words.hormones} ${inLanguage(ouiNonWords[asked.ths]).toLocaleLowerCase()}`,
      on(words.implants, asked.prothese), on(words.plastic, asked.chirurgiePlastique), on(words.trauma, asked.traumatisme),
      ...asked.antecedentsPersonnels.filter((one) => one !== 'AUCUN').map((one) => inLanguage(antecedentPersonnelWords[one]).toLocaleLowerCase()),
      ...asked.antecedentsFamiliaux.filter((one) => one !== 'AUCUN').map((one) => inLanguage(antecedentFamilialWords[one]).toLocaleLowerCase()),
      asked.risqueEleveSansSuivi ? words.risk.toLocaleLowerCase() : null, asked.precision.trim(),
    ]),
  }
}
