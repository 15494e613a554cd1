/** What the sheet asks of the images: one point where the reader clicks, marks drawn beside their names, and to
 *  be taken to one. Whoever shows the images implements it; the sheet never reaches into the viewer. */
import type { Cote, Repere } from '../../main/contract/index.ts'

export interface ImageMark {
  readonly id: string
  /** `D1`, `G2`… as on the scheme and in the report. */
  readonly label: string
  readonly cote: Cote
  readonly repere: Repere
  readonly selected: boolean
}

export interface ViewerPort {
  /** The next click on an image of the current exam; null when the reader gives up (Escape) or `signal` aborts. */
  pickPoint(request: { readonly label: string; readonly cote: Cote; readonly signal: AbortSignal }): Promise<Repere | null>
  /** Replaces all marks of the sheet on the images. */
  showMarks(marks: readonly ImageMark[]): void
  /** Brings the image of this mark into view. */
  goTo(repere: Repere): void
}
