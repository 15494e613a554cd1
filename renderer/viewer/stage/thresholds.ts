/** A square of thresholds for ordered dithering, fixed to the pixels of the screen: each of 0..255 four times, so spread
 *  that those below any one of them lie as evenly and as irregularly as can be (greedy void filling after Ulichney's
 *  void-and-cluster). Always the same; nothing shimmers. */

/** Side of the square; a power of two. */
export const THRESHOLD_SIDE = 32
const COUNT = THRESHOLD_SIDE ** 2
/** Reach of a filled place, in pixels (standard deviation). */
const REACH = 0.9

export const thresholds: Uint8Array<ArrayBuffer> = fillVoids()

function fillVoids(): Uint8Array<ArrayBuffer> {
  const bell = influence()
  // A faint fixed unevenness, or the first places would fall into a lattice.
  const energy = Float64Array.from({ length: COUNT }, (_, place) => (Math.imul(place + 1, 2654435761) >>> 0) / 2 ** 32 * 1e-3)
  const rank = new Uint8Array(COUNT)
  for (let filled = 0; filled < COUNT; filled++) {
    let place = 0
    for (let other = 1; other < COUNT; other++) if ((energy[other] ?? 0) < (energy[place] ?? 0)) place = other
    rank[place] = filled >> 2
    energy[place] = Infinity
    const [x, y] = [place % THRESHOLD_SIDE, Math.floor(place / THRESHOLD_SIDE)]
    for (let other = 0; other < COUNT; other++) {
      const dx = (other - x) & (THRESHOLD_SIDE - 1)
      const dy = (Math.floor(other / THRESHOLD_SIDE) - y) & (THRESHOLD_SIDE - 1)
      energy[other] = (energy[other] ?? 0) + (bell[dy * THRESHOLD_SIDE + dx] ?? 0)
    }
  }
  return rank
}

/** By distance on the torus: the square repeats without a seam. */
function influence(): Float64Array {
  const near = (distance: number): number => Math.min(distance, THRESHOLD_SIDE - distance)
  return Float64Array.from({ length: COUNT }, (_, place) =>
    Math.exp(-(near(place % THRESHOLD_SIDE) ** 2 + near(Math.floor(place / THRESHOLD_SIDE)) ** 2) / (2 * REACH ** 2)))
}
