/** The bar of a session above the images: place, due, pace, and its acts, each with its key. The due colour never stands
 *  without its word. */
import { AlarmClock, Pause, SkipForward, Square, Undo2, Volume2, VolumeX } from 'lucide-react'
import { useState } from 'react'
import type { ReadingSession, SessionSettings } from '../../main/contract/index.ts'
import { dueOf, type Urgency } from '../../main/domain/reading-session/index.ts'
import { useCommand, useShortcut } from '../app/commands/index.ts'
import { useLanguage } from '../i18n/index.ts'
import { Button, IconButton, Status, type Tone } from '../ui/index.ts'
import './session.css'
import { keepSounds, soundsOn } from './sounds.ts'
import { sessionStrings } from './strings.ts'
import type { SeanceControls } from './use-seance.ts'

const tones: Record<Urgency, Tone> = { late: 'alert', urgent: 'alert', soon: 'warn', calm: 'neutral' }

export function clockText(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

export function SessionBar({ session, controls, settings, today, onEnd }: { session: ReadingSession; controls: SeanceControls; settings: SessionSettings; today: string; onEnd: () => void }) {
  const words = sessionStrings[useLanguage()]
  const [sounds, setSounds] = useState(soundsOn)
  const keys = { undo: useShortcut('session.undo'), skip: useShortcut('session.skip'), pause: useShortcut('session.pause'), end: useShortcut('session.end') }
  const here = { sessionId: session.id, from: session.position }
  const { undoable, current } = session
  const undo = () => { if (undoable !== null) controls.run('sessions.undo', { sessionId: session.id, readingId: undoable.readingId, expectedVersion: undoable.version }) }
  const skip = () => { controls.run('sessions.skip', here) }
  const pause = () => { controls.run('sessions.pause', { sessionId: session.id }) }
  const closed = current?.concluded === true || current?.skipped === true
  useCommand('session.undo', undo, { enabled: undoable !== null })
  useCommand('session.skip', skip, { enabled: current?.concluded !== true })
  useCommand('session.pause', pause)
  useCommand('session.end', onEnd)
  useCommand('screening.nextStudy', controls.seance.next, { enabled: closed })
  useCommand('screening.previousStudy', () => { controls.run('sessions.previous', here) }, { enabled: session.position > 1 })
  const due = current === null ? null : dueOf(current.study.studyDate, today, settings)
  const key = (shortcut: string | undefined) => (shortcut === undefined ? {} : { shortcut })
  return (
    <section className="session-bar" aria-label={words.title}>
      <strong className="session-place">{session.position}/{session.total}</strong>
      {due === null ? null : <Status tone={tones[due.urgency]} icon={AlarmClock}>{words.due[due.urgency]} · {words.days(due.left)}</Status>}
      <span className="ui-muted">{words.elapsed} {clockText(session.activeMs)}</span>
      {session.perHour === null || session.meanMs === null ? null : <span className="ui-muted">{words.perHour(session.perHour)} · {words.mean(clockText(session.meanMs))}</span>}
      <span className="session-said" role="status" data-problem={controls.problem !== null || undefined}>
        {controls.problem ?? controls.banner ?? (session.pauseProposed === null ? '' : words.pauseProposed[session.pauseProposed])}
      </span>
      <Button variant="quiet" icon={<Undo2 size={14} aria-hidden />} disabled={undoable === null} onClick={undo} {...key(keys.undo)}>{words.undo}</Button>
      <Button variant="quiet" icon={<SkipForward size={14} aria-hidden />} disabled={current?.concluded === true} onClick={skip} {...key(keys.skip)}>{words.skip}</Button>
      <Button variant="quiet" icon={<Pause size={14} aria-hidden />} onClick={pause} {...key(keys.pause)}>{words.pause}</Button>
      <Button variant="quiet" icon={<Square size={14} aria-hidden />} onClick={onEnd} {...key(keys.end)}>{words.end}</Button>
      <IconButton label={words.sounds} pressed={sounds} icon={sounds ? <Volume2 size={14} aria-hidden /> : <VolumeX size={14} aria-hidden />} onClick={() => { keepSounds(!sounds); setSounds(!sounds) }} />
    </section>
  )
}
