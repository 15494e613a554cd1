/** The two opinions side by side after the reveal. Each line that differs says so with a sign and a word; the scheme
 *  shows both, one's own as discs and the first reader's as diamonds. */
import { Equal, EqualNot } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import type { Anomalie, Avis, Cote, Reading, Revealed } from '../../main/contract/index.ts'
import { anomalieLabels, examenProposeWords, incidenceWords, quadrantWords, typeAnomalieWords } from '../../main/domain/sheet/index.ts'
import { useBilingual, useFormat, useText } from '../i18n/index.ts'
import { Notice, Side } from '../ui/index.ts'
import { BreastDrawing, schemeMarks } from '../scheme/index.ts'
import { compareAvis, type Comparison as Compared } from './comparison.ts'
import { opinionWords } from './opinion-words.ts'

export function Comparison({ reading, theirs }: { reading: Reading; theirs: Revealed }) {
  const t = useText('screening')
  const format = useFormat()
  const mine = reading.avis
  const compared = useMemo(() => compareAvis(mine, theirs.avis), [mine, theirs.avis])
  const changed = reading.blindAvis !== null && reading.changeReason !== ''
  return (
    <div className="reading-comparison">
      <p className="reading-verdict" data-differs={compared.differences > 0 || undefined}>
        {compared.differences === 0 ? <Equal size={16} aria-hidden /> : <EqualNot size={16} aria-hidden />}
        {compared.differences === 0 ? t('compare.agree') : t('compare.differences', { count: compared.differences })}
      </p>
      {changed && reading.blindAvis !== null ? (
        <Notice tone="neutral" title={t('compare.changed', { blind: opinionWords(reading.blindAvis, t) })}>{t('compare.reason', { reason: reading.changeReason })}</Notice>
      ) : null}
      <ComparedTable compared={compared} mine={mine} theirs={theirs.avis} titles={[changed ? t('compare.mineChanged') : t('compare.mine'), <>{t('compare.theirs')}<span className="reading-reader">{theirs.readerCode}</span></>]} />
      {compared.pairs.length === 0 ? null : <BothSchemes mine={mine} theirs={theirs.avis} names={[t('compare.mine'), t('compare.theirs')]} />}
      <p className="reading-seal">{t('compare.signed', { at: format.instant(theirs.signedAt) })} <span title={theirs.envelopeDigest}>{t('compare.digest', { digest: `${theirs.envelopeDigest.slice(0, 8)}…${theirs.envelopeDigest.slice(-4)}` })}</span></p>
    </div>
  )
}

/** Two opinions point by point; `titles` are their names. */
export function ComparedTable({ compared, mine, theirs, titles }: { compared: Compared; mine: Avis; theirs: Avis; titles: readonly [ReactNode, ReactNode] }) {
  const t = useText('screening')
  return (
    <table className="reading-compare">
      <caption className="ui-visually-hidden">{t('compare.title')}</caption>
      <thead>
        <tr>
          <th scope="col"><span className="ui-visually-hidden">{t('compare.point')}</span></th>
          <th scope="col">{titles[0]}</th>
          <th scope="col">{titles[1]}</th>
        </tr>
      </thead>
      <tbody>
        {(['D', 'G'] as const).map((cote) => (
          <Line key={cote} name={<><Side side={cote} /> ACR</>} differs={cote === 'D' ? compared.acrD : compared.acrG} mine={<AcrWords avis={mine} cote={cote} />} theirs={<AcrWords avis={theirs} cote={cote} />} />
        ))}
        <Line name={t('density.title')} differs={compared.densite} mine={<DensityWords avis={mine} />} theirs={<DensityWords avis={theirs} />} />
        {compared.pairs.length === 0
          ? <Line name={t('anomaly.title')} differs={false} mine={t('compare.nothing')} theirs={t('compare.nothing')} />
          : compared.pairs.map((pair, index) => (
            <Line key={`${pair.mine?.id} ${pair.theirs?.id}`} name={index === 0 ? t('anomaly.title') : ''} hiddenName={t('anomaly.title')} differs={pair.mine === null || pair.theirs === null}
              mine={<AnomalyCell avis={mine} anomalie={pair.mine} />} theirs={<AnomalyCell avis={theirs} anomalie={pair.theirs} />} />
          ))}
        {mine.rappelTechnique === null && theirs.rappelTechnique === null ? null : <Line name={t('recall.title')} differs={compared.rappelTechnique} mine={<RecallWords avis={mine} />} theirs={<RecallWords avis={theirs} />} />}
        {mine.examensProposes.length + theirs.examensProposes.length === 0 ? null : <Line name={t('exams.title')} differs={compared.examensProposes} mine={<ExamWords avis={mine} />} theirs={<ExamWords avis={theirs} />} />}
        {mine.commentaire.trim() === '' && theirs.commentaire.trim() === '' ? null : <Line name={t('comment.title')} differs={null} mine={<span className="reading-words">{mine.commentaire || t('compare.nothing')}</span>} theirs={<span className="reading-words">{theirs.commentaire || t('compare.nothing')}</span>} />}
      </tbody>
    </table>
  )
}

