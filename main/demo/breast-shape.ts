/** Outline of a compressed breast in each view, in millimetres: x is the distance from the chest wall, y goes down the
 *  image. `depth` answers how far inside the skin a point lies (negative outside). */
export type View = 'CC' | 'MLO'

export interface BreastShape {
  depth(x: number, y: number): number
  /** Where the nipple is. */
  nipple: { x: number; y: number }
  /** How far inside the pectoral muscle a point lies; negative outside. */
  pectoral(x: number, y: number): number
}

/** The detector is 233 mm high; the breast lies around its middle. */
const centreY = 116

export function breastShape(view: View): BreastShape {
  const profile = tabulated(view === 'CC' ? ccProfile : mloProfile)
  const steepness = tabulated((y) => Math.hypot(1, profile(y + 0.5) - profile(y - 0.5)))
  const nippleY = view === 'CC' ? centreY + 4 : 128
  const nipple = { x: profile(nippleY), y: nippleY }
  return {
    nipple,
    depth(x, y) {
      const skin = (profile(y) - x) / steepness(y)
      const bump = 4.6 - Math.hypot(x - nipple.x, (y - nipple.y) * 0.8)
      return smoothMaximum(skin, bump, 5)
    },
    pectoral: view === 'CC' ? () => -100 : mloPectoral,
  }
}

/** The function at steps of a quarter millimetre over all that a detector can hold, straight between them. */
function tabulated(value: (y: number) => number): (y: number) => number {
  const table = Float64Array.from({ length: 1600 }, (_, index) => value(index / 4 - 80))
  return (y) => {
    const at = Math.min(1598, Math.max(0, (y + 80) * 4))
    const before = Math.floor(at)
    const from = table[before] as number
    return from + (at - before) * ((table[before + 1] as number) - from)
  }
}

/** CC: nearly a half ellipse, fuller on its lateral (upper) side. */
function ccProfile(y: number): number {
  const t = (y - centreY) / (y < centreY ? 88 : 78)
  if (Math.abs(t) >= 1) return -60 * (Math.abs(t) - 1) - 2
  return 97 * (1 - Math.abs(t) ** 2.25) ** 0.56 - 2
}

/** MLO: from the axilla over the nipple to the fold under the breast and the wall of the abdomen. */
const mloPoints: readonly [y: number, x: number][] = [
  [-20, 58], [0, 61], [22, 66], [45, 76], [70, 88], [95, 97], [118, 101], [138, 99], [156, 91], [172, 79], [185, 64], [195, 51], [203, 42], [210, 37], [219, 36], [232, 39], [250, 43],
]

function mloProfile(y: number): number {
  const index = Math.max(1, Math.min(mloPoints.length - 3, mloPoints.findIndex(([at]) => at > y) - 1))
  const [before, from, to, after] = [mloPoints[index - 1], mloPoints[index], mloPoints[index + 1], mloPoints[index + 2]]
  if (before === undefined || from === undefined || to === undefined || after === undefined) return 0
  const t = (y - from[0]) / (to[0] - from[0])
  const m0 = ((to[1] - before[1]) / (to[0] - before[0])) * (to[0] - from[0])
  const m1 = ((after[1] - from[1]) / (after[0] - from[0])) * (to[0] - from[0])
  return (2 * t ** 3 - 3 * t ** 2 + 1) * from[1] + (t ** 3 - 2 * t ** 2 + t) * m0 + (-2 * t ** 3 + 3 * t ** 2) * to[1] + (t ** 3 - t ** 2) * m1
}

/** The muscle fills the upper corner at the chest wall, its border slightly bulging. */
function mloPectoral(x: number, y: number): number {
  const t = Math.min(1.3, Math.max(-0.2, y / 132))
  const border = 50 * (1 - t) + 9 * Math.sin(Math.max(0, Math.min(1, t)) * Math.PI)
  return (border - x) * 0.92
}

function smoothMaximum(a: number, b: number, width: number): number {
  const h = Math.max(width - Math.abs(a - b), 0) / width
  return Math.max(a, b) + (h * h * width) / 4
}
