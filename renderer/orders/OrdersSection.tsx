/** How requests come in: how the port stands, where it is, who may call; and what is asked where no RIS sends. */
import { useState } from 'react'
import type { Input, Listening, Output } from '../../main/contract/index.ts'
import { useAct, useOperation, useProblemText, useRefresh, useServerEvent } from '../api/index.ts'
import { useHasRole } from '../app/session.ts'
import { useBilingual, useFormat, useLanguage, useText } from '../i18n/index.ts'
import { Button, Checkbox, Field, Notice, Segments, TextField, useToast, Waiting } from '../ui/index.ts'
import './orders.css'
import { orderSettingsStrings } from './strings.ts'

type Draft = Input<'orders.configure'>

export function OrdersSection() {
  const words = orderSettingsStrings[useLanguage()]
  const common = useText('common')
  const problem = useProblemText()
  const administers = useHasRole('ADMIN')
  const listening = useOperation('orders.listening', {})
  useServerEvent((event) => { if (event.type === 'orders.changed') void listening.refetch() })
  return (
    <>
      <p className="ui-muted">{words.text}</p>
      {listening.error !== null ? <Notice tone="alert" action={<Button onClick={() => { void listening.refetch() }}>{common('retry')}</Button>}>{problem(listening.error)}</Notice> : listening.isPending ? <Waiting>{common('loading')}</Waiting> : <Standing listening={listening.data} />}
      {administers ? <Form onSaved={() => { void listening.refetch() }} /> : <Notice tone="neutral">{words.adminOnly}</Notice>}
    </>
  )
}

function Standing({ listening: { state, address, port, problem, lastMessageAt, taken, refused, worklist, archive } }: { listening: Listening }) {
  const words = orderSettingsStrings[useLanguage()]
  const say = useBilingual()
  const format = useFormat()
  const asked = (name: string, { askedAt, problem: wrong }: Listening['worklist']) => (askedAt === null ? null : <Notice tone={wrong === null ? 'ok' : 'warn'} title={name}>{words.asked(format.time(askedAt))} {wrong === null ? '' : say(wrong)}</Notice>)
  return (
    <section className="se-block" aria-label={words.listening}>
      {state === 'FAILED' ? <Notice tone="alert" title={words.state.FAILED}>{problem === null ? null : say(problem)}</Notice> : (
        <Notice tone={state === 'LISTENING' ? 'ok' : 'neutral'} title={state === 'LISTENING' ? words.listeningOn(`${address}:${port}`) : words.state.OFF}>
          {lastMessageAt === null ? words.never : words.last(format.instant(lastMessageAt))} {state === 'LISTENING' ? words.taken(taken) : ''}
        </Notice>
      )}
      {refused.length === 0 ? null : <div><p className="ui-label">{words.refused}</p><ul className="or-refused">{refused.map((one, index) => <li key={index}>{format.instant(one.at)} · {one.from} · {words.reasons[one.reason]}</li>)}</ul></div>}
      {asked('MWL', worklist)}{asked('QIDO-RS', archive)}
    </section>
  )
}

function Form({ onSaved }: { onSaved: () => void }) {
  const stored = useOperation('orders.settings', {})
  return stored.data === undefined ? null : <Fields stored={stored.data} onSaved={() => { void stored.refetch(); onSaved() }} />
}

