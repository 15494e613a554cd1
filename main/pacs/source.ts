/** One of the places that images come from: a client with what its line and its hours allow. Which of them hold a study
 *  is known by the room that retrieves. */
import type { PacsClient } from './port.ts'

export interface Source {
  /** Stable: what is known of a study's whereabouts is kept under it. */
  readonly id: string
  /** As the people of the console call it. */
  readonly name: string
  readonly client: PacsClient
  /** Where reports and letters are sent: one source at most. */
  readonly archive: boolean
  /** What retrievals may take of its line, bytes per second; null: no limit. */
  readonly bytesPerSecond: number | null
  /** Objects that may be on their way from it at once. */
  readonly parallel: number
  /** Its opening hours. What a reader asks for now is asked for at any hour. */
  isOpen(at: Date): boolean
}
