/** The same picture without a GPU: bilinear interpolation of stored values, then the display table, then the screen's own
 *  steps, line by line straight into the pixels of a canvas. Used where there is no GPU or none worth the name, and for
 *  the magnifier. Outside the image and on padding it is black. */
import type { Affine } from '../../../main/domain/geometry/index.ts'
import type { DisplayTable } from '../../../main/domain/grey-scale/index.ts'
import type { ColourFrame, DecodedFrame, FrameLevel, GreyPixels } from '../pixels/index.ts'
import { fixedPoint, writeDithered, writeHalves, type Depth } from './depth.ts'
import { paintColour } from './colour-painter.ts'

export interface CpuPicture {
  readonly frame: DecodedFrame
  readonly level: FrameLevel<DecodedFrame['levels'][0]['pixels']>
  readonly table: DisplayTable | null
  /** Device pixels of the target → pixels of the full image. */
  readonly toImage: Affine
}

export interface CpuTarget {
  readonly width: number
  readonly height: number
  readonly depth: Depth
  /** The pixels of the canvas: one word each, two at 10 bits. */
  readonly words: Uint32Array<ArrayBuffer>
}

export const targetIn = (image: ImageData, depth: Depth): CpuTarget =>
  ({ width: image.width, height: image.height, depth, words: new Uint32Array(image.data.buffer as ArrayBuffer) })

interface GreyPicture {
  readonly pixels: GreyPixels
  readonly level: CpuPicture['level']
  /** Stored value of the first entry of `greys`, which are fixed-point. */
  readonly first: number
  readonly greys: Uint16Array
  readonly hasPadding: boolean
  readonly toImage: Affine
}

/** Fills every pixel of the target. */
export function paintOnCpu({ frame, level, table, toImage }: CpuPicture, target: CpuTarget): void {
  if (frame.kind === 'colour' || table === null) return paintColour({ level: level as ColourFrame['levels'][0], toImage }, target)
  const picture: GreyPicture = { pixels: level.pixels as GreyPixels, level, first: table.first, greys: fixedPoint(table), hasPadding: frame.padding !== null, toImage }
  const isUpright = Math.abs(toImage.b) < 1e-9 && Math.abs(toImage.c) < 1e-9
  const fillLine = isUpright ? uprightLines(picture, target) : turnedLines(picture)
  const writeLine = target.depth === '10' ? writeHalves : writeDithered
  const line = new Uint16Array(target.width)
  for (let row = 0; row < target.height; row++) {
    fillLine(line, row)
    writeLine(line, row, target.words)
  }
}

/** Where the samples of one line or column of the target lie: two neighbours and the share of the second. */
interface Steps {
  readonly near: Int32Array
  readonly far: Int32Array
  readonly share: Float32Array
}

/** Target positions 0…count-1 along one axis; `near` is -1 outside the image. Both grids count from the corner. */
function steps(count: number, scale: number, offset: number, factor: number, size: number): Steps {
  const near = new Int32Array(count).fill(-1)
  const far = new Int32Array(count)
  const share = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    const at = (scale * (i + 0.5) + offset) / factor - 0.5
    if (at < -0.5 || at > size - 0.5) continue
    const below = Math.min(Math.max(Math.floor(at), 0), size - 1)
    near[i] = below
    far[i] = Math.min(below + 1, size - 1)
    share[i] = Math.min(Math.max(at - below, 0), 1)
  }
  return { near, far, share }
}

/** Grey images that hang without a quarter turn, which is nearly all: columns and rows are worked out once. */
function uprightLines({ pixels, level, first, greys, hasPadding, toImage }: GreyPicture, { width, height }: CpuTarget): (line: Uint16Array, row: number) => void {
  const last = greys.length - 1
  const below = hasPadding ? 0 : greys[0] ?? 0
  const x = steps(width, toImage.a, toImage.e, level.factor, level.columns)
  const y = steps(height, toImage.d, toImage.f, level.factor, level.rows)
  // Half a step up, so that cutting off rounds; one more, so that what lies below the table stays below zero.
  const shift = 1.5 - first
  return (line, row) => {
    const nearRow = (y.near[row] ?? -1) * level.columns
    if (nearRow < 0) {
      line.fill(0)
      return
    }
    const farRow = (y.far[row] ?? 0) * level.columns
    const fy = y.share[row] ?? 0
    for (let column = 0; column < line.length; column++) {
      const near = x.near[column] ?? -1
      if (near < 0) {
        line[column] = 0
        continue
      }
      const far = x.far[column] ?? 0
      const fx = x.share[column] ?? 0
      const topNear = pixels[nearRow + near] ?? 0
      const bottomNear = pixels[farRow + near] ?? 0
      const top = topNear + ((pixels[nearRow + far] ?? 0) - topNear) * fx
      const bottom = bottomNear + ((pixels[farRow + far] ?? 0) - bottomNear) * fx
      const index = ((top + (bottom - top) * fy + shift) | 0) - 1
      line[column] = index < 0 ? below : greys[index < last ? index : last] ?? 0
    }
  }
}

/** Any turn. */
function turnedLines({ pixels, level: { rows, columns, factor }, first, greys, hasPadding, toImage }: GreyPicture): (line: Uint16Array, row: number) => void {
  const last = greys.length - 1
  const floor = hasPadding ? first - 0.5 : -Infinity
  return (line, y) => {
    for (let x = 0; x < line.length; x++) {
      const column = (toImage.a * (x + 0.5) + toImage.c * (y + 0.5) + toImage.e) / factor - 0.5
      const row = (toImage.b * (x + 0.5) + toImage.d * (y + 0.5) + toImage.f) / factor - 0.5
      if (column < -0.5 || row < -0.5 || column > columns - 0.5 || row > rows - 0.5) {
        line[x] = 0
        continue
      }
      const left = Math.min(Math.max(Math.floor(column), 0), columns - 1)
      const top = Math.min(Math.max(Math.floor(row), 0), rows - 1)
      const right = Math.min(left + 1, columns - 1)
      const bottom = Math.min(top + 1, rows - 1)
      const fx = Math.min(Math.max(column - left, 0), 1)
      const fy = Math.min(Math.max(row - top, 0), 1)
      const upper = mix(pixels[top * columns + left] ?? 0, pixels[top * columns + right] ?? 0, fx)
      const lower = mix(pixels[bottom * columns + left] ?? 0, pixels[bottom * columns + right] ?? 0, fx)
      const value = mix(upper, lower, fy)
      line[x] = value < floor ? 0 : greys[Math.min(Math.max(Math.round(value - first), 0), last)] ?? 0
    }
  }
}

const mix = (from: number, to: number, share: number): number => from + (to - from) * share
