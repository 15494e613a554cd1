/** The first reader's sheet before a signature and after it: examination, workup, course. Rows of a summary. */
import type { Avis } from '../../../main/contract/index.ts'
import { bdiWords, catOf, catWords, ecsWords, examenBdiWords, ficheOf } from '../../../main/domain/sheet/index.ts'
import { useBilingual, useLanguage } from '../../i18n/index.ts'
import { ficheStrings } from './strings.ts'

export function FicheSummary({ avis }: { avis: Avis }) {
  const inLanguage = useBilingual()
  const words = ficheStrings[useLanguage()]
  if (avis.fiche === null) return null
  const { ecs, bdi, acrAvantBilan, delaiSurveillanceMois } = ficheOf(avis)
  const cat = catOf(avis)
  const before = (['D', 'G'] as const).flatMap((cote) => (acrAvantBilan[cote] === null ? [] : [`${cote} ACR ${acrAvantBilan[cote]}`]))
  return (
    <>
      <div><dt>{words.examination}</dt><dd>{ecs.statut === null ? words.unknown : inLanguage(ecsWords[ecs.statut])}</dd></div>
      {bdi.realise === 'NON' ? null : <div><dt>{words.workup}</dt><dd>{[inLanguage(bdiWords[bdi.realise]), ...bdi.examens.map((exam) => inLanguage(examenBdiWords[exam])), bdi.raison.trim()].filter((part) => part !== '').join(', ')}{before.length === 0 ? null : <> ({words.before.toLocaleLowerCase().replace('acr', 'ACR')}{'\u00a0: '}{before.join(', ')})</>}</dd></div>}
      {cat === null ? null : <div><dt>{words.course}</dt><dd>{inLanguage(catWords[cat])}{cat === 'SURVEILLANCE' && delaiSurveillanceMois !== null ? ` ${words.deferredMonths(delaiSurveillanceMois)}` : null}</dd></div>}
    </>
  )
}
