/** Access to a source by classic DICOM. */
import { useState } from 'react'
import type { SourceInput } from '../../../main/contract/index.ts'
import { useText } from '../../i18n/index.ts'
import { Checkbox, Notice, TextField } from '../../ui/index.ts'
import type { SourceProblem } from './source-problems.ts'

export function DimseFields({ source: { dimse }, problems, disabled, change }: { source: SourceInput; problems: readonly SourceProblem[]; disabled: boolean; change: (part: Partial<SourceInput>) => void }) {
  const t = useText('sources')
  const [used] = useState(dimse.host !== '')
  const edit = (part: Partial<SourceInput['dimse']>) => { change({ dimse: { ...dimse, ...part } }) }
  return (
    <details className="so-fold" open={used || undefined}>
      <summary>{t('dimse')}</summary>
      <div className="so-fields">
        <div className="se-host">
          <TextField label={t('host')} hint={t('hostHint')} value={dimse.host} maxLength={253} disabled={disabled} onChange={(host) => { edit({ host: host.trim() }) }} />
          <TextField label={t('port')} type="number" min={1} max={65_535} error={problems.includes('port') ? t('portError') : null} value={dimse.port === 0 ? '' : String(dimse.port)} disabled={disabled} onChange={(port) => { edit({ port: Math.trunc(Number(port)) }) }} />
        </div>
        <TextField label={t('calledAE')} error={problems.includes('calledAE') ? t('calledAEError') : null} value={dimse.calledAE} maxLength={16} disabled={disabled} onChange={(calledAE) => { edit({ calledAE }) }} />
        <Checkbox label={t('tls')} hint={t('tlsHint')} checked={dimse.tls} disabled={disabled} onChange={(tls) => { edit({ tls }) }} />
        {dimse.host !== '' && !dimse.tls ? <Notice tone="warn">{t('dimseInsecure')}</Notice> : null}
        {dimse.tls ? <TextField label={t('ca')} hint={t('caHint')} lines={4} value={dimse.certificateAuthority} maxLength={20_000} disabled={disabled} onChange={(certificateAuthority) => { edit({ certificateAuthority }) }} /> : null}
      </div>
    </details>
  )
}
