/** Where the words of a mark stand: beside it, inside the viewport, off the texts in its corners. CSS pixels. Pure. */
import type { Point, Size } from '../../../main/domain/geometry/index.ts'

export interface Box { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

export interface LabelPlace { readonly x: number; readonly y: number; readonly anchor: 'start' | 'end' }

/** Height of a line of 12 px, and how far the words stand off. */
const LINE = 16
const OFF = 8

/** Beside the right end if it can be, else the left, else below, else above; where no place is free, beside and held
 *  inside the viewport. `width` is that of the words. */
export function placeLabel(outline: readonly Point[], width: number, { width: right, height }: Size, texts: readonly Box[]): LabelPlace {
  const [xs, ys] = [outline.map(({ x }) => x), outline.map(({ y }) => y)]
  const [first, last, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const middle = (top + bottom) / 2
  const candidates: LabelPlace[] = [
    { x: last + OFF, y: middle + 4, anchor: 'start' }, { x: first - OFF, y: middle + 4, anchor: 'end' },
    { x: first, y: bottom + LINE + 2, anchor: 'start' }, { x: first, y: top - OFF, anchor: 'start' },
    { x: last, y: bottom + LINE + 2, anchor: 'end' }, { x: last, y: top - OFF, anchor: 'end' },
  ]
  const boxOf = ({ x, y, anchor }: LabelPlace): Box => ({ left: anchor === 'start' ? x : x - width, right: anchor === 'start' ? x + width : x, top: y - 12, bottom: y + 4 })
  const isFree = (place: LabelPlace): boolean => {
    const box = boxOf(place)
    return box.left >= 0 && box.right <= right && box.top >= 0 && box.bottom <= height && !texts.some((text) => meets(text, box))
  }
  const free = candidates.find(isFree)
  if (free !== undefined) return free
  return { x: Math.max(Math.min(last + OFF, right - width - 2), 2), y: Math.min(Math.max(middle + 4, 14), height - 6), anchor: 'start' }
}

const meets = (one: Box, other: Box): boolean => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
