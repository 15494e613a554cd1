/** A display table in the shape that the GPU mapper asks of a colour transfer function: exactly our 1-D table, one texel
 *  per stored value, red the grey of 8 bits, green the part of a step above it; `grey-shader.ts` reads it. Below the
 *  table lies one black texel when the frame has padding: padding stays black under every inversion. */
import type { DisplayTable } from '../../../main/domain/grey-scale/index.ts'
import { fixedPoint } from './depth.ts'
import { thresholds } from './thresholds.ts'

/** A transfer function as the mapper knows it: `components` floats for each of `size` texels. */
export interface GreyTransfer {
  /** Texels of the table. */
  readonly width: number
  getRange(): [number, number]
  getMTime(): number
  getTable(from: number, to: number, size: number, out: Float32Array): void
}

let lastTime = 0

export function createGreyTransfer(table: DisplayTable, hasPadding: boolean, widest: number): GreyTransfer {
  const greys = fixedPoint(table)
  const guard = hasPadding ? 1 : 0
  const entries = greys.length + guard
  const width = Math.min(entries, widest)
  const range: [number, number] = [table.first - guard - 0.5, table.first + greys.length - 0.5]
  const time = ++lastTime
  return {
    width,
    getRange: () => range,
    getMTime: () => time,
    getTable(_from, _to, size, out) {
      for (let texel = 0; texel < size; texel++) {
        const grey = Math.round(sample(greys, ((texel + 0.5) * entries) / size - 0.5 - guard, hasPadding))
        out[texel * 3] = (grey >> 8) / 255
        out[texel * 3 + 1] = (grey & 255) / 255
        out[texel * 3 + 2] = 0
      }
    },
  }
}

/** Entry at a position; fractional only when the table is wider than the largest texture. */
function sample(values: Uint16Array, position: number, hasPadding: boolean): number {
  if (position < 0) return hasPadding ? 0 : values[0] ?? 0
  const below = Math.floor(position)
  const low = values[below] ?? 0
  const high = values[Math.min(below + 1, values.length - 1)] ?? low
  return low + (high - low) * (position - below)
}

/** 8-bit colour passes as it is, through the mapper's own shader. */
export const identityTransfer: GreyTransfer = {
  width: 256,
  getRange: () => [-0.5, 255.5],
  getMTime: () => 0,
  getTable(_from, _to, size, out) {
    for (let texel = 0; texel < size; texel++) out.fill(texel / (size - 1), texel * 3, texel * 3 + 3)
  },
}

/** The dithering thresholds, where the mapper expects an opacity function: a table of floats that our shader is free to use. */
export const thresholdTransfer: GreyTransfer = {
  width: thresholds.length,
  getRange: () => [0, 1],
  getMTime: () => 0,
  getTable(_from, _to, _size, out) { out.set(thresholds) },
}
