/** Where an image lies in its viewport: one physical scale, the chest wall against the inner edge, pan counted from there
 *  so that it mirrors between the two breasts. Lengths on screen are CSS pixels. */
import type { Affine } from './affine.ts'
import { axesOf, type Orientation } from './orientation.ts'
import type { Spacing } from './spacing.ts'

/** Edge of the viewport that the chest wall touches. */
export type Justification = 'left' | 'right' | 'centre'

export interface Size {
  readonly width: number
  readonly height: number
}

export interface ImageGeometry {
  readonly rows: number
  readonly columns: number
  /** Millimetres per pixel; one unit per pixel when unknown. */
  readonly spacing: Spacing
  readonly orientation: Orientation
}

/** Millimetres: `inward` goes from the chest wall towards the nipple, `down` to the bottom. What moves is the image. */
export interface Pan {
  readonly inward: number
  readonly down: number
}

export const noPan: Pan = { inward: 0, down: 0 }

export interface View {
  readonly image: ImageGeometry
  readonly viewport: Size
  readonly justification: Justification
  /** Millimetres per CSS pixel. */
  readonly scale: number
  readonly pan: Pan
  /** Device pixels per CSS pixel. */
  readonly devicePixelRatio: number
}

/** Millimetres of the image as it hangs. */
export function hungSize({ rows, columns, spacing, orientation }: ImageGeometry): Size {
  const [width, height] = [columns * spacing.column, rows * spacing.row]
  return orientation.rotation % 180 === 0 ? { width, height } : { width: height, height: width }
}

/** The scale at which every image fits its viewport: one for all, so that millimetres compare. */
export function fittingScale(views: readonly { readonly size: Size; readonly viewport: Size }[]): number {
  const scales = views
    .filter(({ viewport }) => viewport.width > 0 && viewport.height > 0)
    .map(({ size, viewport }) => Math.max(size.width / viewport.width, size.height / viewport.height))
  return scales.length === 0 ? 1 : Math.max(...scales)
}

/** Sign of `inward` on screen: to the left when the chest wall is at the right edge. */
export const inwardSign = (justification: Justification): 1 | -1 => (justification === 'right' ? -1 : 1)

/** Image (columns, rows) → CSS pixels of the viewport. The image's edge at the chest wall falls on a whole device pixel, so
 *  that at 1:1 each pixel of the image is one pixel of the screen, and at any scale the wall fills its column. */
export function imageToScreen(view: View): Affine {
  const { image, viewport, scale, pan, justification, devicePixelRatio } = view
  const size = hungSize(image)
  const { column, row } = axesOf(image.orientation)
  const perColumn = image.spacing.column / scale
  const perRow = image.spacing.row / scale
  const width = size.width / scale
  const start = { left: 0, right: viewport.width, centre: (viewport.width - width) / 2 }[justification] + (inwardSign(justification) * pan.inward) / scale
  const top = (viewport.height - size.height / scale) / 2 + pan.down / scale
  const snap = (value: number): number => Math.round(value * devicePixelRatio) / devicePixelRatio
  const [a, b, c, d] = [column[0] * perColumn, column[1] * perColumn, row[0] * perRow, row[1] * perRow]
  // The hung image spans [left, left + width]; a negative axis starts at the far end.
  const left = justification === 'right' ? snap(start) - width : snap(start)
  const e = left + (Math.min(column[0] * size.width, 0) + Math.min(row[0] * size.width, 0)) / -scale
  const f = snap(top) + (Math.min(column[1] * size.height, 0) + Math.min(row[1] * size.height, 0)) / -scale
  return { a, b, c, d, e, f }
}

/** The pan that keeps the point under the pointer in place while the scale changes. */
export function panForZoom(view: View, pointer: { readonly x: number; readonly y: number }, nextScale: number): Pan {
  const sign = inwardSign(view.justification)
  const edge = { left: 0, right: view.viewport.width, centre: view.viewport.width / 2 }[view.justification]
  const growth = nextScale - view.scale
  return {
    inward: view.pan.inward + (pointer.x - edge) * growth * sign,
    down: view.pan.down + (pointer.y - view.viewport.height / 2) * growth,
  }
}
