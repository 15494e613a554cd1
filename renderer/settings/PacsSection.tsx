/** Address and access of the PACS, with what it answers when tried. */
import { newSource, type SourceInput } from '../../main/contract/index.ts'
import { useText } from '../i18n/index.ts'
import { Notice, TextField } from '../ui/index.ts'
import { ReportCoding } from './ReportCoding.tsx'
import { PeerTest } from './PeerTest.tsx'
import { sourceProblems } from './sources/source-problems.ts'
import type { SettingsEditing } from './use-settings-draft.ts'

export function PacsSection({ editing, administers }: { editing: SettingsEditing; administers: boolean }) {
  const t = useText('settings')
  const { sources } = editing.draft
  const archive = sources.find((source) => source.archive) ?? { ...newSource('pacs', 'PACS'), archive: true }
  const pacs = archive.dicomWeb
  const edit = (change: Partial<SourceInput['dicomWeb']>) => { editing.edit({ sources: [{ ...archive, dicomWeb: { ...pacs, ...change } }, ...sources.filter(({ id }) => id !== archive.id)] }) }
  return (
    <section className="se-block">
      <p className="ui-muted">{t('pacs.text')}</p>
      <TextField label={t('pacs.url')} hint={t('pacs.urlHint')} error={sourceProblems(archive).includes('url') ? t('pacs.urlError') : null} value={pacs.url} disabled={!administers} onChange={(url) => { edit({ url: url.trim() }) }} />
      {pacs.url.startsWith('http://') ? <Notice tone="warn">{t('pacs.insecure')}</Notice> : null}
      <div className="se-pair">
        <TextField label={t('pacs.user')} value={pacs.user} maxLength={200} disabled={!administers} onChange={(user) => { edit({ user }) }} />
        <TextField
          label={t('pacs.password')}
          type="password"
          hint={editing.stored.sources.find((source) => source.archive)?.dicomWeb.passwordSet === true ? t('pacs.passwordSet') : t('pacs.passwordNone')}
          value={pacs.password ?? ''}
          maxLength={500}
          autoComplete="new-password"
          disabled={!administers}
          onChange={(password) => { edit({ password: password === '' ? null : password }) }}
        />
      </div>
      <TextField label={t('pacs.ca')} hint={t('pacs.caHint')} lines={4} value={pacs.certificateAuthority} maxLength={20_000} disabled={!administers} onChange={(certificateAuthority) => { edit({ certificateAuthority }) }} />
      <PeerTest peer="pacs" editing={editing} administers={administers} />
      <ReportCoding editing={editing} administers={administers} />
    </section>
  )
}
