/** Which sources are known to hold a study: told by searches, by lists of a day and by retrievals. A study of which no
 *  present source is known to hold anything may be at any of them. */
import type { Store } from '../../store/index.ts'
import { instantIn, type Clock } from '../clock.ts'

export interface Whereabouts {
  /** In the caller's transaction. */
  seen(sourceId: string, studyInstanceUIDs: readonly string[]): void
  /** The source said that it has nothing of it. */
  gone(sourceId: string, studyInstanceUID: string): void
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
    candidates(studyInstanceUID, present) {
      const holding = new Set(known.all(studyInstanceUID).map((row) => row.source_id))
      const those = present.filter((id) => holding.has(id))
      return those.length > 0 ? those : [...present]
    },
  }
}
