/** Which pixels of which images have been on screen at 1:1 or larger: one bit per stored pixel, so that 100 % means
 *  every one. Nothing is rounded up. */
import type { ShownPart } from './shown-part.ts'

export interface Matrix {
  readonly sopInstanceUID: string
  readonly rows: number
  readonly columns: number
}

/** Tiles of the stored matrix in reading order; a tile is `true` when all its pixels have been shown. */
export interface Tiles {
  readonly rows: number
  readonly columns: number
  readonly shown: readonly boolean[]
}

export interface CoverageRecord {
  /** True when something new was shown. */
  show(image: Matrix, part: ShownPart): boolean
  /** 0..1; 1 only when every pixel has been shown. */
  shareOf(image: Matrix): number
  /** Pixels of that part which have not been shown. */
  missingIn(image: Matrix, part: ShownPart): number
  tilesOf(image: Matrix): Tiles
  /** Images shown in part at least, and their shares. */
  shares(): ReadonlyMap<string, number>
  subscribe(listener: () => void): () => void
  /** Changes with every pixel newly shown. */
  version(): number
}

/** Pixels along each side of a tile: two words of the map. */
export const TILE = 64

interface Bits {
  readonly rows: number
  readonly columns: number
  /** Words per row. */
  readonly stride: number
  readonly words: Uint32Array
  shown: number
}

export function createCoverageRecord(): CoverageRecord {
  const known = new Map<string, Bits>()
  const listeners = new Set<() => void>()
  let version = 0
  const bitsOf = ({ sopInstanceUID, rows, columns }: Matrix): Bits => {
    const before = known.get(sopInstanceUID)
    if (before !== undefined) return before
    const stride = Math.ceil(columns / 32)
    const fresh: Bits = { rows, columns, stride, words: new Uint32Array(stride * rows), shown: 0 }
    known.set(sopInstanceUID, fresh)
    return fresh
  }
  const share = ({ shown, rows, columns }: Bits): number => shown / (rows * columns)
  return {
    show(image, part) {
      const bits = bitsOf(image)
      let fresh = 0
      eachWord(bits, part, (at, mask) => {
        const word = bits.words[at] ?? 0
        const missing = mask & ~word
        if (missing === 0) return
        fresh += ones(missing)
        bits.words[at] = word | mask
      })
      if (fresh === 0) return false
      bits.shown += fresh
      version += 1
      for (const listener of listeners) listener()
      return true
    },
    shareOf(image) {
      const bits = known.get(image.sopInstanceUID)
      return bits === undefined ? 0 : share(bits)
    },
    missingIn(image, part) {
      const bits = known.get(image.sopInstanceUID)
      if (bits === undefined) return (part.columns.to - part.columns.from) * (part.rows.to - part.rows.from)
      let missing = 0
      eachWord(bits, part, (at, mask) => { missing += ones(mask & ~(bits.words[at] ?? 0)) })
      return missing
    },
    tilesOf(image) {
      const [rows, columns] = [Math.ceil(image.rows / TILE), Math.ceil(image.columns / TILE)]
      const part = (tile: number): ShownPart => ({ columns: tileSpan(tile % columns, image.columns), rows: tileSpan(Math.floor(tile / columns), image.rows) })
      return { rows, columns, shown: Array.from({ length: rows * columns }, (_, tile) => known.has(image.sopInstanceUID) && this.missingIn(image, part(tile)) === 0) }
    },
    shares: () => new Map([...known].map(([uid, bits]) => [uid, share(bits)])),
    subscribe(listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
    version: () => version,
  }
}

const tileSpan = (tile: number, size: number): { from: number; to: number } => ({ from: tile * TILE, to: Math.min((tile + 1) * TILE, size) })

/** Every word that the part touches, with the bits of it that belong to the part. */
function eachWord({ stride, rows: allRows, columns: allColumns }: Bits, { columns, rows }: ShownPart, visit: (at: number, mask: number) => void): void {
  const [from, to] = [Math.max(columns.from, 0), Math.min(columns.to, allColumns)]
  if (from >= to) return
  const [first, last] = [from >> 5, (to - 1) >> 5]
  for (let row = Math.max(rows.from, 0); row < Math.min(rows.to, allRows); row++) {
    for (let word = first; word <= last; word++) {
      let mask = 0xffffffff
      if (word === first) mask &= 0xffffffff << (from & 31)
      if (word === last) mask &= 0xffffffff >>> (31 - ((to - 1) & 31))
      visit(row * stride + word, mask)
    }
  }
}

/** Bits set in a word of 32. */
function ones(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return (((x + (x >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}
