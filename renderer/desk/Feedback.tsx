/** A reader's confidential figures: shown when asked for, since each showing is on record. */
import { EyeOff } from 'lucide-react'
import type { FigureSelection, ReaderFeedback } from '../../main/contract/index.ts'
import { useAct, useProblemText } from '../api/index.ts'
import { useFormat } from '../i18n/index.ts'
import { Button, Notice, Waiting } from '../ui/index.ts'
import { useDeskWords } from './use-desk-words.ts'
import { usePercent } from './use-percent.ts'

export function Feedback({ selection }: { selection: FigureSelection }) {
  const words = useDeskWords()
  const problem = useProblemText()
  const ask = useAct('structure.feedback')
  return (
    <section>
      <h2>{words.feedback}</h2>
      <div className="dk-feedback-ask">
        <p className="ui-muted">{words.feedbackText}</p>
        {ask.data !== undefined ? null : <Button icon={<EyeOff size={14} aria-hidden />} disabled={ask.isPending} onClick={() => { ask.mutate({ reader: selection.reader, from: selection.from, to: selection.to }) }}>{words.showFeedback}</Button>}
      </div>
      {ask.isPending ? <Waiting>{words.loading}</Waiting> : null}
      {ask.error === null ? null : <Notice tone="alert">{problem(ask.error)}</Notice>}
      {ask.data === undefined ? null : <ReaderFigures readers={ask.data.readers} />}
    </section>
  )
}

export function ReaderFigures({ readers }: { readers: readonly ReaderFeedback[] }) {
  return <div className="dk-readers">{readers.flatMap((one) => [one.second === null ? null : <Second key={`2 ${one.reader}`} reader={one.reader} second={one.second} />, one.first === null ? null : <First key={`1 ${one.reader}`} reader={one.reader} first={one.first} />])}</div>
}

function Card({ title, figures }: { title: string; figures: readonly (readonly [string, string])[] }) {
  return <div className="dk-card"><h3>{title}</h3><dl className="ui-facts">{figures.map(([name, value]) => <div key={name} className="dk-fact"><dt>{name}</dt><dd className="dk-number">{value}</dd></div>)}</dl></div>
}

function useShare(): (share: { numerator: number; denominator: number; value: number | null }) => string {
  const format = useFormat()
  const percent = usePercent()
  return ({ numerator, denominator, value }) => `${format.number(numerator)} / ${format.number(denominator)} · ${percent(value)}`
}

function Second({ reader, second }: { reader: string; second: NonNullable<ReaderFeedback['second']> }) {
  const { asSecond, figures: words } = useDeskWords()
  const format = useFormat()
  const share = useShare()
  const { acr, bddAcr } = second
  return (
    <Card title={`${reader} · ${asSecond}`} figures={[
      [words.read, format.number(second.read)], [words.acr12, format.number(acr.ACR1 + acr.ACR2)], [words.acr0345, format.number(acr.ACR0 + acr.ACR3 + acr.ACR4 + acr.ACR5)],
      [words.positives, share(second.positives)], ...(second.positiveAfterNegativeBdi === null ? [] : [[words.afterBdi, share(second.positiveAfterNegativeBdi)] as const]), [words.recalls, share(second.technicalRecalls)],
      [words.bddDone, format.number(second.bddDone)], [words.bddAcr, Object.entries(bddAcr).filter(([, count]) => count > 0).map(([name, count]) => format.labelled(name.slice(3), String(count))).join(', ') || '–'],
      [words.percutaneous, format.number(second.percutaneousBiopsies)], [words.surgical, format.number(second.surgicalBiopsies)], [words.cancers, format.number(second.cancers)],
    ]} />
  )
}

function First({ reader, first }: { reader: string; first: NonNullable<ReaderFeedback['first']> }) {
  const { asFirst, figures: words } = useDeskWords()
  const format = useFormat()
  const share = useShare()
  return (
    <Card title={`${reader} · ${asFirst}`} figures={[
      [words.read, format.number(first.read)], [words.secondRead, format.number(first.secondRead)], [words.concordant, share(first.concordant)], [words.discordant, share(first.discordant)],
      [words.recalls, share(first.technicalRecalls)], [words.cancersBySecond, format.number(first.cancersFoundBySecond)],
    ]} />
  )
}
