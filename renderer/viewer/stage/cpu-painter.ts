/** The same picture without a GPU: bilinear interpolation of stored values, then the display table, straight into RGBA.
 *  Used when WebGL is missing or lost, for the magnifier, and to check what the GPU painted. */
import type { Affine } from '../../../main/domain/geometry/index.ts'
import type { DisplayTable } from '../../../main/domain/grey-scale/index.ts'
import type { DecodedFrame, FrameLevel } from '../pixels/index.ts'

export interface CpuPicture {
  readonly frame: DecodedFrame
  readonly level: FrameLevel<DecodedFrame['levels'][0]['pixels']>
  readonly table: DisplayTable | null
  /** Device pixels of the target → pixels of the full image. */
  readonly toImage: Affine
}

/** Fills every pixel of the target; outside the image and on padding it is black. */
export function paintOnCpu({ frame, level, table, toImage }: CpuPicture, target: { width: number; height: number; data: Uint8ClampedArray }): void {
  const components = frame.kind === 'colour' ? 3 : 1
  const floor = frame.kind === 'grey' && frame.padding !== null && table !== null ? table.first - 0.5 : -Infinity
  const { pixels, rows, columns, factor } = level
  const { data, width, height } = target
  const last = table === null ? 0 : table.values.length - 1
  for (let y = 0, write = 0; y < height; y++) {
    for (let x = 0; x < width; x++, write += 4) {
      // Pixel centres map to pixel centres: both grids count from the corner.
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
