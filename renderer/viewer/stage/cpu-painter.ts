/** The same picture without a GPU: bilinear interpolation of stored values, then the display table, straight into RGBA.
 *  Used where there is no GPU or none worth the name, for the magnifier, and to check what the GPU painted. */
import type { Affine } from '../../../main/domain/geometry/index.ts'
import type { DisplayTable } from '../../../main/domain/grey-scale/index.ts'
import type { DecodedFrame, FrameLevel, GreyPixels } from '../pixels/index.ts'

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
  readonly data: Uint8ClampedArray<ArrayBuffer>
}

/** Fills every pixel of the target; outside the image and on padding it is black. */
export function paintOnCpu(picture: CpuPicture, target: CpuTarget): void {
  const { toImage, frame, table, level } = picture
  const isUpright = Math.abs(toImage.b) < 1e-9 && Math.abs(toImage.c) < 1e-9
  if (isUpright && frame.kind === 'grey' && table !== null) {
    paintUpright({ pixels: level.pixels as GreyPixels, level, table, hasPadding: frame.padding !== null, toImage }, target)
  } else paintAnyhow(picture, target)
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
function paintUpright(
  { pixels, level, table, hasPadding, toImage }: { pixels: GreyPixels; level: CpuPicture['level']; table: DisplayTable; hasPadding: boolean; toImage: Affine }, target: CpuTarget,
): void {
  const { width, height } = target
  const out = new Uint32Array(target.data.buffer, target.data.byteOffset, width * height)
  const BLACK = 0xff000000
  const shades = Uint32Array.from(table.values, (value) => BLACK + value * 0x010101)
  const last = shades.length - 1
  const below = hasPadding ? BLACK : shades[0] ?? BLACK
  const x = steps(width, toImage.a, toImage.e, level.factor, level.columns)
  const y = steps(height, toImage.d, toImage.f, level.factor, level.rows)
  // Half a step up, so that cutting off rounds; one more, so that what lies below the table stays below zero.
  const shift = 1.5 - table.first
  for (let row = 0, write = 0; row < height; row++) {
    const nearRow = (y.near[row] ?? -1) * level.columns
    if (nearRow < 0) {
      out.fill(BLACK, write, write + width)
      write += width
      continue
    }
    const farRow = (y.far[row] ?? 0) * level.columns
    const fy = y.share[row] ?? 0
    for (let column = 0; column < width; column++, write++) {
      const near = x.near[column] ?? -1
      if (near < 0) {
        out[write] = BLACK
        continue
      }
      const far = x.far[column] ?? 0
      const fx = x.share[column] ?? 0
      const topNear = pixels[nearRow + near] ?? 0
      const bottomNear = pixels[farRow + near] ?? 0
      const top = topNear + ((pixels[nearRow + far] ?? 0) - topNear) * fx
      const bottom = bottomNear + ((pixels[farRow + far] ?? 0) - bottomNear) * fx
      const index = ((top + (bottom - top) * fy + shift) | 0) - 1
      out[write] = index < 0 ? below : shades[index < last ? index : last] ?? BLACK
    }
  }
}

/** Any turn, and colour. */
function paintAnyhow({ frame, level, table, toImage }: CpuPicture, { data, width, height }: CpuTarget): void {
  const components = frame.kind === 'colour' ? 3 : 1
  const floor = frame.kind === 'grey' && frame.padding !== null && table !== null ? table.first - 0.5 : -Infinity
  const { pixels, rows, columns, factor } = level
  const last = table === null ? 0 : table.values.length - 1
  for (let y = 0, write = 0; y < height; y++) {
    for (let x = 0; x < width; x++, write += 4) {
      const column = (toImage.a * (x + 0.5) + toImage.c * (y + 0.5) + toImage.e) / factor - 0.5
      const row = (toImage.b * (x + 0.5) + toImage.d * (y + 0.5) + toImage.f) / factor - 0.5
      data[write + 3] = 255
      if (column < -0.5 || row < -0.5 || column > columns - 0.5 || row > rows - 0.5) {
        data[write] = data[write + 1] = data[write + 2] = 0
        continue
      }
      const left = Math.min(Math.max(Math.floor(column), 0), columns - 1)
      const top = Math.min(Math.max(Math.floor(row), 0), rows - 1)
      const right = Math.min(left + 1, columns - 1)
      const bottom = Math.min(top + 1, rows - 1)
      const fx = Math.min(Math.max(column - left, 0), 1)
      const fy = Math.min(Math.max(row - top, 0), 1)
      for (let part = 0; part < components; part++) {
        const upper = mix(pixels[(top * columns + left) * components + part] ?? 0, pixels[(top * columns + right) * components + part] ?? 0, fx)
        const lower = mix(pixels[(bottom * columns + left) * components + part] ?? 0, pixels[(bottom * columns + right) * components + part] ?? 0, fx)
        const value = mix(upper, lower, fy)
        data[write + part] = table === null ? value : value < floor ? 0 : table.values[Math.min(Math.max(Math.round(value - table.first), 0), last)] ?? 0
      }
      if (components === 1) data[write + 1] = data[write + 2] = data[write] ?? 0
    }
  }
}

const mix = (from: number, to: number, share: number): number => from + (to - from) * share
