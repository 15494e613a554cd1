/** The line under the table: what the columns have no room for, of the selected exam, and what the reader should know of
 *  the PACS. Always there, so that nothing moves when it has something to say. */
import { CloudOff } from 'lucide-react'
import type { StudyInstanceUID, WorklistRow } from '../../main/contract/index.ts'
import { useOperation, useRetrieval } from '../api/index.ts'
import { useNavigation } from '../app/navigation.ts'
import { ageInYears, useFormat, useText } from '../i18n/index.ts'
import { RetrievalsButton, useRemaining } from '../retrieval/index.ts'
import { IdentityFacts } from '../patient/index.ts'

export function StatusLine({ study }: { study: WorklistRow | undefined }) {
  const t = useText('worklist')
  const common = useText('common')
  const { show } = useNavigation()
  const pacs = useOperation('health.get', {}).data?.pacs
  const age = study === undefined ? null : ageInYears(study.patientBirthDate, study.studyDate)
  const facts: [name: string, fact: string][] = study === undefined ? [] : [
    [t('facts.patientID'), study.patientID],
    [t('facts.age'), age === null ? '' : common('years', { count: age })],
    [t('facts.accessionNumber'), study.accessionNumber],
    [t('facts.images'), study.imageCount === null || study.modalities.includes('EEG') ? '' : t('images', { count: study.imageCount })],
    [t('facts.priors'), study.priorCount === 0 ? '' : t('priorsLong', { count: study.priorCount })],
  ]
  return (
    <div className="wl-status">
      <dl className="wl-facts">
        {facts.filter(([, fact]) => fact !== '').map(([name, fact]) => <div key={name}><dt className="ui-visually-hidden">{name}</dt><dd>{fact}</dd></div>)}
      </dl>
      <p className="wl-identity"><IdentityFacts identity={study?.identity} /></p>
      <Arriving study={study} />
      <RetrievalsButton onOpen={() => { show('retrievals') }} />
      <p className="wl-offline" role="status">{pacs?.configured === true && pacs.reachable === false ? <><CloudOff size={14} aria-hidden />{t('offline')}</> : null}</p>
    </div>
  )
}

/** How far the selected exam is on its way, and how fast. */
function Arriving({ study }: { study: WorklistRow | undefined }) {
  const t = useText('retrieval')
  const format = useFormat()
  const remaining = useRemaining()
  const live = useRetrieval(study?.studyInstanceUID ?? ('' as StudyInstanceUID))
  if (live === undefined || live.total === null || live.unit === 'bytes') return null
  const { received, total, bytes, bytesPerSecond, secondsLeft } = live
  return <p className="wl-arriving">{[t('images', { received, total }), format.bytes(bytes), t('rate', { rate: format.bytes(bytesPerSecond) }), remaining(secondsLeft)].join(' · ')}</p>
}
