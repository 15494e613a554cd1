/** One request, as the reader needs it at night: how urgent, whom to call, why, for what; then who and when. */
import { Phone } from 'lucide-react'
import type { ReactNode } from 'react'
import type { IdentityNews, Order } from '../../main/contract/index.ts'
import { formatPatientName, useFormat, useLanguage } from '../i18n/index.ts'
import { Notice, Status, type Tone } from '../ui/index.ts'
import { AnswerForm } from './AnswerForm.tsx'
import './orders.css'
import { briefOf, OrderMark } from './OrderMark.tsx'
import { orderStrings, type OrderWords } from './strings.ts'

const tones: Record<Order['state'], Tone> = { requested: 'accent', accepted: 'ok', refused: 'warn', performed: 'ok', cancelled: 'alert' }

export function OrderDetail({ order, showsPatient }: { order: Order; showsPatient: boolean }) {
  const words = orderStrings[useLanguage()]
  const format = useFormat()
  const birth = (iso: string | null) => birthWords(words, format.day(iso))
  const exam = [order.procedure, order.modalityName || order.modality, order.regions.join(', ')].filter((part) => part !== '').join(' · ')
  return (
    <article className="or-detail ui-selectable">
      {showsPatient ? <p className="or-name"><strong>{formatPatientName(order.patient.name) || words.unnamed}<span className="ui-muted"> {birth(order.patient.birthDate)}</span></strong></p> : null}
      <p className="or-marks"><Status tone={tones[order.state]}>{words.state[order.state]}</Status><OrderMark order={briefOf(order)} /></p>
      {order.cancelledAt === null ? null : <Notice tone="alert" title={words.cancelled(format.instant(order.cancelledAt))}>{order.cancelReason === '' ? null : words.cancelledWhy(order.cancelReason)}</Notice>}
      {order.studies.length > 0 ? null : order.conflicts.length > 0 ? <Conflict order={order} /> : order.cancelledAt === null ? <p className="ui-muted">{words.noImages}</p> : null}
      {order.callBack === '' ? null : <p className="or-call"><Phone size={16} aria-hidden /><span className="ui-muted">{words.callBack}</span> <strong>{order.callBack}</strong></p>}
      {order.masked ? <Notice tone="neutral">{words.masked}</Notice> : null}
      <Texts words={words} order={order} exam={exam} />
      <Facts facts={[
        [words.requester, [order.requester, order.structure].filter((part) => part !== '').join(', ')],
        [words.body, [order.height, order.weight].filter((part) => part !== '').join(', ')], [words.pregnancy, order.pregnancy],
        [words.orderedAt, format.instant(order.orderedAt)], [words.arrivedAt, format.instant(order.arrivedAt)],
        [words.number, order.placerNumber], [words.accession, order.accessionNumber],
        [words.ins, order.patient.ins === null ? '' : `${order.patient.ins.value}, ${order.patient.ins.qualified ? words.qualified : words.notQualified}`], [words.from, words.source[order.source]],
      ]} />
      <Performed order={order} />
      {order.answer === null ? null : <Notice tone={order.answer.accepted ? 'ok' : 'warn'} title={words.answered[order.answer.accepted ? 'true' : 'false'](format.instant(order.answer.at), order.answer.own)}>{order.answer.text === '' ? null : <p className="or-text">{order.answer.text}</p>}</Notice>}
      {order.answerable ? <AnswerForm key={order.id} order={order} /> : null}
    </article>
  )
}

function Texts({ words, order, exam }: { words: OrderWords; order: Order; exam: string }) {
  const blocks: [string, ReactNode][] = [
    [words.exam, exam], [words.justification, order.justification], [words.purpose, order.purpose],
    [words.history, order.history.length === 0 ? '' : <ul key="history" className="or-history">{order.history.map(({ text, major }, index) => <li key={index}>{text}{major ? <span className="or-mark" data-kind="urgent">{words.major}</span> : null}</li>)}</ul>],
    [words.notes, order.notes.join('\n')],
  ]
  return blocks.filter(([, text]) => text !== '').map(([name, text]) => <section key={name} className="or-block" aria-label={name}><p className="ui-label" aria-hidden>{name}</p><div className="or-text">{text}</div></section>)
}

function Performed({ order: { performed } }: { order: Order }) {
  const words = orderStrings[useLanguage()]
  const format = useFormat()
  const facts: [string, string][] = [[words.examAt, format.instant(performed.examAt)], [words.act, performed.act], [words.products, performed.products.join(' ; ')], [words.devices, performed.devices.join(' ; ')], [words.retention, performed.retention]]
  if (facts.every(([, fact]) => fact === '')) return null
  return <section className="or-block" aria-label={words.performed}><p className="ui-label" aria-hidden>{words.performed}</p><Facts facts={facts} /></section>
}

function Facts({ facts }: { facts: readonly (readonly [string, string])[] }) {
  return <dl className="or-facts">{facts.filter(([, fact]) => fact !== '').map(([name, fact]) => <div key={name}><dt>{name}</dt><dd>{fact}</dd></div>)}</dl>
}

/** An accession number that is right and a patient who is another one. */
export function Conflict({ order }: { order: Order }) {
  const words = orderStrings[useLanguage()]
  const format = useFormat()
  const birth = (iso: string | null) => birthWords(words, format.day(iso))
  return (
    <Notice tone="alert" title={words.conflictTitle}>
      <p>{words.conflictText}</p>
      <p>{words.conflictOf(formatPatientName(order.patient.name), birth(order.patient.birthDate))}</p>
      {order.conflicts.map((exam) => <p key={exam.studyInstanceUID}>{words.conflictImages(formatPatientName(exam.patientName), birth(exam.patientBirthDate))}</p>)}
    </Notice>
  )
}

export function IdentityNotice({ news }: { news: IdentityNews }) {
  const words = orderStrings[useLanguage()]
  const format = useFormat()
  return (
    <Notice tone={news.signedUnderOther ? 'alert' : 'warn'} title={words.identity[news.kind]}>
      <p>{words.identityText(formatPatientName(news.name), birthWords(words, format.day(news.birthDate)), format.instant(news.at))}</p>
      {news.signedUnderOther ? <p>{words.identitySigned}</p> : null}
    </Notice>
  )
}

const birthWords = (words: OrderWords, day: string): string => (day === '' ? words.unknownBirth : `${words.born} ${day}`)
