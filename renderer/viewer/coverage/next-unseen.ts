/** The next stop of the walk, after the present one and round again, at which something is left to be shown. */
import { isWalked, type WalkStop } from '../walk/index.ts'
import type { CoverageRecord } from './coverage-record.ts'
import { shownPart } from './shown-part.ts'

/** @param from index of the present stop; -1 for none. Null when every image of the walk has been shown whole. */
export function nextUnseen(stops: readonly WalkStop[], from: number, record: CoverageRecord): number | null {
  for (let step = 1; step <= stops.length; step++) {
    const index = (from + step + stops.length) % stops.length
    const { cell, view } = stops[index] ?? {}
    const image = cell?.stack?.frames[0].image
    if (image === undefined || view === undefined || view === null || !isWalked(image)) continue
    const part = shownPart(view)
    if (part !== null && record.missingIn(image, part) > 0) return index
  }
  return null
}
