/** A CT quality phantom in Hounsfield units: inserts of known value, bar patterns of known frequency, contrast discs and
 *  beads at known distances, and a rod that winds through all slices so that scrolling shows where one is. */
import { createRandom, type Random } from './random.ts'

export const ctMatrix = 256
/** Millimetres. */
export const ctPixelSpacing = 0.9375
export const ctSliceSpacing = 2.5
export const ctSlices = 60

/** Cylindrical inserts of the first module: a measured mean must be this value. */
export const ctInserts = [
  { name: 'air', hounsfield: -1000 }, { name: 'polyéthylène', hounsfield: -95 }, { name: 'eau', hounsfield: 0 },
  { name: 'acrylique', hounsfield: 120 }, { name: 'delrin', hounsfield: 340 }, { name: 'os', hounsfield: 955 },
].map((insert, index) => ({ ...insert, ...onCircle(60, index / 6), radius: 12 }))

/** Groups of the second module, line pairs per centimetre. */
export const ctLinePairs = [1, 2, 3, 4, 5, 6]

/** Centres of two beads in the third module, 100 mm apart. */
export const ctBeads = [{ x: -50, y: 0 }, { x: 50, y: 0 }]

const body = 30
const shell = { inner: 97, outer: 100, hounsfield: 120 }

type Module = (x: number, y: number) => number

/** Slices in order, each ctMatrix² values of HU + 1024. */
export function* ctPhantomSlices(seed: number): Generator<Uint16Array> {
  const random = createRandom(seed)
  const modules = [inserts, bars, contrasts].map((module) => blurred(sampled((x, y) => holder(x, y, module))))
  const noise = noiseField(random)
  for (let slice = 0; slice < ctSlices; slice += 1) {
    const base = modules[Math.floor((slice / ctSlices) * modules.length)] ?? new Float32Array()
    yield withNoise(withRod(base, slice), noise, Math.floor(random.next() * noise.length))
  }
}

function onCircle(radius: number, turn: number): { x: number; y: number } {
  return { x: radius * Math.sin(turn * 2 * Math.PI), y: -radius * Math.cos(turn * 2 * Math.PI) }
}

function holder(x: number, y: number, module: Module): number {
  const radius = Math.hypot(x, y)
  if (radius < shell.inner) return module(x, y)
  if (radius < shell.outer) return shell.hounsfield
  // The couch: a thin curved shell below.
  const couch = Math.hypot(x, y + 380)
  return couch > 486 && couch < 489 && Math.abs(x) < 112 ? -120 : -1000
}

function inserts(x: number, y: number): number {
  return ctInserts.find((insert) => Math.hypot(x - insert.x, y - insert.y) < insert.radius)?.hounsfield ?? body
}

const groups = ctLinePairs.map((pairs, index) => ({ pairs, centre: onCircle(58, (index + 0.5) / ctLinePairs.length) }))
const discs = [{ ring: 72, contrast: 25 }, { ring: 32, contrast: 15 }].flatMap(({ ring, contrast }, which) =>
  Array.from({ length: 6 }, (_, disc) => ({ centre: onCircle(ring, (disc + 0.25 + which * 0.25) / 6), radius: 11 - 1.6 * disc, contrast })))

function bars(x: number, y: number): number {
  for (const { pairs, centre } of groups) {
    const [dx, dy] = [x - centre.x, y - centre.y]
    if (Math.abs(dx) > 14 || Math.abs(dy) > 11) continue
    return Math.floor(((dx + 14) / 10) * pairs * 2) % 2 === 0 ? 900 : body
  }
  return Math.hypot(x, y) < 14 ? 900 - 870 * Math.min(1, Math.hypot(x, y) / 14) : body
}

function contrasts(x: number, y: number): number {
  if (ctBeads.some((bead) => Math.hypot(x - bead.x, y - bead.y) < 1.2)) return 2800
  return body + (discs.find((disc) => Math.hypot(x - disc.centre.x, y - disc.centre.y) < disc.radius)?.contrast ?? 0)
}

/** Nine samples per pixel, so that edges are where they are and not on the matrix. */
function sampled(value: Module): Float32Array {
  const half = (ctMatrix - 1) / 2
  const offsets = [-1 / 3, 0, 1 / 3]
  return Float32Array.from({ length: ctMatrix * ctMatrix }, (_, index) => {
    const column = (index % ctMatrix) - half
    const row = Math.floor(index / ctMatrix) - half
    let sum = 0
    for (const dy of offsets) for (const dx of offsets) sum += value((column + dx) * ctPixelSpacing, (row + dy) * ctPixelSpacing)
    return sum / 9
  })
}

/** The point spread of scanner and kernel: about 0.8 mm. */
function blurred(image: Float32Array): Float32Array {
  const across = smoothed(image, 1)
  return smoothed(across, ctMatrix)
}

function smoothed(image: Float32Array, step: number): Float32Array {
  return image.map((value, index) => 0.68 * value + 0.16 * ((image[index - step] ?? value) + (image[index + step] ?? value)))
}

/** One turn of the rod over the whole phantom, near its border. */
function withRod(base: Float32Array, slice: number): Float32Array {
  const image = base.slice()
  const centre = onCircle(86, slice / ctSlices)
  const half = (ctMatrix - 1) / 2
  const [column, row] = [Math.round(centre.x / ctPixelSpacing + half), Math.round(centre.y / ctPixelSpacing + half)]
  for (let r = row - 6; r <= row + 6; r += 1) {
    for (let c = column - 6; c <= column + 6; c += 1) {
      const distance = Math.hypot((c - half) * ctPixelSpacing - centre.x, (r - half) * ctPixelSpacing - centre.y)
      const share = Math.min(1, Math.max(0, (4 - distance) / 1.2))
      const at = r * ctMatrix + c
      image[at] = (image[at] ?? 0) * (1 - share) + 955 * share
    }
  }
  return image
}

/** Correlated noise, longer than one slice so that slices differ; its length is a power of two. */
function noiseField(random: Random): Float32Array {
  const white = Float32Array.from({ length: ctMatrix * ctMatrix * 2 }, () => random.normal() * 15)
  return smoothed(smoothed(white, 1), ctMatrix)
}

function withNoise(image: Float32Array, noise: Float32Array, start: number): Uint16Array {
  const pixels = new Uint16Array(image.length)
  for (let index = 0; index < pixels.length; index += 1) {
    const value = (image[index] as number) + (noise[(start + index) & (noise.length - 1)] as number)
    pixels[index] = Math.max(0, Math.min(4095, Math.round(value) + 1024))
  }
  return pixels
}
