import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { adjustVoi, applyVoi, applyWindow, displayTable, lookUp, matchPreset, modalityRange, paddingRange, toModality, voiPresets, type GreyScaleAttributes } from './index.ts'

const plain: GreyScaleAttributes = {
  rescaleSlope: 1, rescaleIntercept: 0, modalityLut: null, voiLuts: [],
  photometricInterpretation: 'MONOCHROME2', presentationLutShape: 'IDENTITY',
}

describe('windows', () => {
  it('M02 LINEAR follows the pseudo-code of PS3.3 C.11.2.1.2.1', () => {
    const byTheBook = (x: number, c: number, w: number): number => {
      if (x <= c - 0.5 - (w - 1) / 2) return 0
      if (x > c - 0.5 + (w - 1) / 2) return 1
      return (x - (c - 0.5)) / (w - 1) + 0.5
    }
    fc.assert(fc.property(fc.integer({ min: -2000, max: 5000 }), fc.integer({ min: -1000, max: 4000 }), fc.integer({ min: 2, max: 5000 }), (x, c, w) => {
      expect(applyWindow(x, c, w, 'LINEAR')).toBeCloseTo(byTheBook(x, c, w), 10)
    }))
  })

  it('LINEAR of width 1 is a threshold at c - 0.5', () => {
    expect([99, 100].map((x) => applyWindow(x, 100, 1, 'LINEAR'))).toEqual([0, 1])
  })

  it('the notes of the standard hold: c=2048 w=4096 leaves 12 bits as they are; c=100 w=0 LINEAR_EXACT is a threshold', () => {
    expect(applyWindow(0, 2048, 4096, 'LINEAR')).toBe(0)
    expect(applyWindow(4095, 2048, 4096, 'LINEAR')).toBe(1)
    expect(applyWindow(1000, 2048, 4096, 'LINEAR') * 4095).toBeCloseTo(1000, 8)
    expect([100, 101].map((x) => applyWindow(x, 100, 0, 'LINEAR_EXACT'))).toEqual([0, 1])
  })

  it('LINEAR_EXACT ramps from c - w/2 to c + w/2', () => {
    expect(applyWindow(50, 100, 100, 'LINEAR_EXACT')).toBe(0)
    expect(applyWindow(100, 100, 100, 'LINEAR_EXACT')).toBe(0.5)
    expect(applyWindow(125, 100, 100, 'LINEAR_EXACT')).toBe(0.75)
    expect(applyWindow(150, 100, 100, 'LINEAR_EXACT')).toBe(1)
  })

  it('M02 SIGMOID is 1 / (1 + exp(-4 (x - c) / w))', () => {
    expect(applyWindow(2653, 2653, 900, 'SIGMOID')).toBe(0.5)
    expect(applyWindow(3103, 2653, 900, 'SIGMOID')).toBeCloseTo(1 / (1 + Math.exp(-2)), 12)
  })
})

describe('tables', () => {
  const square = { explanation: 'NORMAL', firstMapped: 10, bits: 12, data: [0, 1000, 4095] }

  it('M03 inputs below and above a table take its first and last entry', () => {
    expect([-5, 10, 11, 12, 99].map((x) => lookUp(square, x))).toEqual([0, 0, 1000, 4095, 4095])
  })

  it('M01 a VOI LUT item maps through its bits to the whole output range', () => {
    const image = { ...plain, voiLuts: [square] }
    const [preset] = voiPresets({ windows: [], voiLuts: [square], voiLutFunction: 'LINEAR', modality: 'MG' }, [0, 20])
    expect([9, 10, 11, 12, 13].map((x) => applyVoi(image, preset.voi, x))).toEqual([0, 0, 1000 / 4095, 1, 1])
  })

  it('a Modality LUT comes before the window, and its range is found though it be not monotonic', () => {
    const image = { ...plain, modalityLut: { explanation: '', firstMapped: 0, bits: 16, data: [5, 9, 1] } }
    expect([0, 1, 2].map((x) => toModality(image, x))).toEqual([5, 9, 1])
    expect(modalityRange(image, 0, 2)).toEqual([1, 9])
  })
})

