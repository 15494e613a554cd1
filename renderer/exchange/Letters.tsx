/** Letters that came to this session's mailbox, and whether it could be looked through. What they say is not here. */
import { Inbox, RefreshCw } from 'lucide-react'
import type { ExchangeStatus, LetterRow } from '../../main/contract/index.ts'
import { useAct, useOperation, useProblemText, useRefresh } from '../api/index.ts'
import { useBilingual, useFormat, useText } from '../i18n/index.ts'
import { Button, EmptyState, Notice, Status, Waiting, type Tone } from '../ui/index.ts'

const tones: Record<LetterRow['state'], Tone> = { TAKEN: 'ok', LATER: 'warn', REFUSED: 'alert' }
/** The study of a letter that speaks of no exam. */
const noExam = '2.25.0'

export function Letters({ status: { hasMailbox, lookedAt, problem: away } }: { status: ExchangeStatus }) {
  const t = useText('exchange')
  const format = useFormat()
  const say = useBilingual()
  const problem = useProblemText()
  const refresh = useRefresh()
  const look = useAct('exchange.look')
  return (
    <section className="se-block">
      <h3>{t('letters.title')}</h3>
      {hasMailbox ? (
        <>
          <div className="ui-spread">
            <p className="ui-muted">{t('letters.text')} {lookedAt === null ? t('letters.never') : t('letters.lookedAt', { time: format.time(lookedAt) })}</p>
            <Button icon={<RefreshCw size={14} aria-hidden />} disabled={look.isPending} onClick={() => { look.mutate({}, { onSettled: () => { refresh('exchange.status', 'exchange.letters') } }) }}>{look.isPending ? t('letters.looking') : t('letters.look')}</Button>
          </div>
          {look.error !== null ? <Notice tone="alert" title={t('letters.away')}>{problem(look.error)}</Notice> : away === null ? null : <Notice tone="warn" title={t('letters.away')}>{say(away)}</Notice>}
          <Rows />
        </>
      ) : <p className="ui-muted">{t('letters.noMailbox')}</p>}
    </section>
  )
}

function Rows() {
  const t = useText('exchange')
  const common = useText('common')
  const format = useFormat()
  const say = useBilingual()
  const problem = useProblemText()
  const list = useOperation('exchange.letters', {})
  if (list.isPending) return <Waiting>{common('loading')}</Waiting>
  if (list.error !== null) return <Notice tone="alert" action={<Button onClick={() => { void list.refetch() }}>{common('retry')}</Button>}>{problem(list.error)}</Notice>
  if (list.data.rows.length === 0) return <EmptyState icon={Inbox} title={t('letters.none')}>{t('letters.noneText')}</EmptyState>
  return (
    <table className="se-table ex-letters">
      <caption className="ui-visually-hidden">{t('letters.title')}</caption>
      <thead><tr><th scope="col">{t('letters.from')}</th><th scope="col">{t('letters.exam')}</th><th scope="col">{t('letters.sentAt')}</th><th scope="col">{t('letters.state')}</th></tr></thead>
      <tbody>
        {list.data.rows.map((row) => (
          <tr key={row.id}>
            <td>{row.from === '' ? <span className="ui-muted">{t('letters.unknown')}</span> : row.from}</td>
            <td>{row.studyInstanceUID === null || row.studyInstanceUID === noExam ? t('letters.noExam') : row.accessionNumber !== '' ? <span title={row.studyInstanceUID}>{row.accessionNumber}</span> : <code className="ex-exam" title={row.studyInstanceUID}>{row.studyInstanceUID}</code>}</td>
            <td>{row.sentAt === null ? t('letters.noExam') : format.instant(row.sentAt)}</td>
            <td><Status tone={tones[row.state]}>{t(`letters.states.${row.state}`)}</Status>{row.problem === null ? null : <p className="ex-problem">{say(row.problem)}</p>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
