/** A display table in the shape that the GPU mapper asks of a colour transfer function: exactly our 1-D table, one texel
 *  per stored value and each at the centre of its texel, so that nothing but linear interpolation comes between.
 *  Below the table lies one black texel when the frame has padding: padding stays black under every inversion. */
import type { DisplayTable } from '../../../main/domain/grey-scale/index.ts'

export interface GreyTransfer {
  /** Texels of the table. */
  readonly width: number
  getRange(): [number, number]
  getMTime(): number
  getTable(from: number, to: number, size: number, out: Float32Array): void
}

let lastTime = 0

export function createGreyTransfer(table: DisplayTable, hasPadding: boolean, widest: number): GreyTransfer {
  const guard = hasPadding ? 1 : 0
  const entries = table.values.length + guard
  const width = Math.min(entries, widest)
  const range: [number, number] = [table.first - guard - 0.5, table.first + table.values.length - 0.5]
  const time = ++lastTime
  return {
    width,
    getRange: () => range,
    getMTime: () => time,
    getTable(_from, _to, size, out) {
      for (let texel = 0; texel < size; texel++) {
        const value = sample(table.values, ((texel + 0.5) * entries) / size - 0.5 - guard, hasPadding) / 255
        out.fill(value, texel * 3, texel * 3 + 3)
      }
    },
  }
}

/** Entry at a position; fractional only when the table is wider than the largest texture. */
function sample(values: Uint8Array, position: number, hasPadding: boolean): number {
  if (position < 0) return hasPadding ? 0 : values[0] ?? 0
  const below = Math.floor(position)
  const low = values[below] ?? 0
  const high = values[Math.min(below + 1, values.length - 1)] ?? low
  return low + (high - low) * (position - below)
}

/** 8-bit colour passes as it is. */
export const identityTransfer: GreyTransfer = createGreyTransfer({ first: 0, values: Uint8Array.from({ length: 256 }, (_, index) => index) }, false, 256)
