/** Gradient noise in the plane: smooth, about -1..1, one feature per unit of length; and its sums over scales. */
import { createRandom } from './random.ts'

export type Noise = (x: number, y: number) => number

export function createNoise(seed: number): Noise {
  const random = createRandom(seed)
  const order = Uint8Array.from({ length: 256 }, (_, index) => index)
  for (let index = 255; index > 0; index -= 1) {
    const other = Math.floor(random.next() * (index + 1))
    const kept = order[index] ?? 0
    order[index] = order[other] ?? 0
    order[other] = kept
  }
  const table = new Uint8Array(512)
  table.set(order)
  table.set(order, 256)
  const across = Float64Array.from({ length: 256 }, (_, index) => Math.cos((index / 256) * 2 * Math.PI))
  const down = Float64Array.from({ length: 256 }, (_, index) => Math.sin((index / 256) * 2 * Math.PI))

  return (x, y) => {
    const left = Math.floor(x)
    const top = Math.floor(y)
    const dx = x - left
    const dy = y - top
    const column = left & 255
    const row = top & 255
    const a = (table[column] as number) + row
    const b = (table[column + 1] as number) + row
    const g00 = table[a] as number
    const g10 = table[b] as number
    const g01 = table[a + 1] as number
    const g11 = table[b + 1] as number
    const u = dx * dx * dx * (dx * (dx * 6 - 15) + 10)
    const v = dy * dy * dy * (dy * (dy * 6 - 15) + 10)
    const n00 = (across[g00] as number) * dx + (down[g00] as number) * dy
    const n10 = (across[g10] as number) * (dx - 1) + (down[g10] as number) * dy
    const n01 = (across[g01] as number) * dx + (down[g01] as number) * (dy - 1)
    const n11 = (across[g11] as number) * (dx - 1) + (down[g11] as number) * (dy - 1)
    const upper = n00 + u * (n10 - n00)
    const lower = n01 + u * (n11 - n01)
    return (upper + v * (lower - upper)) * 1.5
  }
}

/** Noise at `octaves` scales, each half as wide as the one before, turned against it, and `persistence` times as strong. */
export function layered(noise: Noise, x: number, y: number, octaves: number, persistence: number): number {
  let sum = 0
  let strength = 1
  let [across, down] = [x, y]
  for (let octave = 0; octave < octaves; octave += 1) {
    sum += strength * noise(across, down)
    strength *= persistence
    // Twice the rotation by 37°, so that no axis of the lattice shows.
    ;[across, down] = [1.597 * across - 1.204 * down + 17.3, 1.204 * across + 1.597 * down - 9.1]
  }
  return sum
}

export function smoothStep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)))
  return t * t * (3 - 2 * t)
}
