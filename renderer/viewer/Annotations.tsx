/** Lengths and marks over one image, in screen pixels through the image's own map. Drawn with a dark edge so that they
 *  read on any grey; numbers carry their unit, and the source of the millimetres in words. */
import type { Language } from '../../main/contract/index.ts'
import { apply, distance, type Affine, type MeasurementSpacing, type Size } from '../../main/domain/geometry/index.ts'
import { createFormat } from '../i18n/index.ts'
import type { ViewerMark } from './marks.ts'
import type { Length } from './state.ts'
import type { ViewerStrings } from './strings.ts'

export interface AnnotationsProps {
  readonly size: Size
  readonly toScreen: Affine
  readonly lengths: readonly Length[]
  readonly selected: string | null
  readonly spacing: MeasurementSpacing | null
  /** Side where nothing of the image is expected, for the ruler. */
  readonly free: 'left' | 'right'
  readonly marks: readonly ViewerMark[]
  readonly language: Language
  readonly strings: ViewerStrings
}

export function lengthText(length: Length, spacing: MeasurementSpacing | null, language: Language, strings: ViewerStrings): string {
  const format = createFormat(language)
  const [columns, rows] = [length.to.x - length.from.x, length.to.y - length.from.y]
  return spacing === null
    ? `${format.quantity(Math.hypot(columns, rows), 'px')} (${strings.spacingSource.none})`
    : `${format.quantity(distance(spacing, columns, rows), 'mm', 1)} (${strings.spacingSource[spacing.source]})`
}

export function Annotations({ size, toScreen, lengths, selected, spacing, free, marks, language, strings }: AnnotationsProps) {
  return (
    <svg className="viewer-annotations" width={size.width} height={size.height} aria-hidden>
      {spacing === null ? null : <Ruler size={size} free={free} perCentimetre={(10 / spacing.row) * Math.hypot(toScreen.c, toScreen.d)} />}
      {lengths.map((length) => {
        const [from, to] = [apply(toScreen, length.from), apply(toScreen, length.to)]
        const text = lengthText(length, spacing, language, strings)
        // The text stays inside the viewport, beside the end that was drawn last.
        const isLeftward = to.x > size.width - 170
        return (
          <g key={length.id} className="viewer-length" data-selected={length.id === selected} data-length={text}>
            <line className="viewer-edge" x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
            <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
            <Cross {...from} />
            <Cross {...to} />
            <text x={to.x + (isLeftward ? -8 : 8)} y={Math.min(Math.max(to.y - 8, 14), size.height - 6)} textAnchor={isLeftward ? 'end' : 'start'}>{text}</text>
          </g>
        )
      })}
      {marks.map((mark) => {
        const { x, y } = apply(toScreen, { x: mark.repere.column, y: mark.repere.row })
        return (
          <g key={mark.id} className="viewer-mark" data-side={mark.cote} data-selected={mark.selected} data-mark={mark.label}>
            <circle className="viewer-edge" cx={x} cy={y} r={11} />
            <circle cx={x} cy={y} r={11} />
            <text x={x + 15} y={y + 4}>{mark.label}</text>
          </g>
        )
      })}
    </svg>
  )
}

function Cross({ x, y }: { x: number; y: number }) {
  return <path d={`M${x - 5} ${y}H${x + 5}M${x} ${y - 5}V${y + 5}`} />
}

/** Centimetres of the measured object along the free edge: five, or as many as half the height holds. */
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
