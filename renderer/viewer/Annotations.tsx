/** The ruler over one image: centimetres of the measured object, faint, there when looked for. */
import { type Affine, type MeasurementSpacing, type Size } from '../../main/domain/geometry/index.ts'

export interface AnnotationsProps {
  readonly size: Size
  readonly toScreen: Affine
  readonly spacing: MeasurementSpacing | null
  /** Side where nothing of the image is expected. */
  readonly free: 'left' | 'right'
}

export function Annotations({ size, toScreen, spacing, free }: AnnotationsProps) {
  return (
    <svg className="viewer-annotations" width={size.width} height={size.height} aria-hidden>
      {spacing === null ? null : <Ruler size={size} free={free} perCentimetre={(10 / spacing.row) * Math.hypot(toScreen.c, toScreen.d)} />}
    </svg>
  )
}

/** Centimetres along the free edge: five, or as many as half the height holds. */
function Ruler({ size, free, perCentimetre }: { size: Size; free: 'left' | 'right'; perCentimetre: number }) {
  const count = Math.min(5, Math.floor(size.height / 2 / perCentimetre))
  if (count < 1 || perCentimetre < 4) return null
  const [x, inward] = free === 'left' ? [6.5, 1] : [size.width - 6.5, -1]
  const top = Math.round((size.height - count * perCentimetre) / 2) + 0.5
  const ticks = Array.from({ length: count + 1 }, (_, index) => `M${x} ${top + index * perCentimetre}h${inward * (index % count === 0 ? 7 : 4)}`).join('')
  return (
    <g className="viewer-ruler" data-centimetres={count}>
      <path d={`M${x} ${top}v${count * perCentimetre}${ticks}`} />
      <text x={x + inward * 11} y={top + (count * perCentimetre) / 2 + 4} textAnchor={free === 'left' ? 'start' : 'end'}>{`${count}\u00a0cm`}</text>
    </g>
  )
}