function Fields({ stored, onSaved }: { stored: Output<'orders.settings'>; onSaved: () => void }) {
  const words = orderSettingsStrings[useLanguage()]
  const problem = useProblemText()
  const toast = useToast()
  const refresh = useRefresh()
  const configure = useAct('orders.configure')
  const { keySet, ...kept } = stored
  const [draft, setDraft] = useState<Draft>({ ...kept, key: null })
  const [callers, setCallers] = useState(kept.callers.join('\n'))
  const [senders, setSenders] = useState(kept.senders.map(({ application, facility }) => (facility === '' ? application : `${application}|${facility}`)).join('\n'))
  const edit = (change: Partial<Draft>) => { setDraft({ ...draft, ...change }) }
  const editWorklist = (change: Partial<Draft['worklist']>) => { edit({ worklist: { ...draft.worklist, ...change } }) }
  const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter((line) => line !== '')
  const save = () => {
    const given = { ...draft, callers: lines(callers), senders: lines(senders).map((line) => ({ application: line.split('|')[0]?.trim() ?? '', facility: line.split('|')[1]?.trim() ?? '' })) }
    configure.mutate(given, { onSuccess: () => { toast({ tone: 'ok', title: words.saved }); edit({ key: null }); refresh('orders.listening'); onSaved() } })
  }
  const number = (value: string) => Math.trunc(Number(value))
  return (
    <form className="se-block" onSubmit={(event) => { event.preventDefault(); save() }}>
      <h3>{words.listening}</h3>
      <div className="se-host">
        <TextField label={words.address} hint={words.addressHint} value={draft.address} maxLength={45} onChange={(address) => { edit({ address: address.trim() }) }} />
        <TextField label={words.port} type="number" min={1} max={65_535} value={String(draft.port)} onChange={(port) => { edit({ port: number(port) }) }} />
      </div>
      <Field label={words.tls}>{() => <Segments label={words.tls} value={draft.tls} onChange={(tls) => { if (tls !== null) edit({ tls }) }} options={(['NONE', 'SERVER', 'MUTUAL'] as const).map((value) => ({ value, label: words.tlsOptions[value] }))} />}</Field>
      {draft.address !== '' && draft.tls === 'NONE' ? <Notice tone="warn">{words.insecure}</Notice> : null}
      {draft.tls === 'NONE' ? null : <>
        <TextField label={words.certificate} lines={4} value={draft.certificate} maxLength={20_000} onChange={(certificate) => { edit({ certificate }) }} />
        <TextField label={words.key} hint={keySet ? words.keySet : undefined} lines={4} value={draft.key ?? ''} maxLength={20_000} onChange={(key) => { edit({ key: key === '' ? null : key }) }} />
        {draft.tls === 'MUTUAL' ? <TextField label={words.authority} lines={4} value={draft.authority} maxLength={20_000} onChange={(authority) => { edit({ authority }) }} /> : null}
      </>}
      <div className="se-pair">
        <TextField label={words.callers} hint={words.callersHint} lines={3} value={callers} onChange={setCallers} />
        <TextField label={words.senders} hint={words.sendersHint} lines={3} value={senders} onChange={setSenders} />
      </div>
      <div className="se-short"><TextField label={words.keepDays} type="number" min={1} max={3650} value={String(draft.keepDays)} onChange={(days) => { edit({ keepDays: number(days) }) }} /></div>
      <h3>{words.fallbacks}</h3>
      <p className="ui-muted">{words.fallbacksText}</p>
      <div className="se-host">
        <TextField label={words.worklist} value={draft.worklist.host} maxLength={253} onChange={(host) => { editWorklist({ host: host.trim() }) }} />
        <TextField label={words.port} type="number" min={1} max={65_535} value={String(draft.worklist.port)} onChange={(port) => { editWorklist({ port: number(port) }) }} />
      </div>
      <div className="se-pair">
        <TextField label={words.calledAE} value={draft.worklist.calledAE} maxLength={16} onChange={(calledAE) => { editWorklist({ calledAE }) }} />
        <TextField label={words.minutes} type="number" min={1} max={1440} value={String(draft.worklist.minutes)} onChange={(minutes) => { editWorklist({ minutes: number(minutes) }) }} />
      </div>
      <Checkbox label={words.worklistTls} hint={words.worklistTlsHint} checked={draft.worklist.tls === true} onChange={(tls) => { editWorklist({ tls }) }} />
      {draft.worklist.host !== '' && draft.worklist.tls !== true ? <Notice tone="warn">{words.worklistInsecure}</Notice> : null}
      {draft.worklist.tls === true ? <TextField label={words.worklistAuthority} hint={words.worklistAuthorityHint} lines={4} value={draft.worklist.certificateAuthority ?? ''} maxLength={20_000} onChange={(certificateAuthority) => { editWorklist({ certificateAuthority }) }} /> : null}
      <div className="se-pair">
        <TextField label={words.archiveDays} hint={words.archiveHint} type="number" min={0} max={30} value={String(draft.archiveDays)} onChange={(days) => { edit({ archiveDays: number(days) }) }} />
        <TextField label={words.archiveMinutes} type="number" min={1} max={1440} value={String(draft.archiveMinutes)} onChange={(minutes) => { edit({ archiveMinutes: number(minutes) }) }} />
      </div>
      <div className="se-save">
        {configure.error === null ? null : <Notice tone="alert">{problem(configure.error)}</Notice>}
        <div className="ui-row"><Button type="submit" variant="primary" size="large" disabled={configure.isPending}>{words.save}</Button></div>
      </div>
    </form>
  )
}
