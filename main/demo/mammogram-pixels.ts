/** Stored values of a "For Presentation" mammogram, 12 bits, from shape and tissue: density is computed on a coarse grid
 *  and interpolated, fine texture and noise are added per pixel. Air is exactly the padding value. */
import { breastShape, type View } from './breast-shape.ts'
import { createTissue, type Lesion, type Vessel } from './breast-tissue.ts'
import { createNoise, smoothStep } from './noise.ts'
import { createRandom } from './random.ts'

export interface MammogramOptions {
  view: View
  rows: number
  columns: number
  /** Millimetres per pixel at the detector. */
  spacing: number
  /** The chest wall is on the right edge of the image (right breasts) instead of the left. */
  mirrored: boolean
  anatomySeed: number
  noiseSeed: number
  lesion: Lesion | null
  /** How this compression differs from another of the same breast, millimetres and degrees. */
  shift: { x: number; y: number; degrees: number }
  /** Level of fat and gain of density, in stored values: each detector and processing has its own. */
  tone: { fat: number; gain: number; noise: number }
}

/** Density grid, millimetres. */
export const gridStep = 0.62

export const mammogramPixels = (options: MammogramOptions): Uint16Array => paintDensity(densityGrid(options), options)

export type PaintOptions = Pick<MammogramOptions, 'rows' | 'columns' | 'spacing' | 'tone' | 'mirrored' | 'noiseSeed'>

export function paintDensity(grid: DensityGrid, options: PaintOptions): Uint16Array {
  const { rows, columns, spacing, tone, mirrored } = options
  const texture = createNoise(options.noiseSeed + 1)
  const random = createRandom(options.noiseSeed)
  const grains = Float32Array.from({ length: 2 ** 16 }, () => random.normal())
  const weights = columnWeights(columns, spacing)
  const density = new Float32Array(grid.wide)
  const depths = new Float32Array(grid.wide)
  const pixels = new Uint16Array(rows * columns)
  for (let row = 0; row < rows; row += 1) {
    const y = (row + 0.5) * spacing
    interpolateRow(grid.density, grid.wide, y / gridStep + 1, density)
    interpolateRow(grid.depth, grid.wide, y / gridStep + 1, depths)
    const start = Math.floor(random.next() * 2 ** 16)
    let carried = 0
    for (let column = 0; column < columns; column += 1) {
      const depth = interpolate(depths, weights, column)
      if (depth <= 0) {
        // The breast is one run of each row, from the chest wall outwards.
        if (depth < -8) break
        continue
      }
      const x = (column + 0.5) * spacing
      const dense = interpolate(density, weights, column)
      // Quantum noise is slightly blurred by the detector: each pixel keeps part of its neighbour's.
      carried = 0.45 * carried + (grains[(start + column) & 0xffff] as number)
      const grain = 0.04 * texture(1.2 * x - 0.9 * y, 0.9 * x + 1.2 * y)
      const border = depth >= 13 ? 1 : smoothStep(-0.1, 0.9, depth) * (0.5 + 0.5 * smoothStep(0, 13, depth))
      const skin = depth >= 2.4 ? 0 : 0.1 * smoothStep(0, 0.5, depth) * smoothStep(2.4, 1.3, depth)
      const value = border * (tone.fat + tone.gain * (dense + skin + grain * (0.4 + dense))) + tone.noise * carried * (0.6 + 0.6 * border)
      pixels[row * columns + (mirrored ? columns - 1 - column : column)] = Math.max(1, Math.min(4095, Math.round(compress(value))))
    }
  }
  return pixels
}

/** Bright tissue is held back from the ceiling of 12 bits, as presentation processing does. */
function compress(value: number): number {
  const knee = 3000
  return value <= knee ? value : knee + 1000 * (1 - Math.exp(-(value - knee) / 1000))
}

/** Density and depth under the skin, row by row, `gridStep` apart. */
export interface DensityGrid { wide: number; density: Float32Array; depth: Float32Array }

