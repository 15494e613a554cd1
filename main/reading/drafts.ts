/** Saved versions of an opinion that is still being written. They go when it is sealed: beside an envelope nothing
 *  of the conclusion lies in the clear. */
import type { Avis, Reading } from '../contract/index.ts'
import type { Store } from '../store/index.ts'

/** So many versions are kept of each draft; older ones make room. */
const keptVersions = 50

export function keepDraft(store: Store, draft: { readingId: string; version: number; savedAt: string; avis: Avis; text: Reading['text'] }): void {
  store
    .prepare('INSERT INTO reading_drafts (reading_id, version, saved_at, avis, text) VALUES (?, ?, ?, ?, ?)')
    .run(draft.readingId, draft.version, draft.savedAt, JSON.stringify(draft.avis), JSON.stringify(draft.text))
  store.prepare('DELETE FROM reading_drafts WHERE reading_id = ? AND version <= ?').run(draft.readingId, draft.version - keptVersions)
}

export function dropDrafts(store: Store, readingId: string): void {
  store.prepare('DELETE FROM reading_drafts WHERE reading_id = ?').run(readingId)
}
