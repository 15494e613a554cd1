/** Which findings are drawn, as what, and where. Pure. Signs are those of breast workstations: a triangle for a cluster
 *  of calcifications, a star for a mass, a square for any other kind. M30: what is required is drawn whenever results
 *  are on, what is optional only when it was asked for too. */
import type { CadFinding, CadReport, Code } from '../../../main/contract/index.ts'
import type { Point, Size } from '../../../main/domain/geometry/index.ts'

export type CadLevel = 'off' | 'required' | 'all'
export type CadSign = 'triangle' | 'star' | 'square'

export const noFindings: readonly CadFinding[] = []

export function shownFindings(reports: readonly CadReport[], level: CadLevel): readonly CadFinding[] {
  if (level === 'off') return noFindings
  return reports.flatMap((report) => report.findings).filter(({ rendering }) => level === 'all' || rendering === 'required')
}

export function findingsHere(findings: readonly CadFinding[], image: { readonly sopInstanceUID: string } | null, frame: number): readonly CadFinding[] {
  if (image === null || findings.length === 0) return noFindings
  const here = findings.filter((one) => one.sopInstanceUID === image.sopInstanceUID && (one.frames.length === 0 || one.frames.includes(frame)))
  return here.length === 0 ? noFindings : here
}

/** SCT, and SRT of older systems (PS3.16 CID 6014). */
const clusters = new Set(['129769006', 'F-01775', '129770007', 'F-01776'])
const masses = new Set(['129788004', 'F-01791', '111459', '129792006', 'F-01795'])

export function signOf({ value }: Pick<Code, 'value'>): CadSign {
  if (clusters.has(value)) return 'triangle'
  return masses.has(value) ? 'star' : 'square'
}

/** Half the height of a sign, CSS pixels. */
export const signRadius = 9

/** Where a sign belongs: on its place, or over an outline that is large enough to be seen, so that what was found stays
 *  in sight; below it where there is no room above. Null: the outline is too small to be drawn at all. */
export function besideOutline(outline: readonly Point[], size: Size): Point | null {
  if (outline.length === 0) return null
  const [left, right] = [Math.min(...outline.map(({ x }) => x)), Math.max(...outline.map(({ x }) => x))]
  const [top, bottom] = [Math.min(...outline.map(({ y }) => y)), Math.max(...outline.map(({ y }) => y))]
  if (Math.max(right - left, bottom - top) < signRadius * 3) return null
  const middle = (left + right) / 2
  const above = top - signRadius - 4
  const below = bottom + signRadius + 4
  return { x: middle, y: above >= signRadius || below > size.height - signRadius ? above : below }
}

/** SVG path of a sign around its centre. */
export function signPath(sign: CadSign, { x, y }: Point): string {
  const r = signRadius
  if (sign === 'triangle') return `M${round(x)} ${round(y - r)}L${round(x + r)} ${round(y + r * 0.8)}H${round(x - r)}Z`
  if (sign === 'square') return `M${round(x - r * 0.8)} ${round(y - r * 0.8)}h${round(r * 1.6)}v${round(r * 1.6)}h${round(-r * 1.6)}Z`
  const spokes = [0, 60, 120].map((degrees) => {
    const [dx, dy] = [r * Math.cos((degrees * Math.PI) / 180), r * Math.sin((degrees * Math.PI) / 180)]
    return `M${round(x - dx)} ${round(y - dy)}L${round(x + dx)} ${round(y + dy)}`
  })
  return spokes.join('')
}

const round = (value: number): number => Math.round(value * 10) / 10

export interface Box { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

/** The nearest place whose sign covers no text: itself, or beside the texts that are in the way; kept inside `size`. */
export function besideTexts(at: Point, texts: readonly Box[], size: Size): Point {
  const margin = signRadius + 3
  const inside = (point: Point): Point => ({ x: clamp(point.x, margin, size.width - margin), y: clamp(point.y, margin, size.height - margin) })
  const covers = (point: Point): boolean => texts.some((box) => point.x > box.left - margin && point.x < box.right + margin && point.y > box.top - margin && point.y < box.bottom + margin)
  if (!covers(at)) return at
  const candidates = texts.flatMap((box) => [
    { x: box.left - margin, y: at.y }, { x: box.right + margin, y: at.y }, { x: at.x, y: box.top - margin }, { x: at.x, y: box.bottom + margin },
  ]).map(inside).filter((point) => !covers(point))
  return candidates.toSorted((one, other) => Math.hypot(one.x - at.x, one.y - at.y) - Math.hypot(other.x - at.x, other.y - at.y))[0] ?? at
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), Math.max(least, most))
