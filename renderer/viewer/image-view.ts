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

export interface FittedScales {
  /** Cell → millimetres per CSS pixel at zoom 1. */
  readonly scales: ReadonlyMap<string, number>
  /** The breasts' own width would allow a larger scale, but is not known yet for all: better to wait than to jump. */
  readonly isProvisional: boolean
}

/** Scale of the fit for each placed cell with an image. Heights always fit whole. Widths fit from the chest wall to the
 *  end of the tissue (`shareOf`, 0..1 of the image's width; null while unknown): the air beyond may fall outside. */
export function fittedScales(
  step: Pick<HungStep, 'scale'>, placed: readonly PlacedCell[], imageOf: (cell: HungCell) => ImageDescriptor | null,
  shareOf: (cell: HungCell) => number | null, devicePixelRatio: number,
): FittedScales {
  const entries = placed.flatMap(({ cell, width, height }) => {
    const image = imageOf(cell)
    if (image === null) return []
    const view = imageView(image, cell)
    const size = hungSize(view.image)
    const viewport: Size = { width, height }
    return [{ cell, view, size, viewport, shares: view.isMeasured && !isMagnified(image) }]
  })
  const sharing = entries.filter(({ shares }) => shares)
  const tall = fittingScale(sharing.map(({ size, viewport }) => ({ size: { ...size, width: 0 }, viewport })))
  const wide = fittingScale(sharing)
  const isWidthBound = step.scale === 'shared' && wide > tall
  const known = sharing.map((entry) => ({ entry, share: entry.view.justification === 'centre' ? 1 : shareOf(entry.cell) }))
  const shared = !isWidthBound ? wide : Math.max(tall, fittingScale(known.map(({ entry: { size, viewport }, share }) => ({ size: { ...size, width: size.width * (share ?? 1) }, viewport }))))
  return {
    isProvisional: isWidthBound && known.some(({ share }) => share === null),
    scales: new Map(entries.map(({ cell, view, size, viewport, shares }) => {
      if (step.scale === 'pixel') return [cell.id, view.image.spacing.column * devicePixelRatio]
      return [cell.id, step.scale === 'shared' && shares ? shared : fittingScale([{ size, viewport }])]
    })),
  }
}
