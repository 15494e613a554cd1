/** One source: its name, its DICOMweb access, and folded what fewer need: certificates, DIMSE, line and hours. */
import { useState } from 'react'
import type { SourceInput, SourceView } from '../../../main/contract/index.ts'
import { useText } from '../../i18n/index.ts'
import { Checkbox, Notice, TextField } from '../../ui/index.ts'
import { DimseFields } from './DimseFields.tsx'
import { RetrievalFields } from './RetrievalFields.tsx'
import { SecretField } from './SecretField.tsx'
import { sourceProblems } from './source-problems.ts'

export interface SourceFormProps {
  readonly source: SourceInput
  readonly stored: SourceView | undefined
  readonly administers: boolean
  /** The first one of a console: its address is enough. */
  readonly isAlone: boolean
  readonly edit: (source: SourceInput) => void
}

export function SourceForm({ source, stored, administers, isAlone, edit }: SourceFormProps) {
  const t = useText('sources')
  const settings = useText('settings')
  const { dicomWeb: web } = source
  const problems = sourceProblems(source)
  const disabled = !administers
  const change = (part: Partial<SourceInput>) => { edit({ ...source, ...part }) }
  const changeWeb = (part: Partial<SourceInput['dicomWeb']>) => { change({ dicomWeb: { ...web, ...part } }) }
  const secrets = stored?.dicomWeb
  const [secured] = useState(web.certificateAuthority !== '' || web.clientCertificate !== '' || secrets?.tokenSet === true)
  return (
    <div className="so-form" role="group" aria-label={source.name}>
      {isAlone ? null : (
        <>
          <TextField label={t('name')} error={problems.includes('name') ? t('nameError') : null} value={source.name} maxLength={64} disabled={disabled} onChange={(name) => { change({ name }) }} />
          <Checkbox label={t('isArchive')} hint={t('isArchiveHint')} checked={source.archive} disabled={disabled} onChange={(archive) => { change({ archive }) }} />
        </>
      )}
      <TextField label={settings('pacs.url')} hint={settings('pacs.urlHint')} error={problems.includes('url') ? settings('pacs.urlError') : null} value={web.url} disabled={disabled} onChange={(url) => { changeWeb({ url: url.trim() }) }} />
      {web.url.startsWith('http://') ? <Notice tone="warn">{settings('pacs.insecure')}</Notice> : null}
      <div className="se-pair">
        <TextField label={settings('pacs.user')} value={web.user} maxLength={200} disabled={disabled} onChange={(user) => { changeWeb({ user }) }} />
        <TextField
          label={settings('pacs.password')} type="password" hint={secrets?.passwordSet === true ? settings('pacs.passwordSet') : settings('pacs.passwordNone')}
          value={web.password ?? ''} maxLength={500} autoComplete="new-password" disabled={disabled}
          onChange={(password) => { changeWeb({ password: password === '' ? null : password }) }}
        />
      </div>
      <details className="so-fold" open={secured || undefined}>
        <summary>{t('webMore')}</summary>
        <div className="so-fields">
          <SecretField label={t('token')} hint={t('tokenHint')} value={web.token} isSet={secrets?.tokenSet === true} disabled={disabled} onChange={(token) => { changeWeb({ token }) }} />
          <TextField label={settings('pacs.ca')} hint={settings('pacs.caHint')} lines={4} value={web.certificateAuthority} maxLength={20_000} disabled={disabled} onChange={(certificateAuthority) => { changeWeb({ certificateAuthority }) }} />
          <TextField label={t('clientCertificate')} hint={t('clientCertificateHint')} lines={4} value={web.clientCertificate} maxLength={20_000} disabled={disabled} onChange={(clientCertificate) => { changeWeb({ clientCertificate }) }} />
          <SecretField label={t('clientKey')} lines={4} value={web.clientKey} isSet={secrets?.clientKeySet === true} disabled={disabled} onChange={(clientKey) => { changeWeb({ clientKey }) }} />
        </div>
      </details>
      <DimseFields source={source} problems={problems} disabled={disabled} change={change} />
      <RetrievalFields source={source} disabled={disabled} change={change} />
    </div>
  )
}
