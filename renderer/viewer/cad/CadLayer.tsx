/** Marks of computer-aided detection over one image: outlines and signs through the image's own map, edged so that they
 *  read on any grey, dashed where optional. A sign never covers a text: it stands beside it, with a line to its place. */
import { useLayoutEffect, useRef, useState } from 'react'
import type { CadFinding, Language } from '../../../main/contract/index.ts'
import { apply, type Affine, type Point, type Size } from '../../../main/domain/geometry/index.ts'
import { besideOutline, besideTexts, signOf, signPath, signRadius, type Box } from './cad-marks.ts'
import { cadStrings } from './strings.ts'
import './cad.css'

export interface CadLayerProps {
  readonly findings: readonly CadFinding[]
  readonly toScreen: Affine
  readonly size: Size
  readonly showsTexts: boolean
  readonly language: Language
}

export function CadLayer({ findings, toScreen, size, showsTexts, language }: CadLayerProps) {
  const svg = useRef<SVGSVGElement>(null)
  const [texts, setTexts] = useState<readonly Box[]>([])
  // The texts change with the image, its size and what is asked of them.
  useLayoutEffect(() => { setTexts(textsAround(svg.current)) }, [findings, toScreen, size.width, size.height, showsTexts])
  const strings = cadStrings[language]
  const place = (point: readonly [number, number]): Point => apply(toScreen, { x: point[0], y: point[1] })
  return (
    <svg ref={svg} className="viewer-annotations viewer-cad" width={size.width} height={size.height} aria-hidden>
      {findings.map((finding, index) => {
        const middle = finding.center ?? middleOf(finding.outline?.points ?? [])
        if (middle === null) return null
        const vertices = finding.outline === null ? [] : verticesOf(finding.outline).map(place)
        const over = besideOutline(vertices, size)
        const at = over ?? place(middle)
        const sign = besideTexts(at, texts, size)
        const path = signPath(signOf(finding.kind), sign)
        const outline = over === null ? null : pathOf(vertices)
        const isMoved = sign !== at
        return (
          // Findings have no identifier of their own; their order in the report is fixed.
          <g key={index} className="viewer-cad-mark" data-rendering={finding.rendering} data-sign={signOf(finding.kind)} data-kind={finding.kind.value} data-at={`${Math.round(at.x)},${Math.round(at.y)}`}>
            {outline === null ? null : <><path className="viewer-edge" d={outline} /><path className="viewer-cad-outline" d={outline} /></>}
            {isMoved ? <path className="viewer-cad-leader" d={`M${sign.x} ${sign.y}L${at.x} ${at.y}`} /> : null}
            <path className="viewer-edge" d={path} />
            <path className="viewer-cad-sign" d={path} />
            {finding.calcifications === null ? null : <text x={sign.x + signRadius + 5} y={sign.y + 4}>{strings.calcifications(finding.calcifications)}</text>}
          </g>
        )
      })}
    </svg>
  )
}

/** Boxes of the texts of this viewport, in its own CSS pixels. */
function textsAround(svg: SVGSVGElement | null): Box[] {
  const viewport = svg?.parentElement
  if (viewport === null || viewport === undefined) return []
  const origin = viewport.getBoundingClientRect()
  return [...viewport.querySelectorAll('.viewer-corner p')].map((text) => text.getBoundingClientRect())
    .filter(({ width, height }) => width > 0 && height > 0)
    .map((box) => ({ left: Math.round(box.left - origin.left), top: Math.round(box.top - origin.top), right: Math.round(box.right - origin.left), bottom: Math.round(box.bottom - origin.top) }))
}

function middleOf(points: readonly (readonly [number, number])[]): [number, number] | null {
  if (points.length === 0) return null
  const sum = points.reduce(([x, y], [px, py]) => [x + px, y + py] as const, [0, 0] as const)
  return [sum[0] / points.length, sum[1] / points.length]
}

/** Circles and ellipses as the polygons that they are in the image: a turned or anisotropic map keeps them right. */
function verticesOf({ type, points }: NonNullable<CadFinding['outline']>): readonly (readonly [number, number])[] {
  return type === 'polyline' ? points : type === 'circle' ? circle(points) : ellipse(points)
}

function pathOf(vertices: readonly Point[]): string {
  return vertices.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
}

const turns = Array.from({ length: 65 }, (_, step) => (step * Math.PI) / 32)

/** Centre and one point of the perimeter (PS3.3 C.18.6.1.2). */
function circle([center, edge]: readonly (readonly [number, number])[]): [number, number][] {
  if (center === undefined || edge === undefined) return []
  const radius = Math.hypot(edge[0] - center[0], edge[1] - center[1])
  return turns.map((turn) => [center[0] + radius * Math.cos(turn), center[1] + radius * Math.sin(turn)])
}

/** Ends of the long axis, then of the short one. */
function ellipse([from, to, upper, lower]: readonly (readonly [number, number])[]): [number, number][] {
  if (from === undefined || to === undefined || upper === undefined || lower === undefined) return []
  const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] as const
  const [long, short] = [[(to[0] - from[0]) / 2, (to[1] - from[1]) / 2] as const, [(lower[0] - upper[0]) / 2, (lower[1] - upper[1]) / 2] as const]
  return turns.map((turn) => [middle[0] + long[0] * Math.cos(turn) + short[0] * Math.sin(turn), middle[1] + long[1] * Math.cos(turn) + short[1] * Math.sin(turn)])
}
