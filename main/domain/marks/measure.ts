/** What a mark measures: largest diameter and area in millimetres by `measurementSpacing`, or in pixels where the image
 *  gives no spacing. Exact for pixels that are not square too. */
import type { PointImage } from '../../contract/index.ts'
import type { MeasurementSpacing, SpacingSource } from '../geometry/index.ts'
import { axes, type Forme } from './shape.ts'

export interface Measure {
  /** Length, or largest diameter. */
  readonly diameter: number
  /** Null for a length. */
  readonly area: number | null
  readonly unit: 'mm' | 'px'
  readonly source: SpacingSource | 'none'
}

interface Step { readonly x: number; readonly y: number }

/** Null for a point. */
export function measureOf(forme: Forme, spacing: MeasurementSpacing | null): Measure | null {
  const scale = { x: spacing?.column ?? 1, y: spacing?.row ?? 1 }
  const said = { unit: spacing === null ? 'px' as const : 'mm' as const, source: spacing?.source ?? 'none' as const }
  const measured = ({ column, row }: PointImage): Step => ({ x: column * scale.x, y: row * scale.y })
  switch (forme.forme) {
    case 'POINT': return null
    case 'LONGUEUR': {
      const [from, to] = [measured(forme.de), measured(forme.a)]
      return { ...said, diameter: Math.hypot(to.x - from.x, to.y - from.y), area: null }
    }
    case 'ELLIPSE': {
      const { major, minor } = axes(forme)
      const [one, other] = [measured(major), measured(minor)]
      return { ...said, diameter: 2 * longestReach(one, other), area: Math.PI * Math.abs(one.x * other.y - one.y * other.x) }
    }
    case 'LIBRE': {
      const outline = forme.points.map(measured)
      return { ...said, diameter: farthest(hull(outline)), area: enclosed(outline) }
    }
  }
}

/** Largest singular value of the matrix of two half axes: how far the ellipse reaches from its centre. */
function longestReach(one: Step, other: Step): number {
  const sum = one.x ** 2 + one.y ** 2 + other.x ** 2 + other.y ** 2
  const cross = one.x * other.y - one.y * other.x
  return Math.sqrt((sum + Math.sqrt(Math.max(sum ** 2 - 4 * cross ** 2, 0))) / 2)
}

function enclosed(outline: readonly Step[]): number {
  const twice = outline.reduce((sum, point, index) => {
    const next = outline[(index + 1) % outline.length] ?? point
    return sum + point.x * next.y - next.x * point.y
  }, 0)
  return Math.abs(twice) / 2
}

/** Convex hull (monotone chain): two points at the largest distance are corners of it. */
function hull(points: readonly Step[]): Step[] {
  const sorted = points.toSorted((one, other) => one.x - other.x || one.y - other.y)
  const half = (ordered: readonly Step[]): Step[] => {
    const chain: Step[] = []
    for (const point of ordered) {
      while (chain.length > 1 && !turnsLeft(chain.at(-2) ?? point, chain.at(-1) ?? point, point)) chain.pop()
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.toReversed())]
}

const turnsLeft = (from: Step, by: Step, to: Step): boolean => (by.x - from.x) * (to.y - from.y) - (by.y - from.y) * (to.x - from.x) > 0

function farthest(corners: readonly Step[]): number {
  let most = 0
  corners.forEach((one, index) => {
    for (const other of corners.slice(index + 1)) most = Math.max(most, Math.hypot(one.x - other.x, one.y - other.y))
  })
  return most
}

/** The size that a mark offers to the sheet: tenths of a millimetre, within what the sheet takes; null without a scale. */
export function offeredSizeMm(measure: Measure | null): number | null {
  if (measure === null || measure.unit !== 'mm') return null
  const size = Math.round(measure.diameter * 10) / 10
  return size > 0 && size <= 300 ? size : null
}
