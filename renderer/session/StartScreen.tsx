/** Before a session: how many exams wait and how near their limit, how many to take, of which site; and the sessions that
 *  are still open or not signed. */
import { useState } from 'react'
import type { Output } from '../../main/contract/index.ts'
import { sessionSizes } from '../../main/contract/index.ts'
import { useFormat, useLanguage } from '../i18n/index.ts'
import { Button, Notice, Segments, Select, Status, type Tone } from '../ui/index.ts'
import './session.css'
import { sessionStrings } from './strings.ts'

type Size = (typeof sessionSizes)[number]
const dues = [['late', 'alert'], ['urgent', 'alert'], ['soon', 'warn'], ['calm', 'neutral'], ['unknown', 'neutral']] as const satisfies readonly (readonly [keyof Output<'sessions.offer'>['due'], Tone])[]

export function StartScreen({ offer, problem, busy, onStart, onSign, onClose, closeLabel }: {
  offer: Output<'sessions.offer'>
  problem: string | null
  busy: boolean
  onStart: (size: Size, site: string | null) => void
  onSign: (sessionId: Output<'sessions.offer'>['unsigned'][number]['sessionId']) => void
  onClose: () => void
  closeLabel: string
}) {
  const words = sessionStrings[useLanguage()]
  const format = useFormat()
  const [size, setSize] = useState<Size>(25)
  const [site, setSite] = useState('')
  const chosen = offer.sites.find((one) => one.site === site)
  const { due, waiting } = chosen ?? offer
  return (
    <form className="session-start" onSubmit={(event) => { event.preventDefault(); if (!busy && waiting > 0) onStart(size, chosen?.site ?? null) }}>
      <h2>{words.title}</h2>
      {problem === null ? null : <Notice tone="alert">{problem}</Notice>}
      {offer.unsigned.map((one) => (
        <Notice key={one.sessionId} tone="warn" action={<Button onClick={() => { onSign(one.sessionId) }}>{words.toSign}</Button>}>{words.unsigned(one.count, format.instant(one.startedAt))}</Notice>
      ))}
      <p>{waiting === 0 ? words.none : words.waiting(waiting)}</p>
      <ul className="session-due">{dues.filter(([name]) => due[name] > 0).map(([name, tone]) => <li key={name}><Status tone={tone}>{format.number(due[name])} {words.due[name]}</Status></li>)}</ul>
      {offer.elsewhere > 0 ? <p className="ui-muted">{words.elsewhere(offer.elsewhere)}</p> : null}
      <div className="ui-field"><span className="ui-field-label">{words.size}</span>
        <Segments<string> label={words.size} value={String(size)} onChange={(value) => { const found = sessionSizes.find((one) => String(one) === value); if (found !== undefined) setSize(found) }} options={sessionSizes.map((one) => ({ value: String(one), label: String(one) }))} />
      </div>
      {offer.sites.length < 2 ? null : <Select<string> label={words.site} value={site} onChange={setSite} options={[{ value: '', label: words.allSites }, ...offer.sites.filter((one) => one.site !== '').map((one) => ({ value: one.site, label: `${one.site} (${one.waiting})` }))]} />}
      <p className="ui-muted">{words.oldest}</p>
      <div className="ui-row">
        <Button size="large" onClick={onClose}>{closeLabel}</Button>
        <Button size="large" variant="primary" type="submit" disabled={busy || waiting === 0} autoFocus>{words.start}</Button>
      </div>
    </form>
  )
}
