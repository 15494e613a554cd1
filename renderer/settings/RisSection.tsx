/** Where results go: host, port and names of the RIS, with what it answers when tried. */
import { useText } from '../i18n/index.ts'
import { Checkbox, Notice, TextField } from '../ui/index.ts'
import { PeerTest } from './PeerTest.tsx'
import { ReportPayload } from './results/index.ts'
import type { SettingsEditing } from './use-settings-draft.ts'

export function RisSection({ editing, administers }: { editing: SettingsEditing; administers: boolean }) {
  const t = useText('settings')
  const { ris } = editing.draft
  const edit = (change: Partial<typeof ris>) => { editing.edit({ ris: { ...ris, ...change } }) }
  return (
    <>
    <section className="se-block">
      <p className="ui-muted">{t('ris.text')}</p>
      <div className="se-host">
        <TextField label={t('ris.host')} hint={t('ris.hostHint')} value={ris.host} maxLength={253} disabled={!administers} onChange={(host) => { edit({ host: host.trim() }) }} />
        <TextField label={t('ris.port')} type="number" min={1} max={65535} error={editing.problems.includes('ris.port') ? t('ris.portError') : null} value={ris.port === 0 ? '' : String(ris.port)} disabled={!administers} onChange={(port) => { edit({ port: Math.trunc(Number(port)) }) }} />
      </div>
      <Checkbox label={t('ris.tls')} hint={t('ris.tlsHint')} checked={ris.tls} disabled={!administers} onChange={(tls) => { edit({ tls }) }} />
      {ris.host !== '' && !ris.tls ? <Notice tone="warn">{t('ris.insecure')}</Notice> : null}
      {ris.tls ? <TextField label={t('ris.ca')} hint={t('ris.caHint')} lines={4} value={ris.certificateAuthority} maxLength={20_000} disabled={!administers} onChange={(certificateAuthority) => { edit({ certificateAuthority }) }} /> : null}
      <div className="se-pair">
        <TextField label={t('ris.application')} value={ris.receivingApplication} maxLength={180} disabled={!administers} onChange={(receivingApplication) => { edit({ receivingApplication }) }} />
        <TextField label={t('ris.facility')} value={ris.receivingFacility} maxLength={180} disabled={!administers} onChange={(receivingFacility) => { edit({ receivingFacility }) }} />
      </div>
      <PeerTest peer="ris" editing={editing} administers={administers} />
    </section>
    <ReportPayload editing={editing} administers={administers} />
    </>
  )
}
