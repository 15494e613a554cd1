/** Which sources are known to hold a study: told by searches, by lists of a day and by retrievals. A study of which no
 *  present source is known to hold anything may be at any of them. */
import type { Store } from '../../store/index.ts'
import { instantIn, type Clock } from '../clock.ts'

export interface Whereabouts {
  /** In the caller's transaction. */
  seen(sourceId: string, studyInstanceUIDs: readonly string[]): void
  /** The source said that it has nothing of it. */
  gone(sourceId: string, studyInstanceUID: string): void
  /** Of these studies, the one that the source was not asked about for the longest time; null: it holds none of them. */
  longestUnseen(sourceId: string, studyInstanceUIDs: readonly string[]): string | null
  lookedAt(sourceId: string, studyInstanceUID: string): void
  /** The present sources that may hold the study, in the order of `present`. */
  candidates(studyInstanceUID: string, present: readonly string[]): string[]
}

export function createWhereabouts({ store, clock }: { store: Store; clock: Clock }): Whereabouts {
  const known = store.prepare<[string], { source_id: string }>('SELECT source_id FROM study_sources WHERE study_uid = ?')
  return {
    seen(sourceId, studyInstanceUIDs) {
      const put = store.prepare('INSERT INTO study_sources (study_uid, source_id, seen_at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET seen_at = excluded.seen_at')
      for (const uid of studyInstanceUIDs) put.run(uid, sourceId, instantIn(clock, 0))
    },
    gone(sourceId, studyInstanceUID) {
      store.prepare('DELETE FROM study_sources WHERE study_uid = ? AND source_id = ?').run(studyInstanceUID, sourceId)
    },
    longestUnseen: (sourceId, studyInstanceUIDs) => store.prepare<[string, string], { study_uid: string }>(
      `SELECT study_uid FROM study_sources WHERE source_id = ? AND study_uid IN (SELECT value FROM json_each(?)) ORDER BY coalesce(looked_at, ''), study_uid LIMIT 1`,
    ).get(sourceId, JSON.stringify(studyInstanceUIDs))?.study_uid ?? null,
    lookedAt(sourceId, studyInstanceUID) {
      store.prepare('UPDATE study_sources SET looked_at = ? WHERE study_uid = ? AND source_id = ?').run(instantIn(clock, 0), studyInstanceUID, sourceId)
    },
    candidates(studyInstanceUID, present) {
      const holding = new Set(known.all(studyInstanceUID).map((row) => row.source_id))
      const those = present.filter((id) => holding.has(id))
      return those.length > 0 ? those : [...present]
    },
  }
}
