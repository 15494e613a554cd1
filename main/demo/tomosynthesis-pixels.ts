/** Slices of a generated breast: tissue lies in layers at depths of their own; a slice shows the layer it goes through
 *  sharp and the others drawn out along the travel of the tube (from top to bottom), as tomosynthesis does. */
import { densityGrid, gridStep, paintDensity, type DensityGrid, type MammogramOptions } from './mammogram-pixels.ts'

/** The lesion lies in the middle of the breast. */
export interface VolumeOptions extends MammogramOptions {
  slices: number
  /** Millimetres between slices. */
  thickness: number
}

const LAYERS = 4
/** Half of the arc that the tube travels: how fast what is out of focus is drawn out, millimetres per millimetre. */
const SPREAD = Math.tan((7.5 * Math.PI) / 180)

/** Tissue of the breast at depths of its own; the same for slices and for what is computed from them. */
export function layersOf(options: VolumeOptions): Layer[] {
  return Array.from({ length: LAYERS }, (_, index) => ({
    at: ((index + 0.5) / LAYERS) * options.slices * options.thickness,
    grid: densityGrid({ ...options, anatomySeed: options.anatomySeed + 1000 * index, lesion: index === LAYERS >> 1 ? options.lesion : null }),
  }))
}

/** The mammogram that is computed from the volume: all layers at once. */
export function syntheticPixels(layers: readonly Layer[], options: VolumeOptions): Uint16Array {
  const [{ grid: shape } = unreachable()] = layers
  const density = new Float32Array(shape.density.length)
  // The lesion is in one layer: what stands out is kept, as synthesis does.
  for (let at = 0; at < density.length; at++) {
    const values = layers.map(({ grid }) => grid.density[at] ?? 0)
    density[at] = 0.55 * (values.reduce((sum, value) => sum + value, 0) / LAYERS) + 0.45 * Math.max(...values)
  }
  return paintDensity({ ...shape, density }, options)
}

/** One array of stored values per slice, first to last. */
export function* tomosynthesisPixels(layers: readonly Layer[], options: VolumeOptions): Generator<Uint16Array> {
  const { slices, thickness, noiseSeed } = options
  const depth = slices * thickness
  for (let slice = 0; slice < slices; slice++) {
    const here = (slice + 0.5) * thickness
    yield paintDensity(focused(layers, here, depth), { ...options, noiseSeed: noiseSeed + 10 * slice })
  }
}

export interface Layer { at: number; grid: DensityGrid }

function focused(layers: readonly Layer[], here: number, depth: number): DensityGrid {
  const [{ grid: shape } = unreachable()] = layers
  const density = new Float32Array(shape.density.length)
  for (const { at, grid } of layers) {
    const away = Math.abs(at - here)
    // The nearer the layer, the more of the slice it is; all of them together weigh one.
    const weight = nearness(away, depth) / layers.reduce((sum, other) => sum + nearness(Math.abs(other.at - here), depth), 0)
    addDrawnOut(density, grid, weight, Math.round((away * 2 * SPREAD * 3) / gridStep))
  }
  return { ...shape, density }
}

const nearness = (away: number, depth: number): number => Math.exp(-((away / (depth / LAYERS)) ** 2)) + 0.12

/** Adds the grid, averaged over `2 × half + 1` rows. */
function addDrawnOut(into: Float32Array, { density, wide }: DensityGrid, weight: number, half: number): void {
  const high = density.length / wide
  for (let column = 0; column < wide; column++) {
    let sum = 0
    let count = 0
    const take = (row: number, sign: number): void => {
      if (row < 0 || row >= high) return
      sum += sign * (density[row * wide + column] ?? 0)
      count += sign
    }
    for (let row = -half; row < half; row++) take(row, 1)
    for (let row = 0; row < high; row++) {
      take(row + half, 1)
      into[row * wide + column] = (into[row * wide + column] ?? 0) + (weight * sum) / count
      take(row - half, -1)
    }
  }
}

function unreachable(): never {
  throw new Error('a volume without layers')
}
