/** Where the reader points on the other view of the same breast: a thin open cross with a word, so that nobody takes it
 *  for a mark or a measure. */
import type { Language } from '../../../main/contract/index.ts'
import { apply, type Affine, type Point, type Size } from '../../../main/domain/geometry/index.ts'
import { tomosynthesisStrings } from './strings.ts'

const OPEN = 6
const ARM = 16

export function LinkedPlace({ at, toScreen, size, language }: { at: Point; toScreen: Affine; size: Size; language: Language }) {
  const { x, y } = apply(toScreen, at)
  const isLeftward = x > size.width - 130
  const arms = `M${x - ARM} ${y}H${x - OPEN}M${x + OPEN} ${y}H${x + ARM}M${x} ${y - ARM}V${y - OPEN}M${x} ${y + OPEN}V${y + ARM}`
  return (
    <svg className="viewer-annotations viewer-linked" width={size.width} height={size.height} data-x={x.toFixed(1)} data-y={y.toFixed(1)} aria-hidden>
      <path className="viewer-edge" d={arms} />
      <path d={arms} />
      <text x={x + (isLeftward ? -20 : 20)} y={y + 4} textAnchor={isLeftward ? 'end' : 'start'}>{tomosynthesisStrings[language].samePlace}</text>
    </svg>
  )
}
