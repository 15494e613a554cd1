/** From an image descriptor to how it hangs: geometry, justification, what must be said about it. Pure. */
import type { ImageDescriptor } from '../../main/contract/image.ts'
import {
  asStored, drawingSpacing, fittingScale, hungOrientation, hungSize, isMagnified, lifeSizeScale, mm,
  type ImageGeometry, type Justification, type OrientationVerdict, type Size,
} from '../../main/domain/geometry/index.ts'
import { modifiersOf, viewOf, type HungCell, type HungStep } from '../../main/domain/hanging/index.ts'
import type { PlacedCell } from './layout.ts'
import type { Sizing } from './state.ts'

export interface ImageView {
  readonly image: ImageGeometry
  readonly justification: Justification
  /** Millimetres are real; otherwise one unit is one pixel. */
  readonly isMeasured: boolean
  /** Why it is not of one size with the other views (M11, M13); null when it is. */
  readonly apart: 'unknown' | 'magnified' | null
  /** M10: how sure it is that the image hangs as it should; `clear` for what is no mammogram. */
  readonly orientation: OrientationVerdict
}

export function imageView(image: ImageDescriptor, cell: Pick<HungCell, 'justification'>): ImageView {
  const { orientation, verdict } = image.modality === 'MG' ? hungOrientation(image, viewOf(image)) : { orientation: asStored, verdict: 'clear' as const }
  const spacing = drawingSpacing(image)
  return {
    image: { rows: image.rows, columns: image.columns, spacing: spacing ?? { row: mm(1), column: mm(1) }, orientation },
    justification: verdict === 'clear' ? cell.justification : 'centre',
    isMeasured: spacing !== null,
    apart: spacing === null ? 'unknown' : isMagnified(image) || modifiersOf(image).includes('magnified') ? 'magnified' : null,
    orientation: verdict,
  }
}

export interface FittedScales {
  /** Cell → millimetres per CSS pixel at zoom 1. */
  readonly scales: ReadonlyMap<string, number>
  /** The breasts' own width would allow a larger scale, but is not known yet for all: better to wait than to jump. */
  readonly isProvisional: boolean
}

export interface FitContext {
  readonly devicePixelRatio: number
  readonly sizing: Sizing
  /** Millimetres of the glass per device pixel; null when the monitor's is not known. */
  readonly pixelPitchMm: number | null
  /** Where a step shows whole images in turn: each where it has its turn. */
  readonly turns?: readonly PlacedCell[]
}

/** Scale of the fit for each placed cell with an image. Heights always fit whole. Widths fit from the chest wall to the
 *  end of the tissue (`shareOf`, 0..1 of the image's width; null while unknown): the air beyond may fall outside. */
export function fittedScales(
  step: Pick<HungStep, 'scale'>, placed: readonly PlacedCell[], imageOf: (cell: HungCell) => ImageDescriptor | null,
  shareOf: (cell: HungCell) => number | null, { devicePixelRatio, sizing, pixelPitchMm, turns = [] }: FitContext,
): FittedScales {
  const fit = (cells: readonly PlacedCell[]) => cells.flatMap(({ cell, width, height }) => {
    const image = imageOf(cell)
    if (image === null) return []
    const view = imageView(image, cell)
    const size = hungSize(view.image)
    const viewport: Size = { width, height }
    return [{ cell, image, view, size, viewport, shares: view.apart === null }]
  })
  const entries = fit(placed)
  // One after the other they are still compared: all that take turns on the screen have one scale.
  const sharing = (step.scale === 'whole' ? fit(turns) : entries).filter(({ shares }) => shares)
  const tall = fittingScale(sharing.map(({ size, viewport }) => ({ size: { ...size, width: 0 }, viewport })))
  const wide = fittingScale(sharing)
  const isWidthBound = step.scale === 'shared' && sizing === 'fit' && wide > tall
  const known = sharing.map((entry) => ({ entry, share: entry.view.justification === 'centre' ? 1 : shareOf(entry.cell) }))
  const widths = known.map(({ entry: { size, viewport }, share }) => ({ size: { ...size, width: size.width * (share ?? 1) }, viewport, isKnown: share !== null }))
  const certain = widths.some(({ isKnown }) => isKnown) ? Math.max(tall, fittingScale(widths.filter(({ isKnown }) => isKnown))) : tall
  const shared = !isWidthBound ? wide : Math.max(tall, fittingScale(widths))
  return {
    // One that is not measured yet matters only if, whole, it would not fit: a narrower detector never decides.
    isProvisional: isWidthBound && widths.some(({ size, viewport, isKnown }) => !isKnown && fittingScale([{ size, viewport }]) > certain),
    scales: new Map(entries.map(({ cell, image, view, size, viewport, shares }) => {
      const life = sizing === 'life' && pixelPitchMm !== null ? lifeSizeScale(image, pixelPitchMm, devicePixelRatio) : null
      if (life !== null) return [cell.id, life]
      if (step.scale === 'pixel' || sizing === 'pixel') return [cell.id, pixelScale(view.image, devicePixelRatio)]
      return [cell.id, (step.scale === 'shared' || step.scale === 'whole') && shares ? shared : fittingScale([{ size, viewport }])]
    })),
  }
}

/** Millimetres per CSS pixel at one acquired pixel per device pixel; where pixels are not square, at least one. */
export const pixelScale = ({ spacing }: ImageGeometry, devicePixelRatio: number): number => Math.min(spacing.row, spacing.column) * devicePixelRatio
