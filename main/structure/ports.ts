/** What the structure's desk needs from the rest of the program. */
import type { Account, Avis, ImageDescriptor, ServerEvent, Settings } from '../contract/index.ts'
import type { PrintedLetter } from '../reporting/index.ts'
import type { PolicyName } from '../domain/second-reading/index.ts'
import type { DeskCourse } from '../programme/index.ts'
import type { Store } from '../store/index.ts'

export type ImageHere = Pick<ImageDescriptor, 'sopInstanceUID' | 'imageLaterality' | 'viewCode' | 'viewPosition'> & Partial<Pick<ImageDescriptor, 'acquisitionDate'>>

export interface StructurePorts {
  readonly store: Store
  readonly sealing: { sealBytes(bytes: Uint8Array): Promise<string>; openBytes(sealed: string): Promise<Uint8Array> }
  /** A final opinion as the account may open it; `reading/seal-broken` where the envelope was altered. */
  readonly opinionOf: (account: Pick<Account, 'id' | 'roles'>, readingId: string, moment: 'FROZEN' | 'SIGNED' | 'FINAL') => Promise<Avis>
  /** Where exams stand in the programme; every act of the desk moves it in its own transaction. */
  readonly course: DeskCourse
  /** The policy under which an exam is received now. */
  readonly policy: () => PolicyName
  /** Images of a study that are here. */
  readonly images: (studyInstanceUID: string) => readonly ImageHere[]
  readonly printLetter: (letter: PrintedLetter, at: Date) => Promise<Uint8Array>
  readonly site: () => Settings['site']
  readonly emit: (event: ServerEvent) => void
  readonly now: () => Date
  readonly newId: () => string
}