/** `differs` null: shown for what it is, never counted (free words). */
function Line({ name, hiddenName, differs, mine, theirs }: { name: ReactNode; hiddenName?: string; differs: boolean | null; mine: ReactNode; theirs: ReactNode }) {
  const t = useText('screening')
  return (
    <tr data-differs={differs === true || undefined}>
      <th scope="row">
        {name === '' ? <span className="ui-visually-hidden">{hiddenName}</span> : name}
        {differs === null ? null : <span className="reading-sign-word">{differs ? <><EqualNot size={12} aria-hidden />{t('compare.differs')}</> : <><Equal size={12} aria-hidden />{t('compare.same')}</>}</span>}
      </th>
      <td>{mine}</td>
      <td>{theirs}</td>
    </tr>
  )
}

function AcrWords({ avis, cote }: { avis: Avis; cote: Cote }) {
  const t = useText('screening')
  const acr = avis.acr[cote]
  return acr === null ? t('acr.notGiven') : <><strong className="reading-figure">{acr}</strong>{t(`acr.words.acr${acr}`)}</>
}

function DensityWords({ avis }: { avis: Avis }) {
  const t = useText('screening')
  return avis.densite === null ? t('density.none') : <><strong className="reading-figure">{avis.densite}</strong>{t(`density.words.type${avis.densite}`)}</>
}

function AnomalyCell({ avis, anomalie }: { avis: Avis; anomalie: Anomalie | null }) {
  const t = useText('screening')
  const format = useFormat()
  const inLanguage = useBilingual()
  if (anomalie === null) return <span className="ui-muted">{t('compare.nothing')}</span>
  const words = [
    anomalie.quadrant === null ? null : inLanguage(quadrantWords[anomalie.quadrant]).toLocaleLowerCase(),
    anomalie.tailleMm === null ? null : format.quantity(anomalie.tailleMm, 'mm', Number.isInteger(anomalie.tailleMm) ? 0 : 1),
  ].filter((word) => word !== null)
  return (
    <>
      <span className="reading-mark-name" data-side={anomalie.cote}>{anomalieLabels(avis.anomalies).get(anomalie.id)}</span> {inLanguage(typeAnomalieWords[anomalie.type])}
      {words.length === 0 ? null : <span className="reading-cell-more">{words.join(' · ')}</span>}
      {anomalie.precision.trim() === '' ? null : <span className="reading-cell-more reading-words">{anomalie.precision}</span>}
    </>
  )
}

function RecallWords({ avis }: { avis: Avis }) {
  const t = useText('screening')
  const inLanguage = useBilingual()
  return avis.rappelTechnique === null ? t('compare.nothing') : avis.rappelTechnique.cliches.map((cliche) => `${cliche.cote} ${inLanguage(incidenceWords[cliche.incidence])}`).join(', ')
}

function ExamWords({ avis }: { avis: Avis }) {
  const t = useText('screening')
  const inLanguage = useBilingual()
  return avis.examensProposes.length === 0 ? t('compare.nothing') : avis.examensProposes.map((examen) => inLanguage(examenProposeWords[examen])).join(', ')
}

export function BothSchemes({ mine, theirs, names }: { mine: Avis; theirs: Avis; names: readonly [string, string] }) {
  return (
    <figure className="reading-both-schemes">
      <div className="reading-scheme">
        {(['FACE', 'PROFIL'] as const).flatMap((view) => (['D', 'G'] as const).map((cote) => (
          <BreastDrawing key={`${cote} ${view}`} cote={cote} view={view} marks={[...schemeMarks(theirs, cote, view, 'FIRST'), ...schemeMarks(mine, cote, view)]} />
        )))}
      </div>
      <figcaption><span data-owner="MINE">{names[0]}</span><span data-owner="FIRST">{names[1]}</span></figcaption>
    </figure>
  )
}
