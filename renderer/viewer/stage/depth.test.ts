import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { fixedPoint, toHalf, WHITE, writeDithered, writeHalves } from './depth.ts'
import { thresholds, THRESHOLD_SIDE } from './thresholds.ts'

const dithered = (grey: number): number[] => {
  const out = new Uint32Array(THRESHOLD_SIDE ** 2)
  for (let row = 0; row < THRESHOLD_SIDE; row++) writeDithered(new Uint16Array(THRESHOLD_SIDE).fill(grey), row, out)
  return [...out].map((word) => word & 255)
}
const halfToNumber = (half: number): number => (half < 1024 ? half * 2 ** -24 : 2 ** ((half >> 10) - 15) * (1 + (half & 1023) / 1024))

describe('depth of the greys', () => {
  it('M04 every threshold stands four times in the square', () => {
    expect([...thresholds].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1024 }, (_, index) => index >> 2))
  })

  it('M04 on 8 bits a P-value keeps its mean over a square, and no pixel is a whole step away', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 65535 }), (pValue) => {
      const [grey = 0] = fixedPoint({ first: 0, values: Uint16Array.of(pValue) })
      const pixels = dithered(grey)
      expect(Math.max(...pixels.map((pixel) => Math.abs(pixel - (pValue * 255) / 65535)))).toBeLessThan(1.003)
      expect(pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length).toBeCloseTo(grey / 256, 10)
    }))
  })

  it('M04 black, white and whole steps of 8 bits carry no noise', () => {
    expect(Array.from({ length: 256 }, (_, step) => new Set(dithered(step * 256)).size)).toEqual(Array.from({ length: 256 }, () => 1))
    expect([dithered(0)[0], dithered(WHITE)[0]]).toEqual([0, 255])
    expect([...fixedPoint({ first: 0, values: Uint16Array.of(0, 257, 65535) })]).toEqual([0, 256, WHITE])
  })

  it('M04 neighbouring thresholds differ: a step between two greys has no coarse grain', () => {
    // Of a half-step grey no run of equal pixels along a line is longer than 4.
    const pixels = dithered(100 * 256 + 128)
    let longest = 0
    for (let row = 0; row < THRESHOLD_SIDE; row++) {
      for (let column = 0, runs = 0; column < THRESHOLD_SIDE; column++) {
        runs = column > 0 && pixels[row * THRESHOLD_SIDE + column] === pixels[row * THRESHOLD_SIDE + column - 1] ? runs + 1 : 1
        longest = Math.max(longest, runs)
      }
    }
    expect(longest).toBeLessThanOrEqual(4)
  })

  it('M04 on 10 bits and more a P-value is itself within half of a step of 11 bits', () => {
    const line = Uint16Array.from({ length: WHITE + 1 }, (_, grey) => grey)
    const out = new Uint32Array(line.length * 2)
    writeHalves(line, 0, out)
    const read = (word: number): number => halfToNumber(word & 0xffff)
    const worst = line.reduce((most, grey) => Math.max(most, Math.abs(read(out[grey * 2] ?? 0) - grey / WHITE)), 0)
    expect(worst).toBeLessThanOrEqual(1 / 4096)
    expect([read(out[0] ?? 1), read(out[WHITE * 2] ?? 0), read((out[1] ?? 0) >>> 16), toHalf(0.5)]).toEqual([0, 1, 1, 0x3800])
    expect(line.every((grey) => out[grey * 2] === ((out[grey * 2 + 1] ?? 0) & 0xffff) * 0x10001)).toBe(true)
  })
})
