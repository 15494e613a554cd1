/** Marks of the sheet on the images, and what a caller may ask of the viewer. */
import type { Cote, Repere } from '../../main/contract/index.ts'
import type { OpenedStudy } from '../../main/contract/index.ts'
import type { ViewerCommandId } from './commands.ts'

export interface ViewerMark {
  readonly id: string
  /** `D1`, `G2`… */
  readonly label: string
  readonly cote: Cote
  readonly repere: Repere
  readonly selected: boolean
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
  showMarks(marks: readonly ViewerMark[]): void
  goTo(repere: Repere): void
  /** Share of each mammogram of the current study, 0..1, that has been on screen at 1:1 or larger. */
  coverage(): ReadonlyMap<string, number>
  /** Decodes the images of the next cases, after everything that is on screen. */
  prefetch(studies: readonly OpenedStudy[], signal: AbortSignal): Promise<void>
}
