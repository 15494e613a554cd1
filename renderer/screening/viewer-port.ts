/** What the sheet asks of the images: one point where the reader clicks, marks drawn beside their names, to be told what
 *  the reader draws and changes there, and to be taken to an image. Whoever shows the images implements it; the sheet
 *  never reaches into the viewer. */
import type { Cote, Repere } from '../../main/contract/index.ts'
import type { Forme, MarkRefusal } from '../../main/domain/marks/index.ts'

export interface PlacedForme {
  readonly sopInstanceUID: Repere['sopInstanceUID']
  readonly frame: number
  readonly forme: Forme
}

export interface ImageMark extends PlacedForme {
  readonly id: string
  /** `D1`, `G2`… as on the scheme and in the report; `L1-1` for the first reader's after the reveal. */
  readonly label: string
  readonly cote: Cote | null
  readonly owner: 'MINE' | 'FIRST'
  /** Its anomaly is open. */
  readonly selected: boolean
  /** In hand; one at most. */
  readonly chosen: boolean
  /** Not to be changed. */
  readonly fixed: boolean
}

/** What the reader does to marks on the images; a refusal is said there in words. */
export interface MarkKeeper {
  draw(drawn: PlacedForme): MarkRefusal | null
  change(id: string, forme: Forme): MarkRefusal | null
  remove(id: string): void
  choose(id: string | null): void
}

export interface ViewerPort {
  /** The next click on an image of the current exam; null when the reader gives up (Escape) or `signal` aborts. */
  pickPoint(request: { readonly label: string; readonly cote: Cote; readonly signal: AbortSignal }): Promise<Repere | null>
  /** Replaces all marks of the sheet on the images. */
  showMarks(marks: readonly ImageMark[]): void
  /** Who is told; null: nobody keeps marks. */
  keepMarks(keeper: MarkKeeper | null): void
  /** Brings the image of this place into view. */
  goTo(place: Pick<Repere, 'sopInstanceUID' | 'frame'>): void
  /** Share of the hung image, from the chest wall, that the breast takes up; null while it is not known. */
  breastReach(sopInstanceUID: string): number | null
  /** The image that commands act on; null when none is shown. */
  activeImage(): string | null
  /** Images whose side the reader disputes: said on them as long as they are. */
  showDisputed(sopInstanceUIDs: readonly string[]): void
  /** Share of each mammogram of the exam, 0..1, that has been on screen at 1:1. */
  coverage(): ReadonlyMap<string, number>
}