describe('presentation', () => {
  const voi = { kind: 'window', center: 2, width: 4, shape: 'LINEAR_EXACT' } as const

  it('rescale, window and P-values make one table', () => {
    const image = { ...plain, rescaleSlope: 2, rescaleIntercept: -2 }
    expect([...displayTable(image, voi, false, 0, 3).values]).toEqual([0, 0, 32768, 65535])
  })

  it('M04 MONOCHROME1 and INVERSE together invert once; the reader inverts on top', () => {
    const upright = [...displayTable(plain, voi, false, 0, 4).values]
    const negative = [...upright].reverse()
    for (const image of [
      { ...plain, photometricInterpretation: 'MONOCHROME1' },
      { ...plain, presentationLutShape: 'INVERSE' as const },
      { ...plain, photometricInterpretation: 'MONOCHROME1', presentationLutShape: 'INVERSE' as const },
    ]) {
      expect(Math.max(...[...displayTable(image, voi, false, 0, 4).values].map((value, index) => Math.abs(value - (negative[index] ?? 0))))).toBeLessThanOrEqual(1)
      expect([...displayTable(image, voi, true, 0, 4).values]).toEqual(upright)
    }
  })

  it('M07 padding is a range whose limit may lie on either side', () => {
    expect(paddingRange({ pixelPaddingValue: 0, pixelPaddingRangeLimit: 30 })).toEqual([0, 30])
    expect(paddingRange({ pixelPaddingValue: 30, pixelPaddingRangeLimit: 0 })).toEqual([0, 30])
    expect(paddingRange({ pixelPaddingValue: -2000, pixelPaddingRangeLimit: null })).toEqual([-2000, -2000])
    expect(paddingRange({ pixelPaddingValue: null, pixelPaddingRangeLimit: 30 })).toBeNull()
  })
})

describe('presets', () => {
  const ge = {
    windows: [{ center: 2653, width: 900, explanation: 'NORMAL' }, { center: 2713, width: 750, explanation: 'HARDER' }],
    voiLuts: [{ explanation: 'NORMAL', firstMapped: 625, bits: 12, data: [0, 4095] }],
    voiLutFunction: 'SIGMOID' as const, modality: 'MG',
  }

  it('M01 every window and every table is offered, the full range last', () => {
    expect(voiPresets(ge, [0, 4095]).map(({ kind, explanation }) => `${kind} ${explanation}`)).toEqual(['window NORMAL', 'window HARDER', 'lut NORMAL', 'full '])
    expect(voiPresets({ windows: [], voiLuts: [], voiLutFunction: 'LINEAR', modality: 'MG' }, [-5, 15])[0].voi).toEqual({ kind: 'window', center: 5, width: 20, shape: 'LINEAR_EXACT' })
  })

  it('a CT offers the standard windows after its own', () => {
    const names = voiPresets({ windows: [{ center: 40, width: 400, explanation: '' }], voiLuts: [], voiLutFunction: 'LINEAR', modality: 'CT' }, [0, 1]).map(({ kind, explanation }) => `${kind} ${explanation}`)
    expect(names).toEqual(['window ', 'standard lung', 'standard mediastinum', 'standard abdomen', 'standard bone', 'standard brain', 'full '])
  })

  it('M05 a choice on one view finds its counterpart on another, else that view\'s first', () => {
    const harder = { kind: 'window', index: 1, explanation: 'HARDER' } as const
    expect(matchPreset(voiPresets(ge, [0, 1]), harder).voi).toMatchObject({ center: 2713 })
    const single = voiPresets({ ...ge, windows: [{ center: 7, width: 9, explanation: '' }], voiLuts: [] }, [0, 1])
    expect(matchPreset(single, harder).voi).toMatchObject({ center: 7 })
    expect(matchPreset(single, { kind: 'lut', index: 0, explanation: 'NORMAL' }).voi).toMatchObject({ center: 7 })
  })

  it('a drag shifts by widths and stretches by a factor, never below one step', () => {
    const [preset] = voiPresets(ge, [0, 1])
    expect(adjustVoi(preset, { shift: 0.5, stretch: 2 })).toMatchObject({ center: 3103, width: 1800 })
    expect(adjustVoi(preset, { shift: 0, stretch: 0 })).toMatchObject({ width: 1 })
  })
})
