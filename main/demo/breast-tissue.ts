/** Density of the tissue at a point of a compressed breast, 0 (fat) to about 1 (gland), seen as lobes of gland behind
 *  the nipple, strands towards it, fat between, vessels, and a lesion where there is one. Not anatomy of anyone. */
import type { BreastShape } from './breast-shape.ts'
import { createNoise, layered, smoothStep } from './noise.ts'
import { createRandom } from './random.ts'

export interface Lesion { x: number; y: number; radius: number; strength: number }

export interface Tissue { density(x: number, y: number, depth: number): number; lesion(x: number, y: number): number; vessels: readonly Vessel[] }
/** A line of points with a half width, all in millimetres. */
export interface Vessel { points: readonly { x: number; y: number }[]; width: number; strength: number }

export function createTissue(seed: number, { nipple, pectoral }: BreastShape, lesion: Lesion | null): Tissue {
  const lobes = createNoise(seed)
  const strands = createNoise(seed + 1)
  const warp = createNoise(seed + 2)
  const fat = createNoise(seed + 3)
  const muscle = createNoise(seed + 4)
  return {
    /** `depth`: millimetres under the skin. */
    density(x, y, depth) {
      const wx = x + 6 * warp(x / 25, y / 25) + 2 * warp(x / 9 + 40, y / 9)
      const wy = y + 6 * warp(x / 25 + 90, y / 25 + 50) + 2 * warp(x / 9, y / 9 + 70)
      const behind = nipple.x - wx
      const beside = wy - nipple.y
      // The gland is a cone that opens behind the nipple, stronger on the upper (lateral, superior) side.
      const cone = 1 - Math.hypot((behind - 42) / 40, (beside + 8) / (20 + 0.36 * Math.max(0, behind))) ** 1.6
      const lobe = layered(lobes, wx / 21, wy / 21, 5, 0.62)
      // A layer of fat lies under the skin, thinnest behind the nipple.
      const subcutaneous = smoothStep(2, 13, depth + 9 * Math.exp(-((beside / 13) ** 2)))
      const gland = smoothStep(-0.3, 1.05, cone * 0.9 + lobe * 0.62) * subcutaneous
      const angle = Math.atan2(beside, Math.abs(behind) + 10)
      const radius = Math.hypot(behind + 10, beside)
      const ridge = 1 - Math.abs(layered(strands, angle * 12 + 0.35 * warp(x / 16, y / 16), radius / 42, 3, 0.55))
      const strand = Math.max(0, ridge) ** 9 * (0.3 + 0.7 * smoothStep(-1.2, 0.4, cone)) * smoothStep(6, 26, radius)
      const fine = layered(lobes, wx / 4.5 + 300, wy / 4.5, 3, 0.75)
      const fatty = layered(fat, x / 15, y / 15, 5, 0.7)
      const inMuscle = smoothStep(-2.5, 3.5, pectoral(x, y))
      const fibres = 0.03 * layered(muscle, (x + y * 0.42) / 4, (y - x * 0.42) / 55, 3, 0.6) + 0.05 * muscle(x / 30, y / 30)
      const breast = 0.1 + 0.05 * fatty + gland * (0.5 + 0.12 * fine) + 0.2 * strand * (1 - 0.55 * gland)
      return breast * (1 - 0.55 * inMuscle) + inMuscle * (0.42 + fibres + 0.0016 * Math.max(0, pectoral(x, y)))
    },
    lesion: lesion === null ? () => 0 : lesionDensity(seed + 9, lesion),
    vessels: createVessels(seed + 7, nipple),
  }
}

/** A small dense mass with an uneven border and fine spicules. */
function lesionDensity(seed: number, { x: cx, y: cy, radius, strength }: Lesion): (x: number, y: number) => number {
  const border = createNoise(seed)
  const random = createRandom(seed)
  const spicules = Array.from({ length: 15 }, (_, index) => ({
    angle: ((index + 0.7 * random.next()) / 15) * 2 * Math.PI, length: radius * (1.3 + 1.3 * random.next()), bend: (random.next() - 0.5) * 0.5, strength: 0.4 + 0.6 * random.next(),
  }))
  return (x, y) => {
    const distance = Math.hypot(x - cx, y - cy)
    if (distance > radius * 3.2) return 0
    const angle = Math.atan2(y - cy, x - cx)
    const edge = radius * (1 + 0.3 * layered(border, Math.cos(angle) * 1.3 + 5, Math.sin(angle) * 1.3 + 5, 3, 0.6))
    const core = smoothStep(edge * 1.35, edge * 0.55, distance) * (0.85 + 0.2 * border(x / 2.2, y / 2.2))
    let rays = 0
    for (const one of spicules) {
      let turn = angle - one.angle - one.bend * (distance / radius)
      turn -= Math.round(turn / (2 * Math.PI)) * 2 * Math.PI
      const off = Math.abs(turn) * distance
      if (off < 1.2) rays += one.strength * Math.exp(-((off / 0.42) ** 2)) * smoothStep(one.length, one.length * 0.35, distance)
    }
    return strength * (core + 0.38 * rays * smoothStep(0, edge * 0.8, distance))
  }
}

function createVessels(seed: number, nipple: { x: number; y: number }): Vessel[] {
  const random = createRandom(seed)
  return Array.from({ length: 5 }, (_, index) => {
    const side = index % 2 === 0 ? -1 : 1
    const wander = createNoise(seed + index)
    const start = { x: 6 + 30 * random.next(), y: nipple.y + side * (26 + 34 * random.next()) }
    const end = { x: nipple.x - 16 - 14 * random.next(), y: nipple.y + side * (8 + 22 * random.next()) }
    const points = Array.from({ length: 60 }, (__, step) => {
      const t = step / 59
      return {
        x: start.x + (end.x - start.x) * t + 4 * wander(t * 2.5, 3.3),
        y: start.y + (end.y - start.y) * t + side * 8 * Math.sin(t * Math.PI) + 4 * wander(t * 2.5 + 20, 7.7),
      }
    })
    return { points, width: 0.6 + 0.35 * random.next(), strength: 0.08 + 0.05 * random.next() }
  })
}
