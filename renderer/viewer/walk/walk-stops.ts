/** The 1:1 walk: every part of every image of a step, one acquired pixel per screen pixel, from the chest wall outwards
 *  and from top to bottom. On a screen of five megapixels that is four parts per mammogram, on a smaller one more:
 *  nothing is left between two stops. (M12) */
import { hungSize, type Size, type View } from '../../../main/domain/geometry/index.ts'
import { imageOfFrame } from '../../../main/domain/frames/index.ts'
import type { HungCell } from '../../../main/domain/hanging/index.ts'
import { imageView, pixelScale } from '../image-view.ts'
import { layOut } from '../layout.ts'
import type { Placement } from '../state.ts'

export interface WalkStop {
  readonly cell: HungCell
  /** What is on screen together at this stop. */
  readonly row: readonly HungCell[]
  /** From 1. */
  readonly part: number
  readonly parts: number
  readonly placement: Placement
  /** What is on screen at this stop; null where that is up to the fit. */
  readonly view: View | null
}

/** @param area of all viewports, CSS pixels: each image of the walk has it alone. */
export function walkStops(cells: readonly HungCell[], area: Size, devicePixelRatio: number): WalkStop[] {
  return cells.flatMap((cell) => {
    const first = cell.stack?.frames[0]
    const [placed] = layOut([[cell]], area, devicePixelRatio)
    if (first === undefined || placed === undefined || !(placed.width > 0) || !(placed.height > 0)) return []
    const look = imageView(imageOfFrame(first.image, first.frame), cell)
    const size = hungSize(look.image)
    const scale = pixelScale(look.image, devicePixelRatio)
    const viewport: Size = { width: placed.width, height: placed.height }
    /** Millimetres per device pixel. */
    const device = scale / devicePixelRatio
    const stations = (whole: number, window: number): number[] => offsets(Math.ceil(whole / device - SAME), Math.floor(window * devicePixelRatio + SAME)).map((offset) => offset * device)
    const [across, along] = [stations(size.width, viewport.width), stations(size.height, viewport.height)]
    const parts = across.length * along.length
    return across.flatMap((x, column) => along.map((y, row): WalkStop => {
      // Pan counts from the chest wall edge, or from the middle where there is none; downwards always from the middle.
      const inward = (look.justification === 'centre' ? Math.max(size.width - viewport.width * scale, 0) / 2 : 0) - x
      const down = Math.max(size.height - viewport.height * scale, 0) / 2 - y
      const placement: Placement = { zoom: 1, pan: { inward, down } }
      return {
        cell, row: [cell], parts, part: column * along.length + row + 1, placement,
        view: { image: look.image, viewport, justification: look.justification, scale, pan: placement.pan, devicePixelRatio },
      }
    }))
  })
}

/** Lengths that differ by less than this share of a pixel are the same. */
const SAME = 1e-6

/** Whole offsets, evenly spread, at which windows of one length cover the whole of another. */
function offsets(whole: number, window: number): number[] {
  const count = Math.max(Math.ceil(whole / Math.max(window, 1)), 1)
  return Array.from({ length: count }, (_, index) => (count === 1 ? 0 : Math.round((index * (whole - window)) / (count - 1))))
}
