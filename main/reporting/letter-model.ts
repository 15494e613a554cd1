/** A letter of the structure as it is printed: to whom, of which day, about what. Days are ISO days. */
import type { Settings } from '../contract/index.ts'

export interface PrintedLetter {
  readonly structure: Settings['site']
  /** Name and lines of the address; empty where nobody is named. */
  readonly addressee: string
  readonly dated: string
  readonly subject: string
  readonly paragraphs: readonly string[]
  /** Said in the demonstration only; empty otherwise. */
  readonly warning: string
}
