/** Moving through a session. Every move counts the time at work, and gives the oldest exam that waits at that moment:
 *  none is kept back before it is on screen, so that a reader who leaves holds up one exam at most. */
import { ExpectedError, type Account } from '../contract/index.ts'
import { hasOpinion, isClosed } from './present-session.ts'
import type { SessionsPorts } from './ports.ts'
import { casesOf, changeCase, changeSession, insertCase, type SessionRow } from './session-rows.ts'
import { waitingFor } from './waiting.ts'

/** Longer than this without a sign of the reader is no time at work: a lock, a crash, a telephone call. */
const presenceMs = 5 * 60_000

/** Throws unless the session is open, at work, and where the window shows it (`from`). */
export function requireAt(session: SessionRow, from?: number): void {
  if (session.ended_at !== null) throw new ExpectedError('sessions/ended', { subject: session.id })
  if (session.paused_at !== null) throw new ExpectedError('sessions/paused', { subject: session.id })
  if (from !== undefined && from !== session.position) throw new ExpectedError('sessions/moved', { subject: session.id })
}

/** In the caller's transaction. */
export function countTime({ store, now }: SessionsPorts, session: SessionRow): void {
  const at = now()
  const since = Math.max(0, at.getTime() - Date.parse(session.seen_at))
  const worked = session.paused_at === null ? Math.min(since, presenceMs) : 0
  changeSession(store, session.id, { active_ms: session.active_ms + worked, seen_at: at.toISOString() })
}

/** In the caller's transaction: shows the case at a position, giving a new one past the last. A case is displayed anew
 *  each time it is shown, and its guard time with it. */
export function showCase(ports: SessionsPorts, account: Account, session: SessionRow, position: number): void {
  const { store } = ports
  const cases = casesOf(store, session)
  const at = ports.now().toISOString()
  const wanted = Math.min(Math.max(1, position), cases.length + 1)
  changeSession(store, session.id, { position: wanted })
  if (wanted <= cases.length) {
    changeCase(store, session.id, wanted, { given_at: at, displayed_at: null })
    return
  }
  if (cases.length >= session.size) return
  for (const { study_uid, locality } of waitingFor(ports, account, session.site, session.id)) {
    if (locality !== 'local') continue
    insertCase(store, session.id, { position: wanted, studyInstanceUID: study_uid, givenAt: at })
    return
  }
}

export function requireClosed({ store }: SessionsPorts, session: SessionRow): void {
  const shown = casesOf(store, session).find(({ position }) => position === session.position)
  if (shown !== undefined && !isClosed(shown)) throw new ExpectedError('sessions/case-open', { subject: session.id })
}

/** In the caller's transaction. */
export function skipCase(ports: SessionsPorts, account: Account, session: SessionRow): void {
  const shown = casesOf(ports.store, session).find(({ position }) => position === session.position)
  if (shown !== undefined) {
    if (hasOpinion(shown)) throw new ExpectedError('sessions/case-closed', { subject: session.id })
    changeCase(ports.store, session.id, shown.position, { skipped_at: ports.now().toISOString() })
  }
  showCase(ports, account, session, session.position + 1)
}

/** In the caller's transaction. */
export function pause({ store, now }: SessionsPorts, session: SessionRow): void {
  if (session.paused_at === null) changeSession(store, session.id, { paused_at: now().toISOString() })
}

/** In the caller's transaction: a rest counts from its end. */
export function resume({ store, now }: SessionsPorts, session: SessionRow): void {
  if (session.paused_at === null) return
  const concluded = casesOf(store, session).filter(hasOpinion).length
  changeSession(store, session.id, { paused_at: null, seen_at: now().toISOString(), rested_ms: session.active_ms, rested_count: concluded })
}
