/** Where audit messages go (IHE ATNA), saved by itself: it is nobody's draft but the administrator's. Says how many
 *  messages wait and why. */
import { useState } from 'react'
import type { AuditRepositoryStanding } from '../../main/contract/index.ts'
import { useAct, useOperation, useProblemText, useRefresh } from '../api/index.ts'
import { useBilingual, useText } from '../i18n/index.ts'
import { Button, Notice, TextField, useToast, Waiting } from '../ui/index.ts'

export function AuditRepository() {
  const t = useText('settings')
  const common = useText('common')
  const problem = useProblemText()
  const stored = useOperation('audit.repository', {})
  return (
    <section className="se-block">
      <h3>{t('auditRepository.title')}</h3>
      <p className="ui-muted">{t('auditRepository.text')}</p>
      {stored.error !== null ? <Notice tone="alert" action={<Button onClick={() => { void stored.refetch() }}>{common('retry')}</Button>}>{problem(stored.error)}</Notice>
        : stored.isPending ? <Waiting>{common('loading')}</Waiting>
          : <Form key={`${stored.data.host}:${stored.data.port}`} stored={stored.data} />}
    </section>
  )
}

function Form({ stored }: { stored: AuditRepositoryStanding }) {
  const t = useText('settings')
  const problem = useProblemText()
  const say = useBilingual()
  const toast = useToast()
  const refresh = useRefresh()
  const [draft, edit] = useState({ host: stored.host, port: stored.port, certificateAuthority: stored.certificateAuthority })
  const set = useAct('audit.setRepository')
  const portIsWrong = !Number.isInteger(draft.port) || draft.port < 1 || draft.port > 65_535
  const changed = draft.host !== stored.host || draft.port !== stored.port || draft.certificateAuthority !== stored.certificateAuthority
  const save = () => { set.mutate(draft, { onSuccess: () => { refresh('audit.repository'); toast({ tone: 'ok', title: t('saved') }) } }) }
  return (
    <>
      <div className="se-host">
        <TextField label={t('auditRepository.host')} hint={t('auditRepository.hostHint')} value={draft.host} maxLength={253} onChange={(host) => { edit({ ...draft, host: host.trim() }) }} />
        <TextField label={t('ris.port')} type="number" min={1} max={65535} error={portIsWrong ? t('ris.portError') : null} value={draft.port === 0 ? '' : String(draft.port)} onChange={(port) => { edit({ ...draft, port: Math.trunc(Number(port)) }) }} />
      </div>
      {draft.host === '' ? null : <TextField label={t('ris.ca')} hint={t('ris.caHint')} lines={4} value={draft.certificateAuthority} maxLength={20_000} onChange={(certificateAuthority) => { edit({ ...draft, certificateAuthority }) }} />}
      {stored.host === '' ? null : stored.problem !== null ? <Notice tone="alert" title={t('auditRepository.waiting', { count: stored.waiting })}>{say(stored.problem)}</Notice>
        : stored.waiting > 0 ? <Notice tone="neutral">{t('auditRepository.waiting', { count: stored.waiting })}</Notice> : <Notice tone="ok">{t('auditRepository.told')}</Notice>}
      {set.error === null ? null : <Notice tone="alert">{problem(set.error)}</Notice>}
      <div className="ui-row">
        <Button size="large" disabled={!changed || portIsWrong || set.isPending} onClick={save}>{t('auditRepository.save')}</Button>
        {stored.host === '' || changed ? null : <Button size="large" onClick={() => { refresh('audit.repository') }}>{t('auditRepository.refresh')}</Button>}
      </div>
    </>
  )
}
