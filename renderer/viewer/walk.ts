/** The 1:1 walk: every part of every image of a step, one acquired pixel per screen pixel, from the chest wall outwards
 *  and from top to bottom. On a screen of five megapixels that is four parts per mammogram, on a smaller one more:
 *  nothing is left between two stops. (M12) */
import { hungSize, type Size } from '../../main/domain/geometry/index.ts'
import type { HungCell } from '../../main/domain/hanging/index.ts'
import { imageView } from './image-view.ts'
import type { Placement } from './state.ts'

export interface WalkStop {
  readonly cell: HungCell
  /** From 1. */
  readonly part: number
  readonly parts: number
  readonly placement: Placement
}

export function walkStops(cells: readonly HungCell[], area: Size, devicePixelRatio: number): WalkStop[] {
  return cells.flatMap((cell) => {
    const image = cell.stack?.frames[0].image
    if (image === undefined || !(area.width > 0) || !(area.height > 0)) return []
    const view = imageView(image, cell)
    const size = hungSize(view.image)
    const scale = view.image.spacing.column * devicePixelRatio
    const [across, along] = [stations(size.width, area.width * scale), stations(size.height, area.height * scale)]
    const parts = across.length * along.length
    return across.flatMap((x, column) => along.map((y, row): WalkStop => ({
      cell, parts, part: column * along.length + row + 1,
      // Pan counts from the chest wall edge, or from the middle where there is none; downwards always from the middle.
      placement: { zoom: 1, pan: { inward: -x + (view.justification === 'centre' ? Math.max(size.width - area.width * scale, 0) / 2 : 0), down: Math.max(size.height - area.height * scale, 0) / 2 - y } },
    })))
  })
}

/** Offsets, evenly spread, at which windows of one length cover the whole of another. */
function stations(whole: number, window: number): number[] {
  const count = Math.max(Math.ceil(whole / window - 1e-6), 1)
  return Array.from({ length: count }, (_, index) => (count === 1 ? 0 : (index * (whole - window)) / (count - 1)))
}
