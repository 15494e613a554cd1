/** From an image descriptor to how it hangs: geometry, justification, what must be said about it. Pure. */
import type { ImageDescriptor } from '../../main/contract/image.ts'
import {
  asStored, drawingSpacing, fittingScale, hungSize, isMagnified, mammographyOrientation, mm, type ImageGeometry, type Justification, type Size,
} from '../../main/domain/geometry/index.ts'
import type { HungCell, HungStep } from '../../main/domain/hanging/index.ts'
import type { PlacedCell } from './layout.ts'

export interface ImageView {
  readonly image: ImageGeometry
  readonly justification: Justification
  /** Millimetres are real; otherwise one unit is one pixel. */
  readonly isMeasured: boolean
  /** M10: a mammogram that does not say how it lies. */
  readonly lacksOrientation: boolean
}

export function imageView(image: ImageDescriptor, cell: Pick<HungCell, 'justification'>): ImageView {
  const isMammogram = image.modality === 'MG' && image.imageLaterality !== ''
  const orientation = isMammogram ? mammographyOrientation(image) : asStored
  const spacing = drawingSpacing(image)
  return {
    image: { rows: image.rows, columns: image.columns, spacing: spacing ?? { row: mm(1), column: mm(1) }, orientation: orientation ?? asStored },
    justification: orientation === null ? 'centre' : cell.justification,
    isMeasured: spacing !== null,
    lacksOrientation: image.modality === 'MG' && orientation === null,
  }
}

/** Scale of the fit, millimetres per CSS pixel, for each placed cell with an image. */
export function fittedScales(step: Pick<HungStep, 'scale'>, placed: readonly PlacedCell[], imageOf: (cell: HungCell) => ImageDescriptor | null, devicePixelRatio: number): Map<string, number> {
  const entries = placed.flatMap(({ cell, width, height }) => {
    const image = imageOf(cell)
    if (image === null) return []
    const view = imageView(image, cell)
    const size = hungSize(view.image)
    const viewport: Size = { width, height }
    return [{ id: cell.id, view, size, viewport, shares: view.isMeasured && !isMagnified(image) }]
  })
  const shared = fittingScale(entries.filter(({ shares }) => shares))
  return new Map(entries.map(({ id, view, size, viewport, shares }) => {
    if (step.scale === 'pixel') return [id, view.image.spacing.column * devicePixelRatio]
    return [id, step.scale === 'shared' && shares ? shared : fittingScale([{ size, viewport }])]
  }))
}
