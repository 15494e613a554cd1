/** How this console presents itself to DICOM peers, and who may call it. */
import { useOperation } from '../../api/index.ts'
import { useBilingual, useText } from '../../i18n/index.ts'
import { Checkbox, Notice, Segments, TextField } from '../../ui/index.ts'
import type { SettingsDraft } from '../settings-input.ts'
import type { SettingsEditing } from '../use-settings-draft.ts'
import { CallerList } from './CallerList.tsx'
import { SecretField } from './SecretField.tsx'
import { identityProblems } from './source-problems.ts'
import './sources.css'

type Identity = SettingsDraft['dicomIdentity']

export function IdentitySection({ editing, administers }: { editing: SettingsEditing; administers: boolean }) {
  const t = useText('sources')
  const identity = editing.draft.dicomIdentity
  const { listen } = identity
  const problems = identityProblems(identity)
  const disabled = !administers
  const edit = (part: Partial<Identity>) => { editing.edit({ dicomIdentity: { ...identity, ...part } }) }
  const editListen = (part: Partial<Identity['listen']>) => { edit({ listen: { ...listen, ...part } }) }
  return (
    <>
      <section className="se-block">
        <p className="ui-muted">{t('identity.text')}</p>
        <TextField label={t('identity.aeTitle')} hint={t('identity.aeTitleHint')} error={problems.includes('aeTitle') ? t('identity.aeTitleError') : null} value={identity.aeTitle} maxLength={16} disabled={disabled} onChange={(aeTitle) => { edit({ aeTitle }) }} />
        <TextField label={t('identity.certificate')} hint={t('identity.certificateHint')} lines={4} value={identity.certificate} maxLength={20_000} disabled={disabled} onChange={(certificate) => { edit({ certificate }) }} />
        <SecretField label={t('identity.key')} lines={4} value={identity.key} isSet={editing.stored.dicomIdentity.keySet} disabled={disabled} onChange={(key) => { edit({ key }) }} />
      </section>
      <section className="se-block">
        <h3>{t('identity.listen')}</h3>
        {administers ? <ListenerState key={JSON.stringify(editing.stored.dicomIdentity)} /> : null}
        <div className="se-host">
          <TextField label={t('identity.listenHost')} hint={t('identity.listenHostHint')} value={listen.host} maxLength={253} disabled={disabled} onChange={(host) => { editListen({ host: host.trim() }) }} />
          <TextField label={t('identity.listenPort')} type="number" min={1} max={65_535} error={problems.includes('listenPort') ? t('portError') : null} value={listen.port === 0 ? '' : String(listen.port)} disabled={disabled} onChange={(port) => { editListen({ port: Math.trunc(Number(port)) }) }} />
        </div>
        {['0.0.0.0', '::'].includes(listen.host) ? <Notice tone="warn">{t('identity.everywhere')}</Notice> : null}
        <Checkbox label={t('identity.listenTls')} hint={t('identity.listenTlsHint')} checked={listen.tls} disabled={disabled} onChange={(tls) => { editListen({ tls }) }} />
        {listen.host !== '' && !listen.tls ? <Notice tone="warn">{t('identity.insecure')}</Notice> : null}
        {listen.tls ? <TextField label={t('identity.listenCa')} lines={4} value={listen.certificateAuthority} maxLength={20_000} disabled={disabled} onChange={(certificateAuthority) => { editListen({ certificateAuthority }) }} /> : null}
        <CallerList callers={listen.callers} disabled={disabled} change={(callers) => { editListen({ callers }) }} />
        <div className="ui-field">
          <span className="ui-field-label">{t('identity.unsolicited')}</span>
          <Segments
            label={t('identity.unsolicited')} value={listen.unsolicited} disabled={disabled}
            options={(['REFUSE', 'TAKE'] as const).map((value) => ({ value, label: t(`identity.unsolicitedValue.${value}`) }))}
            onChange={(unsolicited) => { if (unsolicited !== null) editListen({ unsolicited }) }}
          />
          <span className="ui-field-hint">{t('identity.unsolicitedHint')}</span>
        </div>
      </section>
    </>
  )
}

function ListenerState() {
  const t = useText('sources')
  const say = useBilingual()
  const state = useOperation('sources.listener', {}).data
  if (state === undefined) return null
  if (state.problem !== null) return <Notice tone="alert">{say(state.problem)}</Notice>
  return state.listening === null ? <Notice tone="neutral">{t('identity.notListening')}</Notice> : <Notice tone="ok">{t('identity.listening', { address: state.listening })}</Notice>
}
