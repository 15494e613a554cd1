/** What a painter is asked to show, whole and at once: one decoded frame, its grey scale, its place. */
import type { DisplayTable } from '../../../main/domain/grey-scale/index.ts'
import type { View } from '../../../main/domain/geometry/index.ts'
import type { DecodedFrame, FrameLevel } from '../pixels/index.ts'
import type { Cover } from './cover.ts'
import type { Depth } from './depth.ts'

export interface Picture {
  /** Names the object and frame; changes whenever the pixels do. */
  readonly key: string
  readonly frame: DecodedFrame
  /** P-values of the stored values; null for colour. */
  readonly table: DisplayTable | null
  readonly view: View
  /** Of the object, with the size of its image; null when it asks for none. */
  readonly cover: Cover | null
}

/** One viewport of a stage. `paint(null)` blanks it at once. */
export interface StageViewport {
  paint(picture: Picture | null): void
  /** The element's size or the screen's pixel ratio changed. */
  resize(): void
  /** What is on screen; null before anything whole is. */
  canvas(): HTMLCanvasElement | null
  dispose(): void
}

export interface Stage {
  readonly backend: 'gpu' | 'cpu'
  /** How fine the greys are that reach the canvas. */
  readonly depth: Depth
  /** Widest copy of a frame that it can take. */
  readonly largestSide: number
  /** What it painted is not what the formulas say: a painter that can be done without is given up. */
  reportDiffers(): void
  open(element: HTMLDivElement, onPainted: (picture: Picture) => void): StageViewport
  dispose(): void
}

/** The smallest copy of the frame that still has a pixel for every pixel of the screen. */
export function levelFor(picture: Picture, largestSide = Infinity): FrameLevel<Picture['frame']['levels'][0]['pixels']> {
  const { image, scale, devicePixelRatio } = picture.view
  const pixelsPerDevicePixel = scale / devicePixelRatio / Math.max(image.spacing.column, image.spacing.row)
  const { levels } = picture.frame
  let chosen: FrameLevel<Picture['frame']['levels'][0]['pixels']> = levels[0]
  for (const level of levels) {
    const fits = Math.max(chosen.rows, chosen.columns) <= largestSide
    if (fits && level.factor > pixelsPerDevicePixel * 1.001) break
    chosen = level
  }
  return chosen
}
