/** What is said of the display above the images as long as they are on it (Q5). A programme reading on an unfit
 *  display: an alert. Any other study: one calm line. Under the override: a mark that stays. */
import { CircleX, ClipboardCheck, GraduationCap, MonitorX, TriangleAlert } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { useText } from '../i18n/index.ts'
import { Button } from '../ui/index.ts'
import { useDisplays, type Displays } from './displays-context.ts'
import { ReasonList } from './ReasonList.tsx'

export function DisplayNotice({ programme, onSettings }: { programme: boolean; onSettings: () => void }) {
  const t = useText('displays')
  const displays = useDisplays()
  if (displays === null) return null
  const { state, error } = displays
  if (state === null) {
    return error === null || !programme ? null : (
      <Line tone="alert" icon={<MonitorX size={14} aria-hidden />} words={t('notice.unreported')} acts={<Button onClick={() => { void displays.refresh() }}>{t('notice.retry')}</Button>} />
    )
  }
  if (state.fit) return null
  if (state.override !== null) return <Why displays={displays} tone="warn" icon={<GraduationCap size={14} aria-hidden />} words={t('notice.training')} more={t('notice.trainingText')} onSettings={onSettings} />
  if (programme) return <Why displays={displays} tone="alert" icon={<CircleX size={14} aria-hidden />} words={t('notice.unfit')} onSettings={onSettings} />
  return <Why displays={displays} tone="warn" icon={<TriangleAlert size={14} aria-hidden />} words={t('notice.warn')} onSettings={onSettings} />
}

type Tone = 'warn' | 'alert'

function Why({ displays, tone, icon, words, more, onSettings }: { displays: Displays; tone: Tone; icon: ReactNode; words: string; more?: string; onSettings: () => void }) {
  const t = useText('displays')
  const id = useId()
  const [open, setOpen] = useState(false)
  const reasons = displays.state?.screens.flatMap((screen) => screen.reasons) ?? []
  const due = displays.state?.screens.some(({ checkDue }) => checkDue) === true
  return (
    <Line tone={tone} icon={icon} words={words} {...(more === undefined ? {} : { more })}
      acts={<>
        <button type="button" className="ui-button" data-variant="quiet" data-size="medium" aria-expanded={open} aria-controls={id} onClick={() => { setOpen(!open) }}>{t('notice.why')}</button>
        {due ? <Button variant="quiet" icon={<ClipboardCheck size={14} aria-hidden />} onClick={displays.startCheck}>{t('notice.check')}</Button> : null}
        <Button variant="quiet" onClick={onSettings}>{t('notice.settings')}</Button>
      </>}>
      <div id={id} hidden={!open}><ReasonList reasons={reasons} /></div>
    </Line>
  )
}

function Line({ tone, icon, words, more, acts, children }: { tone: Tone; icon: ReactNode; words: string; more?: string; acts: ReactNode; children?: ReactNode }) {
  return (
    <div className="di-notice" data-tone={tone} role="status">
      <div className="di-notice-line">{icon}<strong>{words}</strong>{more === undefined ? null : <span>{more}</span>}<span className="di-notice-acts">{acts}</span></div>
      {children}
    </div>
  )
}
