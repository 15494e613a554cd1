/** Rows of the registry. The present entry is kept beside all earlier ones; checks are only ever added. */
import { checkPattern, checkQuestion, displayEntry, ExpectedError, type AccountId, type Display, type DisplayCheck, type DisplayEntry, type DisplayEvent, type DisplayId, type ParsedInput } from '../contract/index.ts'
import { z } from 'zod'
import type { Store } from '../store/index.ts'

interface DisplayRow { readonly id: string; readonly entry: string; readonly entered_by: string; readonly entered_at: string }
interface CheckRow { readonly day: string; readonly checked_by: string; readonly checked_at: string; readonly pattern: string; readonly failed: string }

const checkColumns = 'day, checked_by, checked_at, pattern, failed'
const failedQuestions = z.array(checkQuestion)

export function registeredDisplays(store: Store): Display[] {
  return store
    .prepare<[], DisplayRow>('SELECT id, entry, entered_by, entered_at FROM displays WHERE withdrawn_at IS NULL ORDER BY rowid')
    .all()
    .map((row) => ({ ...displayEntry.parse(JSON.parse(row.entry)), id: row.id as DisplayId, enteredBy: row.entered_by as AccountId, enteredAt: row.entered_at, lastCheck: lastCheck(store, row.id) }))
}

export function registeredDisplay(store: Store, id: string): Display {
  const found = registeredDisplays(store).find((display) => display.id === id)
  if (found === undefined) throw new ExpectedError('request/not-found', { subject: id })
  return found
}

/** In the caller's transaction. */
export function writeDisplay(store: Store, { id, entry, by, at }: { id: string; entry: DisplayEntry; by: string; at: string }): void {
  const json = JSON.stringify(entry)
  store
    .prepare('INSERT INTO displays (id, entry, entered_by, entered_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET entry = excluded.entry, entered_by = excluded.entered_by, entered_at = excluded.entered_at')
    .run(id, json, by, at)
  store.prepare('INSERT INTO display_entries (display_id, entry, entered_by, entered_at) VALUES (?, ?, ?, ?)').run(id, json, by, at)
}

export function withdrawDisplay(store: Store, id: string, at: string): void {
  store.prepare('UPDATE displays SET withdrawn_at = ? WHERE id = ?').run(at, id)
}

export function writeCheck(store: Store, { displayId, pattern, failed }: ParsedInput<'displays.check'>, { by, at, day }: { by: string; at: string; day: string }): void {
  store
    .prepare(`INSERT INTO display_checks (display_id, ${checkColumns}) VALUES (?, ?, ?, ?, ?, ?)`)
    .run(displayId, day, by, at, pattern, JSON.stringify(failed))
}

function lastCheck(store: Store, displayId: string): DisplayCheck | null {
  const row = store.prepare<[string], CheckRow>(`SELECT ${checkColumns} FROM display_checks WHERE display_id = ? ORDER BY seq DESC LIMIT 1`).get(displayId)
  return row === undefined ? null : { at: row.checked_at, day: row.day, by: row.checked_by as AccountId, pattern: checkPattern.parse(row.pattern), failed: failedQuestions.parse(JSON.parse(row.failed)) }
}

/** Entries and checks together, newest first. */
export function eventsOf(store: Store, displayId: string, limit: number): DisplayEvent[] {
  const entries = store
    .prepare<[string, number], Omit<DisplayRow, 'id'>>('SELECT entry, entered_by, entered_at FROM display_entries WHERE display_id = ? ORDER BY seq DESC LIMIT ?')
    .all(displayId, limit)
    .map((row): DisplayEvent => ({ kind: 'entry', at: row.entered_at, by: row.entered_by as AccountId, entry: displayEntry.parse(JSON.parse(row.entry)) }))
  const checks = store
    .prepare<[string, number], CheckRow>(`SELECT ${checkColumns} FROM display_checks WHERE display_id = ? ORDER BY seq DESC LIMIT ?`)
    .all(displayId, limit)
    .map((row): DisplayEvent => ({ kind: 'check', at: row.checked_at, by: row.checked_by as AccountId, pattern: checkPattern.parse(row.pattern), failed: failedQuestions.parse(JSON.parse(row.failed)) }))
  return [...entries, ...checks].toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0)).slice(0, limit)
}
