/** Display Shutter (PS3.3 C.7.6.11): shapes that may be combined, and the P-value that covers what lies outside. A shape
 *  whose edges are not all there covers nothing: what the object meant to hide is not known. */
import type { ImageDescriptor } from '../contract/index.ts'
import { number, numbers, texts, type Dataset } from './dataset.ts'

type Shutter = NonNullable<ImageDescriptor['displayShutter']>

export function displayShutter(dataset: Dataset): Shutter | null {
  const shapes = texts(dataset, 'ShutterShape')
  const shutter = {
    presentationValue: number(dataset, 'ShutterPresentationValue') ?? 0,
    rectangle: shapes.includes('RECTANGULAR') ? rectangle(dataset) : null,
    circle: shapes.includes('CIRCULAR') ? circle(dataset) : null,
    polygon: shapes.includes('POLYGONAL') ? polygon(dataset) : null,
  }
  return shutter.rectangle === null && shutter.circle === null && shutter.polygon === null ? null : shutter
}

function rectangle(dataset: Dataset): Shutter['rectangle'] {
  const left = number(dataset, 'ShutterLeftVerticalEdge')
  const right = number(dataset, 'ShutterRightVerticalEdge')
  const upper = number(dataset, 'ShutterUpperHorizontalEdge')
  const lower = number(dataset, 'ShutterLowerHorizontalEdge')
  return left === null || right === null || upper === null || lower === null ? null : { left, right, upper, lower }
}

function circle(dataset: Dataset): Shutter['circle'] {
  const [row, column] = numbers(dataset, 'CenterOfCircularShutter')
  const radius = number(dataset, 'RadiusOfCircularShutter')
  return !isNumber(row) || !isNumber(column) || radius === null || radius < 0 ? null : { row, column, radius }
}

/** Pairs of row and column; the last vertex is joined to the first. */
function polygon(dataset: Dataset): Shutter['polygon'] {
  const values = numbers(dataset, 'VerticesOfThePolygonalShutter')
  if (values.length < 6 || values.length % 2 !== 0 || !values.every(Number.isFinite)) return null
  return Array.from({ length: values.length / 2 }, (_, index) => [values[2 * index] ?? 0, values[2 * index + 1] ?? 0])
}

const isNumber = (value: number | undefined): value is number => value !== undefined && Number.isFinite(value)
