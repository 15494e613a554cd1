/** What the structure's desk needs from the rest of the program. */
import type { Account, Avis, ImageDescriptor, ServerEvent, Settings } from '../contract/index.ts'
import type { PrintedLetter } from '../reporting/index.ts'
import type { Store } from '../store/index.ts'

export interface StructurePorts {
  readonly store: Store
  readonly sealing: { sealBytes(bytes: Uint8Array): Promise<string>; openBytes(sealed: string): Promise<Uint8Array> }
  /** A final opinion as the account may open it; `reading/seal-broken` where the envelope was altered. */
  readonly opinionOf: (account: Pick<Account, 'id' | 'roles'>, readingId: string, moment: 'FROZEN' | 'SIGNED') => Promise<Avis>
  /** Images of a study that are here. */
  readonly images: (studyInstanceUID: string) => readonly Pick<ImageDescriptor, 'viewCode' | 'viewPosition'>[]
  readonly printLetter: (letter: PrintedLetter, at: Date) => Promise<Uint8Array>
  readonly site: () => Settings['site']
  readonly emit: (event: ServerEvent) => void
  readonly now: () => Date
  readonly newId: () => string
}
