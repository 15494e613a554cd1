/** The marks of one frame, in screen pixels through the image's own map. Drawn with a dark edge so that they read on any
 *  grey; one's own in full line, another reader's dashed. Numbers carry their unit and the source of the millimetres.
 *  Words keep off the texts in the corners, which lie above. */
import { useLayoutEffect, useRef, useState } from 'react'
import type { Language } from '../../../main/contract/index.ts'
import type { Affine, MeasurementSpacing, Size } from '../../../main/domain/geometry/index.ts'
import { handlesOf, measureOf, pointsOf } from '../../../main/domain/marks/index.ts'
import { onScreen, outlineOnScreen, RING } from './hit.ts'
import { placeLabel, type Box } from './label-place.ts'
import { measureText } from './measure-text.ts'
import type { ShownMark } from './port.ts'
import './marks.css'

export interface MarksLayerProps {
  readonly marks: readonly ShownMark[]
  readonly size: Size
  readonly toScreen: Affine
  readonly spacing: MeasurementSpacing | null
  readonly language: Language
}

/** CSS pixels of one character of 12 px, on the wide side. */
const CHARACTER = 6.8

export function MarksLayer({ marks, ...shown }: MarksLayerProps) {
  const layer = useRef<SVGSVGElement>(null)
  const [texts, setTexts] = useState<readonly Box[]>([])
  // The corners are laid out by the browser: where they ended up is read, and words move only when that changed.
  useLayoutEffect(() => {
    if (layer.current === null || marks.length === 0) return
    const found = cornersAround(layer.current)
    setTexts((known) => (JSON.stringify(found) === JSON.stringify(known) ? known : found))
  }, [marks, shown.size.width, shown.size.height, shown.toScreen])
  return (
    <svg ref={layer} className="viewer-annotations" width={shown.size.width} height={shown.size.height} aria-hidden>
      {/* The mark in hand lies above the others. */}
      {marks.toSorted((one, other) => Number(one.chosen) - Number(other.chosen)).map((mark) => <Mark key={mark.id} mark={mark} isNamed={!isInsideNamesake(mark, marks)} texts={texts} {...shown} />)}
    </svg>
  )
}

function cornersAround(layer: SVGSVGElement): Box[] {
  const origin = layer.getBoundingClientRect()
  return [...layer.parentElement?.querySelectorAll('.viewer-corner') ?? []].map((corner) => {
    const { left, top, right, bottom } = corner.getBoundingClientRect()
    return { left: left - origin.left, top: top - origin.top, right: right - origin.left, bottom: bottom - origin.top }
  })
}

/** A point inside the ellipse or outline of its own anomaly needs no second name. */
function isInsideNamesake({ id, label, owner, forme }: ShownMark, marks: readonly ShownMark[]): boolean {
  if (forme.forme !== 'POINT') return false
  const { column, row } = forme.at
  return marks.some((other) => {
    if (other.id === id || other.label !== label || other.owner !== owner || (other.forme.forme !== 'ELLIPSE' && other.forme.forme !== 'LIBRE')) return false
    const corners = pointsOf(other.forme)
    const [columns, rows] = [corners.map((corner) => corner.column), corners.map((corner) => corner.row)]
    return column >= Math.min(...columns) && column <= Math.max(...columns) && row >= Math.min(...rows) && row <= Math.max(...rows)
  })
}

function Mark({ mark, isNamed, texts, size, toScreen, spacing, language }: { mark: ShownMark; isNamed: boolean; texts: readonly Box[] } & Omit<MarksLayerProps, 'marks'>) {
  const outline = outlineOnScreen(mark.forme, toScreen)
  const measure = measureText(measureOf(mark.forme, spacing), language)
  const words = [isNamed ? mark.label : '', measure].filter((part) => part !== '').join(' · ')
  const around = mark.forme.forme === 'POINT' ? outline.flatMap(({ x, y }) => [{ x: x - RING, y }, { x: x + RING, y }]) : outline
  const at = placeLabel(around, words.length * CHARACTER, size, texts)
  return (
    <g className={mark.forme.forme === 'LONGUEUR' ? 'viewer-mark viewer-length' : 'viewer-mark'} data-shape={mark.forme.forme} data-side={mark.cote ?? ''} data-owner={mark.owner}
      data-selected={mark.selected} data-chosen={mark.chosen} data-mark={mark.label} {...(mark.forme.forme === 'LONGUEUR' ? { 'data-length': measure } : { 'data-measure': measure })}>
      <Shape outline={outline} mark={mark} className="viewer-edge" />
      <Shape outline={outline} mark={mark} />
      {mark.forme.forme === 'LONGUEUR' ? outline.map((end, index) => <path key={index} d={`M${end.x - 5} ${end.y}H${end.x + 5}M${end.x} ${end.y - 5}V${end.y + 5}`} />) : null}
      {!mark.chosen || mark.fixed ? null : handlesOf(mark.forme).map((place, index) => {
        const { x, y } = onScreen(toScreen, place)
        return <rect key={index} className="viewer-handle" data-handle={index} x={x - 3.5} y={y - 3.5} width={7} height={7} />
      })}
      {words === '' ? null : <text x={at.x} y={at.y} textAnchor={at.anchor}>{words}</text>}
    </g>
  )
}

function Shape({ outline, mark, className }: { outline: readonly { x: number; y: number }[]; mark: ShownMark; className?: string }) {
  const [first] = outline
  if (first === undefined) return null
  const named = className === undefined ? {} : { className }
  if (mark.forme.forme === 'POINT') {
    // A ring for one's own, a diamond for the first reader's, as on the scheme.
    if (mark.owner === 'MINE') return <circle {...named} cx={first.x} cy={first.y} r={RING} />
    return <path {...named} d={`M${first.x} ${first.y - RING}L${first.x + RING} ${first.y}L${first.x} ${first.y + RING}L${first.x - RING} ${first.y}Z`} />
  }
  return <polyline {...named} points={outline.map(({ x, y }) => `${x},${y}`).join(' ')} />
}