export function densityGrid({ view, rows, columns, spacing, anatomySeed, lesion, shift }: MammogramOptions): DensityGrid {
  const shape = breastShape(view)
  const tissue = createTissue(anatomySeed, shape, lesion)
  const wide = Math.ceil((columns * spacing) / gridStep) + 4
  const high = Math.ceil((rows * spacing) / gridStep) + 4
  const density = new Float32Array(wide * high)
  const depth = new Float32Array(wide * high)
  const angle = (shift.degrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const place = (x: number, y: number) => {
    const [dx, dy] = [x - 40, y - 116 - shift.y]
    // Nothing lies behind the chest wall: what leaning would bring into view from there continues what is before it.
    return { x: Math.max(0, cos * dx - sin * dy + 40 - shift.x), y: sin * dx + cos * dy + 116 }
  }
  for (let row = 0; row < high; row += 1) {
    for (let column = 0; column < wide; column += 1) {
      const at = place((column - 1) * gridStep, (row - 1) * gridStep)
      const inside = shape.depth(at.x, at.y)
      depth[row * wide + column] = inside
      if (inside > -2) density[row * wide + column] = tissue.density(at.x, at.y, inside) + tissue.lesion(at.x, at.y)
    }
  }
  for (const vessel of tissue.vessels) drawVessel(density, wide, high, vessel)
  return { wide, density, depth }
}

function drawVessel(density: Float32Array, wide: number, high: number, { points, width, strength }: Vessel): void {
  const added = new Map<number, number>()
  points.slice(1).forEach((to, index) => {
    const from = points[index] ?? to
    const length = Math.hypot(to.x - from.x, to.y - from.y)
    // Vessels rise out of the tissue and sink into it again.
    const fade = Math.min(1, index / 15, (points.length - 2 - index) / 15)
    for (let along = 0; along < length; along += gridStep / 2) {
      const [x, y] = [from.x + ((to.x - from.x) * along) / length, from.y + ((to.y - from.y) * along) / length]
      const [column, row] = [Math.round(x / gridStep) + 1, Math.round(y / gridStep) + 1]
      for (let r = row - 4; r <= row + 4; r += 1) {
        for (let c = column - 4; c <= column + 4; c += 1) {
          if (r < 0 || c < 0 || r >= high || c >= wide) continue
          const off = Math.hypot((c - 1) * gridStep - x, (r - 1) * gridStep - y)
          const value = strength * fade * Math.exp(-((off / width) ** 2))
          if (value > (added.get(r * wide + c) ?? 0)) added.set(r * wide + c, value)
        }
      }
    }
  })
  for (const [index, value] of added) density[index] = (density[index] ?? 0) + value
}

/** Weights of the uniform cubic B-spline at a fraction of a step: smooth, without the grid showing. */
function splineWeights(u: number): [number, number, number, number] {
  const [squared, cubed] = [u * u, u * u * u]
  const first = (1 - 3 * u + 3 * squared - cubed) / 6
  const second = (3 * cubed - 6 * squared + 4) / 6
  const last = cubed / 6
  return [first, second, 1 - first - second - last, last]
}

interface Weights { left: Int32Array; values: Float32Array }

function columnWeights(columns: number, spacing: number): Weights {
  const left = new Int32Array(columns)
  const values = new Float32Array(columns * 4)
  for (let column = 0; column < columns; column += 1) {
    const x = ((column + 0.5) * spacing) / gridStep + 1
    left[column] = Math.floor(x) - 1
    values.set(splineWeights(x - Math.floor(x)), column * 4)
  }
  return { left, values }
}

function interpolateRow(grid: Float32Array, wide: number, y: number, into: Float32Array): void {
  const top = Math.floor(y)
  const [a, b, c, d] = splineWeights(y - top)
  const at = (top - 1) * wide
  for (let index = 0; index < wide; index += 1)
    into[index] = a * (grid[at + index] as number) + b * (grid[at + wide + index] as number) + c * (grid[at + 2 * wide + index] as number) + d * (grid[at + 3 * wide + index] as number)
}

function interpolate(line: Float32Array, { left, values }: Weights, column: number): number {
  const at = left[column] as number
  const from = column * 4
  return (values[from] as number) * (line[at] as number) + (values[from + 1] as number) * (line[at + 1] as number)
    + (values[from + 2] as number) * (line[at + 2] as number) + (values[from + 3] as number) * (line[at + 3] as number)
}
