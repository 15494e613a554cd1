import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { DecodedFrame } from '../pixels/index.ts'
import { paintOnCpu, type CpuTarget } from './cpu-painter.ts'

const PADDING = -32767
const grey = (columns: number, values: readonly number[], padding: number | null = null): DecodedFrame => ({
  kind: 'grey', padding, lowest: 0, highest: 255, levels: [{ factor: 1, rows: values.length / columns, columns, pixels: Int16Array.from(values) }],
})
const targetOf = ([width, height]: [number, number]): CpuTarget => ({ width, height, depth: '8-dithered', words: new Uint32Array(width * height) })
const identity = { first: 0, values: Uint16Array.from({ length: 256 }, (_, index) => index * 257) }
const negative = { first: 0, values: Uint16Array.from({ length: 256 }, (_, index) => 65535 - index * 257) }
const paint = (frame: DecodedFrame, toImage: { a: number; b: number; c: number; d: number; e: number; f: number }, size: [number, number], table = identity): number[] => {
  const target = targetOf(size)
  paintOnCpu({ frame, level: frame.levels[0], table, toImage }, target)
  expect([...target.words].every((word) => word >>> 24 === 255 && (word & 255) === ((word >> 8) & 255) && (word & 255) === ((word >> 16) & 255))).toBe(true)
  return [...target.words].map((word) => word & 255)
}

describe('painting without a GPU', () => {
  it('one acquired pixel per screen pixel is that pixel, shifted as asked, black outside', () => {
    expect(paint(grey(3, [10, 20, 30]), { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 }, [3, 1])).toEqual([10, 20, 30])
    expect(paint(grey(3, [10, 20, 30]), { a: 1, b: 0, c: 0, d: 1, e: -1, f: 0 }, [3, 1])).toEqual([0, 10, 20])
    expect(paint(grey(3, [10, 20, 30]), { a: -1, b: 0, c: 0, d: 1, e: 3, f: 0 }, [3, 1])).toEqual([30, 20, 10])
  })

  it('between two pixels lies their mean', () => {
    expect(paint(grey(2, [100, 200]), { a: 0.5, b: 0, c: 0, d: 1, e: 0, f: 0 }, [4, 1])).toEqual([100, 125, 175, 200])
  })

  it('M07 padding is black, and so is what lies between padding and image, inverted too', () => {
    const frame = grey(4, [PADDING, PADDING, 50, 60], PADDING)
    expect(paint(frame, { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 }, [4, 1], negative)).toEqual([0, 0, 205, 195])
    expect(paint(frame, { a: 0.5, b: 0, c: 0, d: 1, e: 0, f: 0 }, [8, 1], negative).slice(0, 5)).toEqual([0, 0, 0, 0, 0])
  })

  it('the quick way for upright images paints what the general way paints', () => {
    fc.assert(fc.property(
      fc.array(fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 255 }) }, { weight: 1, arbitrary: fc.constant(PADDING) }), { minLength: 12, maxLength: 12 }),
      fc.double({ min: 0.2, max: 3, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }), fc.boolean(),
      (values, scale, e, f, isFlipped) => {
        const frame = grey(4, values, PADDING)
        const a = isFlipped ? -scale : scale
        const upright = paint(frame, { a, b: 0, c: 0, d: scale, e, f }, [7, 5])
        // A shear too small to matter sends the same picture the other way.
        const anyhow = paint(frame, { a, b: 1e-8, c: 1e-8, d: scale, e, f }, [7, 5])
        expect(upright.filter((value, index) => Math.abs(value - (anyhow[index] ?? 0)) > 1).length).toBeLessThanOrEqual(1)
      },
    ))
  })

  it('colour passes through as it is, turned by a quarter', () => {
    const frame: DecodedFrame = { kind: 'colour', levels: [{ factor: 1, rows: 1, columns: 2, pixels: Uint8Array.from([255, 1, 2, 10, 20, 30]) }] }
    const target = targetOf([1, 2])
    paintOnCpu({ frame, level: frame.levels[0], table: null, toImage: { a: 0, b: 1, c: 1, d: 0, e: 0, f: 0 } }, target)
    expect([...new Uint8Array(target.words.buffer)]).toEqual([255, 1, 2, 255, 10, 20, 30, 255])
  })
})
