/** What happened to one display: every entry and every check, newest first. */
import { CircleCheck, CircleX, PenLine } from 'lucide-react'
import type { Display, DisplayEvent } from '../../main/contract/index.ts'
import { useOperation, useProblemText } from '../api/index.ts'
import { useAccount } from '../app/session.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { Button, Dialog, Notice, Waiting } from '../ui/index.ts'
import { luminanceWords } from './luminance-words.ts'

const atMost = 200

export function DisplayHistory({ display, onClose }: { display: Display; onClose: () => void }) {
  const t = useText('displays')
  const common = useText('common')
  const problem = useProblemText()
  const history = useOperation('displays.history', { displayId: display.id, limit: atMost })
  return (
    <Dialog open onClose={onClose} title={t('section.historyOf', { name: display.name })} size="side">
      {history.isPending ? <Waiting>{common('loading')}</Waiting>
        : history.error !== null ? <Notice tone="alert" action={<Button onClick={() => { void history.refetch() }}>{common('retry')}</Button>}>{problem(history.error)}</Notice>
          : history.data.events.length === 0 ? <p className="ui-muted">{t('history.empty')}</p>
            : <ol className="di-history">{history.data.events.map((event, index) => <li key={`${event.at}-${index}`}><Event event={event} /></li>)}</ol>}
    </Dialog>
  )
}

function Event({ event }: { event: DisplayEvent }) {
  const t = useText('displays')
  const format = useFormat()
  const me = useAccount()
  const who = event.by === me.id ? t('history.you') : t('history.other')
  return (
    <>
      <span className="ui-muted">{format.instant(event.at)} · {who}</span>
      {event.kind === 'entry' ? (
        <p><PenLine size={14} aria-hidden />{t('history.entry', {
          calibration: event.entry.calibratedOn === null ? t('section.noCalibration') : format.day(event.entry.calibratedOn),
          target: t(`form.targets.${event.entry.calibrationTarget}`), luminance: luminanceWords(event.entry, format, t('section.notMeasured')),
        })}</p>
      ) : event.failed.length === 0 ? <p data-tone="ok"><CircleCheck size={14} aria-hidden />{t('history.passed', { pattern: t(`history.patterns.${event.pattern}`) })}</p>
        : <p data-tone="alert"><CircleX size={14} aria-hidden />{t('history.failed', { pattern: t(`history.patterns.${event.pattern}`), questions: event.failed.map((question) => t(`history.questions.${question}`)).join(', ') })}</p>}
    </>
  )
}
