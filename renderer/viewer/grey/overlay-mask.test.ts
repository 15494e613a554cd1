import { describe, expect, it } from 'vitest'
import type { OverlayPlane } from '../../../main/contract/index.ts'
import { factorFor, overlayMask } from './overlay-mask.ts'

const plane = (rows: readonly string[], kind: 'G' | 'R' = 'G'): OverlayPlane => {
  const columns = rows[0]?.length ?? 0
  const bytes = new Uint8Array(Math.ceil((rows.length * columns) / 8))
  for (const [bit, character] of [...rows.join('')].entries()) if (character === '#') bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7))
  return { group: 0x6000, rows: rows.length, columns, origin: [1, 1], kind, label: '', description: '', bits: btoa(String.fromCharCode(...bytes)) }
}
const everywhere = { left: -100, top: -100, right: 100, bottom: 100 }
const drawn = (mask: ReturnType<typeof overlayMask>): string[] => mask === null ? [] : Array.from({ length: mask.rows }, (_, row) =>
  [...mask.cells.subarray(row * mask.columns, (row + 1) * mask.columns)].map((cell) => (cell === 1 ? '#' : '.')).join(''))

describe('overlay planes on the screen', () => {
  const cross = ['..#..', '..#..', '#####', '..#..', '..#..', '.....']

  it('at one pixel per pixel are their bits, whatever bytes they begin in', () => {
    expect(drawn(overlayMask(plane(cross), everywhere, 1))).toEqual(cross)
  })

  it('reduced keep every line: a cell is set when any of its pixels is', () => {
    expect(drawn(overlayMask(plane(cross), everywhere, 2))).toEqual(['.#.', '###', '.#.'])
    expect([0.4, 1, 1.5, 2, 2.1, 6.4].map(factorFor)).toEqual([1, 1, 2, 2, 4, 8])
  })

  it('of a region of interest are its outline', () => {
    expect(drawn(overlayMask(plane(['.....', '.###.', '.###.', '.###.', '.....'], 'R'), everywhere, 1))).toEqual(['.....', '.###.', '.#.#.', '.###.', '.....'])
  })

  it('are cut to what is in sight, on whole cells', () => {
    const mask = overlayMask(plane(cross), { left: 1, top: 2, right: 4, bottom: 4 }, 2)
    expect(mask).toMatchObject({ left: 0, top: 2, columns: 2, rows: 1 })
    expect(drawn(mask)).toEqual(['##'])
    expect(overlayMask(plane(cross), { left: 9, top: 0, right: 12, bottom: 5 }, 1)).toBeNull()
  })
})
