/** Rows of the tables of reading sessions. A session belongs to one account; whoever asks for another's is told that
 *  there is none. Callers that write hold the transaction. */
import { ExpectedError, type Account } from '../contract/index.ts'
import type { Store } from '../store/index.ts'

export interface SessionRow {
  readonly id: string
  readonly account_id: string
  readonly site: string | null
  readonly size: number
  readonly started_at: string
  readonly ended_at: string | null
  readonly position: number
  readonly paused_at: string | null
  readonly active_ms: number
  readonly seen_at: string
  readonly rested_ms: number
  readonly rested_count: number
}

/** A case with the reader's own live reading of it, if there is one. */
export interface CaseRow {
  readonly position: number
  readonly study_instance_uid: string
  readonly given_at: string
  readonly displayed_at: string | null
  readonly concluded_at: string | null
  readonly skipped_at: string | null
  readonly view: string | null
  readonly reading_id: string | null
  readonly version: number | null
  readonly phase: 'LECTURE' | 'LECTURE_AVEUGLE' | 'AVIS_FIGE' | 'REVELATION' | 'DEFINITIF' | null
  readonly frozen_at: string | null
}

const columns = 'id, account_id, site, size, started_at, ended_at, position, paused_at, active_ms, seen_at, rested_ms, rested_count'

export function ownSession(store: Store, id: string, account: Pick<Account, 'id'>): SessionRow {
  const row = store.prepare<[string, string], SessionRow>(`SELECT ${columns} FROM reading_sessions WHERE id = ? AND account_id = ?`).get(id, account.id)
  if (row === undefined) throw new ExpectedError('request/not-found')
  return row
}

export function liveSession(store: Store, account: Pick<Account, 'id'>): SessionRow | null {
  return store.prepare<[string], SessionRow>(`SELECT ${columns} FROM reading_sessions WHERE account_id = ? AND ended_at IS NULL`).get(account.id) ?? null
}

/** Newest first. */
export function endedSessions(store: Store, account: Pick<Account, 'id'>, limit: number): SessionRow[] {
  return store.prepare<[string, number], SessionRow>(`SELECT ${columns} FROM reading_sessions WHERE account_id = ? AND ended_at IS NOT NULL ORDER BY started_at DESC LIMIT ?`).all(account.id, limit)
}

export function casesOf(store: Store, session: Pick<SessionRow, 'id' | 'account_id'>): CaseRow[] {
  return store
    .prepare<[string, string], CaseRow>(
      `SELECT c.position, c.study_instance_uid, c.given_at, c.displayed_at, c.concluded_at, c.skipped_at, c.view, r.id AS reading_id, r.version, r.phase, r.frozen_at
       FROM session_cases c LEFT JOIN readings r ON r.study_instance_uid = c.study_instance_uid AND r.account_id = ? AND r.kind = 'SECOND' AND r.superseded_at IS NULL
       WHERE c.session_id = ? ORDER BY c.position`,
    )
    .all(session.account_id, session.id)
}

export function insertSession(store: Store, row: Pick<SessionRow, 'id' | 'account_id' | 'site' | 'size' | 'started_at'>): void {
  store.prepare('INSERT INTO reading_sessions (id, account_id, site, size, started_at, seen_at) VALUES (?, ?, ?, ?, ?, ?)').run(row.id, row.account_id, row.site, row.size, row.started_at, row.started_at)
}

type Changing = Partial<Pick<SessionRow, 'ended_at' | 'position' | 'paused_at' | 'active_ms' | 'seen_at' | 'rested_ms' | 'rested_count'>>

export function changeSession(store: Store, id: string, changing: Changing): void {
  const names = Object.keys(changing)
  store.prepare(`UPDATE reading_sessions SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`).run(...Object.values(changing), id)
}

export function insertCase(store: Store, sessionId: string, at: { position: number; studyInstanceUID: string; givenAt: string }): void {
  store.prepare('INSERT INTO session_cases (session_id, position, study_instance_uid, given_at) VALUES (?, ?, ?, ?)').run(sessionId, at.position, at.studyInstanceUID, at.givenAt)
}

type ChangingCase = Partial<Pick<CaseRow, 'given_at' | 'displayed_at' | 'concluded_at' | 'skipped_at' | 'view'>>

export function changeCase(store: Store, sessionId: string, position: number, changing: ChangingCase): void {
  const names = Object.keys(changing)
  store.prepare(`UPDATE session_cases SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE session_id = ? AND position = ?`).run(...Object.values(changing), sessionId, position)
}
