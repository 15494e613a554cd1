/** The reader's answer: accepted with the protocol, or refused with the motive. Two steps, so that none leaves by a slip;
 *  what was typed stays until it is sent. */
import { Check, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Order } from '../../main/contract/index.ts'
import { useAct, useProblemText, useRefresh } from '../api/index.ts'
import { useLanguage } from '../i18n/index.ts'
import { Button, Notice, TextField, useToast } from '../ui/index.ts'
import { orderStrings } from './strings.ts'

export function AnswerForm({ order }: { order: Order }) {
  const words = orderStrings[useLanguage()]
  const problem = useProblemText()
  const toast = useToast()
  const refresh = useRefresh()
  const answer = useAct('orders.answer')
  const [accept, setAccept] = useState<boolean | null>(null)
  const [text, setText] = useState('')
  const form = useRef<HTMLFormElement>(null)
  // A long request stands above: what is asked, and the button that sends it, come into view together.
  useEffect(() => { if (accept !== null) form.current?.scrollIntoView({ block: 'end' }) }, [accept])
  const send = (given: boolean) => {
    answer.mutate({ orderId: order.id, accept: given, text }, {
      onSuccess: () => {
        toast({ tone: 'ok', title: words.sent })
        setAccept(null)
      },
      onSettled: () => { refresh('orders.list', 'orders.ofStudy', 'worklist.query', 'delivery.list', 'health.get') },
    })
  }
  return (
    <section className="or-block or-answer" aria-label={words.answer}>
      <p className="ui-label" aria-hidden>{words.answer}</p>
      {accept === null ? (
        <div className="ui-row">
          <Button icon={<Check size={14} aria-hidden />} onClick={() => { setAccept(true) }}>{words.accept}</Button>
          <Button icon={<X size={14} aria-hidden />} onClick={() => { setAccept(false) }}>{words.refuse}</Button>
        </div>
      ) : (
        <form ref={form} className="ui-stack" onSubmit={(event) => { event.preventDefault(); if (text.trim() !== '') send(accept) }}>
          <TextField label={accept ? words.protocol : words.motive} hint={accept ? words.protocolHint : words.motiveHint} lines={3} maxLength={4000} autoFocus value={text} onChange={setText} />
          {answer.error === null ? null : <Notice tone="alert">{problem(answer.error)}</Notice>}
          <div className="ui-row">
            <Button type="submit" variant="primary" disabled={text.trim() === '' || answer.isPending}>{words.send[accept ? 'true' : 'false']}</Button>
            <Button onClick={() => { setAccept(null); answer.reset() }}>{words.cancelAnswer}</Button>
          </div>
        </form>
      )}
    </section>
  )
}
