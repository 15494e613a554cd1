/** One opinion in a few lines, read-only: before a signature and after it. */
import type { Avis } from '../../main/contract/index.ts'
import { actionRappelWords, anomalieLabels, densiteWords, examenProposeWords, incidenceWords, motifRappelWords } from '../../main/domain/sheet/index.ts'
import { useBilingual, useText } from '../i18n/index.ts'
import { Side } from '../ui/index.ts'
import { AnomalyWords } from './AnomalyList.tsx'
import { FicheSummary } from './fiche/index.ts'

export function OpinionSummary({ avis }: { avis: Avis }) {
  const t = useText('screening')
  const inLanguage = useBilingual()
  const labels = anomalieLabels(avis.anomalies)
  return (
    <dl className="reading-summary">
      {(['D', 'G'] as const).map((cote) => {
        const acr = avis.acr[cote]
        return (
          <div key={cote}>
            <dt><Side side={cote} /> {t(`side.${cote}`)}</dt>
            <dd>{acr === null ? t('acr.notGiven') : <><strong>ACR {acr}</strong> {t(`acr.words.acr${acr}`)}</>}</dd>
          </div>
        )
      })}
      <div><dt>{t('density.title')}</dt><dd>{avis.densite === null ? t('density.none') : inLanguage(densiteWords[avis.densite])}</dd></div>
      <FicheSummary avis={avis} />
      {avis.anomalies.length === 0 ? null : (
        <div data-wide="">
          <dt>{t('anomaly.title')}</dt>
          <dd><ul>{avis.anomalies.map((anomalie) => (
            <li key={anomalie.id} className="reading-summary-anomaly"><span className="reading-mark-name" data-side={anomalie.cote}>{labels.get(anomalie.id)}</span><AnomalyWords anomalie={anomalie} />{anomalie.precision.trim() === '' ? null : <span className="reading-summary-note">{anomalie.precision}</span>}</li>
          ))}</ul></dd>
        </div>
      )}
      {avis.rappelTechnique === null ? null : (
        <div data-wide="">
          <dt>{t('recall.title')}</dt>
          <dd><ul>{avis.rappelTechnique.cliches.map((cliche) => (
            <li key={`${cliche.cote} ${cliche.incidence}`}><Side side={cliche.cote} /> {inLanguage(incidenceWords[cliche.incidence])}{t('colon')}{inLanguage(motifRappelWords[cliche.motif])}, {inLanguage(actionRappelWords[cliche.action]).toLocaleLowerCase()}</li>
          ))}</ul><p className="reading-words">{avis.rappelTechnique.consigne}</p></dd>
        </div>
      )}
      {avis.examensProposes.length === 0 ? null : <div><dt>{t('exams.title')}</dt><dd>{avis.examensProposes.map((examen) => inLanguage(examenProposeWords[examen])).join(', ')}</dd></div>}
      {avis.commentaire.trim() === '' ? null : <div data-wide=""><dt>{t('comment.title')}</dt><dd className="reading-words">{avis.commentaire}</dd></div>}
    </dl>
  )
}
