/** Rows of the table disputed_sides. */
import type { SOPInstanceUID } from '../contract/index.ts'
import type { Store } from '../store/index.ts'

export function disputedSidesOf(store: Store, readingId: string): SOPInstanceUID[] {
  return store.prepare<[string], { sop_uid: string }>('SELECT sop_uid FROM disputed_sides WHERE reading_id = ? ORDER BY disputed_at, sop_uid').all(readingId).map(({ sop_uid }) => sop_uid as SOPInstanceUID)
}
