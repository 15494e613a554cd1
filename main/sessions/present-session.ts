/** A session as its reader's window is told: the case on screen, how far, how fast, what can be undone. Of the exam
 *  ahead only the identifier, so that its images can be made ready. */
import { type Account, type DueCounts, type ReadingSession, type StudyInstanceUID, sessionView } from '../contract/index.ts'
import { dueOf, paceOf, pauseProposed } from '../domain/reading-session/index.ts'
import type { SessionsPorts } from './ports.ts'
import { casesOf, type CaseRow, type SessionRow } from './session-rows.ts'
import { waitingFor, type Waiting } from './waiting.ts'

const minuteMs = 60_000

/** An opinion of the case stands, provisional or signed. */
export const hasOpinion = (one: CaseRow): boolean => one.concluded_at !== null || one.phase === 'AVIS_FIGE' || one.phase === 'REVELATION' || one.phase === 'DEFINITIF'

export const isClosed = (one: CaseRow): boolean => one.skipped_at !== null || hasOpinion(one)

export function presentSession(ports: SessionsPorts, account: Account, session: SessionRow): ReadingSession {
  const cases = casesOf(ports.store, session)
  const open = session.ended_at === null
  const waiting = open ? [...waitingFor(ports, account, session.site, session.id)].filter(({ locality }) => locality === 'local') : []
  const shown = open ? cases.find(({ position }) => position === session.position) : undefined
  const concluded = cases.filter(hasOpinion).length
  const undoable = open ? cases.filter((one) => isUndoable(ports, one)).toSorted((a, b) => concludedAt(a).localeCompare(concludedAt(b))).at(-1) : undefined
  const clock = { activeMs: session.active_ms, concluded, restedMs: session.rested_ms, restedCount: session.rested_count }
  const next = cases.find(({ position }) => position === session.position + 1)?.study_instance_uid ?? (cases.length < session.size ? waiting[0]?.study_uid : undefined)
  return {
    id: session.id as ReadingSession['id'], size: session.size as ReadingSession['size'], site: session.site,
    startedAt: session.started_at, endedAt: session.ended_at, pausedAt: session.paused_at,
    position: session.position, total: Math.min(session.size, cases.length + waiting.length),
    current: shown === undefined ? null : presentCase(ports, account, shown),
    ahead: (next ?? null) as StudyInstanceUID | null,
    concluded, skipped: cases.filter(({ skipped_at }) => skipped_at !== null).length,
    undoable: undoable === undefined ? null : { readingId: undoable.reading_id as NonNullable<ReadingSession['undoable']>['readingId'], version: undoable.version ?? 0, position: undoable.position },
    activeMs: session.active_ms, ...paceOf(clock),
    pauseProposed: session.paused_at === null ? pauseProposed(clock, ports.settings()) : null,
  }
}

function presentCase(ports: SessionsPorts, account: Account, one: CaseRow): ReadingSession['current'] {
  const study = ports.row(account.id, one.study_instance_uid)
  // The exam left this console: it is passed over.
  if (study === null) return null
  return {
    study, displayedAt: one.displayed_at, concluded: hasOpinion(one), skipped: one.skipped_at !== null,
    view: one.view === null ? null : sessionView.parse(JSON.parse(one.view)),
  }
}

const concludedAt = (one: CaseRow): string => one.frozen_at ?? one.concluded_at ?? ''

/** Not revealed, not signed, and not older than the time after which it counts as final. */
export function isUndoable(ports: Pick<SessionsPorts, 'now' | 'settings'>, one: CaseRow): boolean {
  const standing = one.phase === 'AVIS_FIGE' || (one.phase === 'LECTURE' && one.concluded_at !== null)
  return standing && ports.now().getTime() - Date.parse(concludedAt(one)) < ports.settings().undoMinutes * minuteMs
}

export function countDue(ports: Pick<SessionsPorts, 'now' | 'settings'>, waiting: readonly Waiting[]): DueCounts {
  const today = ports.now().toISOString().slice(0, 10)
  const counts: DueCounts = { late: 0, urgent: 0, soon: 0, calm: 0, unknown: 0 }
  for (const { study_date } of waiting) counts[dueOf(study_date, today, ports.settings())?.urgency ?? 'unknown'] += 1
  return counts
}
