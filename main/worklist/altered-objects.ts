/** Objects whose cached file was found altered or gone since the session began. They stay listed, so that a view which
 *  cannot be shown does not look like one that was never made, but count as missing: the next retrieval or import
 *  takes them anew. Not kept over a lock: whoever looks at such an image again finds it out again. */
import type { ServerEvent } from '../contract/index.ts'
import type { Store } from '../store/index.ts'

export interface AlteredObjects {
  found(at: { studyInstanceUID: string; sopInstanceUID: string }): void
  has(sopInstanceUID: string): boolean
  healed(sopInstanceUID: string): void
}

export function createAlteredObjects({ store, emit }: { store: Store; emit(event: ServerEvent): void }): AlteredObjects {
  const altered = new Set<string>()
  return {
    found({ studyInstanceUID, sopInstanceUID }) {
      altered.add(sopInstanceUID)
      // Only the PACS can make it whole again by itself; an imported study stays open to what is left of it.
      const { changes } = store.prepare(`UPDATE studies SET locality = 'partial', progress = NULL WHERE study_uid = ? AND locality = 'local' AND in_pacs = 1`).run(studyInstanceUID)
      if (changes > 0) emit({ type: 'worklist.changed' })
    },
    has: (sopInstanceUID) => altered.has(sopInstanceUID),
    healed: (sopInstanceUID) => void altered.delete(sopInstanceUID),
  }
}
