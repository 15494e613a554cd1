/** Marks as the images show them, who keeps them, and what a caller may ask of the viewer. The viewer draws and changes
 *  marks; what they belong to is the keeper's. */
import type { Cote, OpenedStudy, Repere, SOPInstanceUID } from '../../../main/contract/index.ts'
import type { Forme, MarkRefusal } from '../../../main/domain/marks/index.ts'
import type { ViewerCommandId } from '../commands.ts'

/** A shape on one frame of one image; shown there and nowhere else. */
export interface PlacedForme {
  readonly sopInstanceUID: SOPInstanceUID
  readonly frame: number
  readonly forme: Forme
}

export interface ShownMark extends PlacedForme {
  readonly id: string
  /** `D1`, `G2`; `L1-1` of another reader; a side alone, or empty, for a mark that stands for itself. */
  readonly label: string
  readonly cote: Cote | null
  readonly owner: 'MINE' | 'FIRST'
  /** Its anomaly is open. */
  readonly selected: boolean
  /** In hand: with handles. One at most. */
  readonly chosen: boolean
  /** Not to be changed. */
  readonly fixed: boolean
}

/** Whoever keeps the marks of the study that is read. Without one, and on priors, the viewer keeps them for the case. */
export interface MarkKeeper {
  /** Null when the mark was taken. */
  draw(drawn: PlacedForme): MarkRefusal | null
  change(id: string, forme: Forme): MarkRefusal | null
  remove(id: string): void
  choose(id: string | null): void
}

export interface PickRequest {
  readonly label: string
  readonly cote: Cote
  readonly signal: AbortSignal
}

export interface ReadingViewerHandle {
  /** Does what a command says; false when it cannot be done now. */
  run(command: ViewerCommandId): boolean
  /** The next click on a current image of that breast; null when given up. */
  pickPoint(request: PickRequest): Promise<Repere | null>
  showMarks(marks: readonly ShownMark[]): void
  keepMarks(keeper: MarkKeeper | null): void
  /** Brings the image of this place into view. */
  goTo(place: Pick<Repere, 'sopInstanceUID' | 'frame'>): void
  /** Share of the hung image, 0..1 from the chest wall, that the breast takes up; null while it is not decoded. */
  breastReach(sopInstanceUID: string): number | null
  /** The image that commands act on; null when none is shown. */
  activeImage(): string | null
  /** Images whose side the reader disputes: said on them as long as they are. */
  showDisputed(sopInstanceUIDs: readonly string[]): void
  /** Share of each mammogram of the current study, 0..1, that has been on screen at 1:1 or larger. */
  coverage(): ReadonlyMap<string, number>
  /** Decodes the images of the next cases, after everything that is on screen. */
  prefetch(studies: readonly OpenedStudy[], signal: AbortSignal): Promise<void>
}
