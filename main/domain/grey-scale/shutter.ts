/** Display Shutter (PS3.3 C.7.6.11): which pixels remain when every shape is applied at once ("the least amount of image
 *  remaining"). The object counts rows and columns from 1 and means pixel centres; edges belong to what is seen. */
import type { DisplayShutter } from '../../contract/image.ts'

/** Columns from the first up to, not including, the second; from 0. */
export type Span = readonly [number, number]

/** The parts of one row (from 0) that stay visible, left to right. */
export function visibleSpans({ rectangle, circle, polygon }: DisplayShutter, row: number, columns: number): readonly Span[] {
  const line = row + 1
  let spans: readonly Span[] = [[0, columns]]
  if (rectangle !== null) {
    const isInside = line >= Math.min(rectangle.upper, rectangle.lower) && line <= Math.max(rectangle.upper, rectangle.lower)
    spans = isInside ? clip(spans, Math.min(rectangle.left, rectangle.right), Math.max(rectangle.left, rectangle.right)) : []
  }
  if (circle !== null) {
    const squared = circle.radius ** 2 - (line - circle.row) ** 2
    spans = squared < 0 ? [] : clip(spans, circle.column - Math.sqrt(squared), circle.column + Math.sqrt(squared))
  }
  if (polygon !== null) {
    const inside = [...insideOf(polygon, line, (vertex) => vertex <= line), ...insideOf(polygon, line, (vertex) => vertex < line)]
    spans = merge(inside.flatMap(([from, to]) => clip(spans, from, to)))
  }
  return spans
}

/** What of the spans lies between two columns of the object, both included. */
function clip(spans: readonly Span[], from: number, to: number): Span[] {
  return spans.flatMap(([start, end]): Span[] => {
    const [left, right] = [Math.max(start, Math.ceil(from) - 1), Math.min(end, Math.floor(to))]
    return left < right ? [[left, right]] : []
  })
}

/** Parts of a line inside the outline, in columns of the object. A vertex on the line counts as above or below it, as
 *  `isAbove` says: taken both ways, edges that lie on the line belong to the inside whichever side of it they bound. */
function insideOf(polygon: NonNullable<DisplayShutter['polygon']>, line: number, isAbove: (vertex: number) => boolean): [number, number][] {
  const crossings = polygon.flatMap(([row, column], index) => {
    const [nextRow, nextColumn] = polygon[(index + 1) % polygon.length] ?? [row, column]
    return isAbove(row) === isAbove(nextRow) ? [] : [column + ((line - row) / (nextRow - row)) * (nextColumn - column)]
  }).toSorted((a, b) => a - b)
  return crossings.flatMap((from, index): [number, number][] => (index % 2 === 0 ? [[from, crossings[index + 1] ?? from]] : []))
}

function merge(spans: readonly Span[]): Span[] {
  const merged: [number, number][] = []
  for (const [from, to] of spans.toSorted(([a], [b]) => a - b)) {
    const last = merged.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}

/** Outlines of the shapes in columns and rows from the corner of the first pixel, as a drawing needs them. */
export interface ShutterOutlines {
  readonly rectangle: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null
  readonly circle: { readonly x: number; readonly y: number; readonly radius: number } | null
  readonly polygon: readonly { readonly x: number; readonly y: number }[] | null
}

/** Half a pixel beyond the centres of the last visible pixels, so that those are seen whole. */
export function shutterOutlines({ rectangle, circle, polygon }: DisplayShutter): ShutterOutlines {
  return {
    rectangle: rectangle === null ? null : {
      x: Math.min(rectangle.left, rectangle.right) - 1, y: Math.min(rectangle.upper, rectangle.lower) - 1,
      width: Math.abs(rectangle.right - rectangle.left) + 1, height: Math.abs(rectangle.lower - rectangle.upper) + 1,
    },
    circle: circle === null ? null : { x: circle.column - 0.5, y: circle.row - 0.5, radius: circle.radius + 0.5 },
    polygon: polygon === null ? null : polygon.map(([row, column]) => ({ x: column - 0.5, y: row - 0.5 })),
  }
}
