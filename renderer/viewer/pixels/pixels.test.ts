import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { decodeNative } from './codecs/native.ts'
import { decodeRle } from './codecs/rle.ts'
import type { DecodeParameters } from './frame.ts'
import { toColourFrame } from './colour.ts'
import { toGreyFrame } from './grey.ts'
import { ImageProblem } from './problem.ts'

const parameters = (over: Partial<DecodeParameters> = {}): DecodeParameters => ({
  transferSyntaxUID: '1.2.840.10008.1.2.1', rows: 1, columns: 4, samplesPerPixel: 1, photometricInterpretation: 'MONOCHROME2', planarConfiguration: null,
  bitsAllocated: 16, bitsStored: 12, highBit: 11, pixelRepresentation: 0, pixelPaddingValue: null, pixelPaddingRangeLimit: null, displayShutter: null, ...over,
})
const bytesOf = (values: readonly number[]): Uint8Array<ArrayBuffer> => new Uint8Array(Uint16Array.from(values).buffer)
const grey = (values: readonly number[], over: Partial<DecodeParameters> = {}) => {
  const image = parameters({ columns: values.length, ...over })
  return toGreyFrame(decodeNative(bytesOf(values), image), image, true)
}

describe('stored values', () => {
  it('drop what lies above the high bit and extend the sign (PS3.5 8.1.1)', () => {
    expect([...grey([0xf123, 0x0fff]).levels[0].pixels]).toEqual([0x123, 0xfff])
    expect([...grey([0x0fff, 0x07ff, 0x0800], { pixelRepresentation: 1 }).levels[0].pixels]).toEqual([-1, 2047, -2048])
    expect([...grey([0x1230], { highBit: 15 }).levels[0].pixels]).toEqual([0x123])
    expect([...grey([0xfffe], { pixelRepresentation: 1, bitsStored: 16, highBit: 15 }).levels[0].pixels]).toEqual([-2])
  })

  it('M07 padding is set apart far below, and takes no part in the range', () => {
    const frame = grey([0, 31, 4000, 30], { pixelPaddingValue: 0, pixelPaddingRangeLimit: 30 })
    expect(frame).toMatchObject({ lowest: 31, highest: 4000 })
    expect([...frame.levels[0].pixels]).toEqual([frame.padding, 31, 4000, frame.padding])
    expect(frame.padding).toBeLessThan(-8 * 4000)
  })

  it('sixteen full bits with padding keep their values and still set padding apart', () => {
    const frame = grey([0, 1, 65535], { bitsStored: 16, highBit: 15, pixelPaddingValue: 0 })
    expect([...frame.levels[0].pixels]).toEqual([frame.padding, 1, 65535])
    expect(frame.padding).toBeLessThan(-65535)
  })

  it('an image of nothing but padding is no image of infinities', () => {
    expect(grey([0, 0], { pixelPaddingValue: 0 })).toMatchObject({ lowest: 0, highest: 0 })
  })
})

describe('the display shutter', () => {
  const shutter = { presentationValue: 0, rectangle: { left: 2, right: 3, upper: 1, lower: 1 }, circle: null, polygon: null }

  it('M07 what it covers is padding, and takes no part in the range', () => {
    const frame = grey([4000, 20, 30, 0], { displayShutter: shutter })
    expect(frame).toMatchObject({ lowest: 20, highest: 30 })
    expect([...frame.levels[0].pixels]).toEqual([frame.padding, 20, 30, frame.padding])
  })

  it('M07 padding inside it stays padding; nothing seen at all is no image of infinities', () => {
    expect(grey([7, 20, 0, 7], { displayShutter: shutter, pixelPaddingValue: 0 })).toMatchObject({ lowest: 20, highest: 20 })
    expect(grey([1, 2, 3, 4], { displayShutter: { ...shutter, rectangle: { left: 9, right: 12, upper: 1, lower: 1 } } })).toMatchObject({ lowest: 0, highest: 0 })
  })

  it('M07 it covers colour with black', () => {
    const image = parameters({ columns: 4, samplesPerPixel: 3, photometricInterpretation: 'RGB', planarConfiguration: 0, bitsAllocated: 8, bitsStored: 8, highBit: 7, displayShutter: shutter })
    const raw = decodeNative(new Uint8Array(12).fill(9), image)
    expect([...toColourFrame(raw, image, true).levels[0].pixels]).toEqual([0, 0, 0, 9, 9, 9, 9, 9, 9, 0, 0, 0])
  })
})

describe('reduced copies', () => {
  it('average two by two; mostly padding is padding, else padding does not weigh in', () => {
    const side = 800
    const values = Array.from({ length: side * side }, (_, i) => (Math.floor(i / side) < 2 && i % side < 2 ? [10, 20, 31, 40][(Math.floor(i / side)) * 2 + (i % side)] ?? 0 : i % side < 4 && i < side && i % side > 1 ? 0 : 100))
    const frame = grey(values, { rows: side, columns: side, pixelPaddingValue: 0 })
    expect(frame.levels.map(({ factor, rows, columns }) => [factor, rows, columns])).toEqual([[1, 800, 800], [2, 400, 400]])
    const half = frame.levels[1]?.pixels ?? []
    expect(half[0]).toBe(25)
    // Two of four are padding: the other two speak for the cell.
    expect(half[1]).toBe(100)
    expect(half[2]).toBe(100)
  })

  it('keep the mean of an image without padding', () => {
    const values = Array.from({ length: 768 * 768 }, (_, i) => (i * 7919) % 4096)
    const [full, half] = grey(values, { rows: 768, columns: 768 }).levels
    const mean = (pixels: ArrayLike<number>): number => Array.from(pixels).reduce((sum, value) => sum + value, 0) / pixels.length
    // Rounding to whole values adds at most half a step.
    expect(Math.abs(mean(half?.pixels ?? []) - mean(full.pixels))).toBeLessThanOrEqual(0.5)
  })
})

/** Literal runs only: enough to write any segment. */
function packBits(plane: readonly number[]): number[] {
  const out: number[] = []
  for (let at = 0; at < plane.length; at += 128) out.push(Math.min(plane.length - at, 128) - 1, ...plane.slice(at, at + 128))
  return out
}

function rle(values: readonly number[]): Uint8Array<ArrayBuffer> {
  const [high, low] = [packBits(values.map((value) => value >> 8)), packBits(values.map((value) => value & 0xff))]
  const header = new Uint32Array(16)
  header.set([2, 64, 64 + high.length])
  return Uint8Array.from([...new Uint8Array(header.buffer), ...high, ...low])
}

describe('RLE', () => {
  it('gives back every image that was packed', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 65535 }), { minLength: 1, maxLength: 400 }), (values) => {
      expect([...decodeRle(rle(values), parameters({ columns: values.length, bitsStored: 16 })).samples]).toEqual(values)
    }))
  })

  it('repeats runs', () => {
    const header = new Uint32Array(16)
    header.set([1, 64])
    const bytes = Uint8Array.from([...new Uint8Array(header.buffer), 254, 7, 128, 0, 9])
    expect([...decodeRle(bytes, parameters({ bitsAllocated: 8 })).samples]).toEqual([7, 7, 7, 9])
  })

  it('never reads out of bounds and never answers a short image: any bytes decode or are corrupt', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
      try {
        expect(decodeRle(Uint8Array.from(noise), parameters({ columns: 10 })).samples).toHaveLength(10)
      } catch (error) {
        expect(error).toBeInstanceOf(ImageProblem)
      }
    }))
  })
})
