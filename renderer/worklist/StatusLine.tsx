/** The line under the table: what the columns have no room for, of the selected exam, and what the reader should know of
 *  the PACS. Always there, so that nothing moves when it has something to say. */
import { CloudOff } from 'lucide-react'
import type { WorklistRow } from '../../main/contract/index.ts'
import { useOperation } from '../api/index.ts'
import { ageInYears, useText } from '../i18n/index.ts'
import { IdentityFacts } from '../patient/index.ts'

export function StatusLine({ study }: { study: WorklistRow | undefined }) {
  const t = useText('worklist')
  const common = useText('common')
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
      <p className="wl-offline" role="status">{pacs?.configured === true && pacs.reachable === false ? <><CloudOff size={14} aria-hidden />{t('offline')}</> : null}</p>
    </div>
  )
}
