import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { adjustVoi, displayTable, referenceGrey, voiPresets, type VoiSetting } from './index.ts'

const table = fc.record({
  explanation: fc.constant(''), firstMapped: fc.integer({ min: -300, max: 300 }), bits: fc.integer({ min: 8, max: 16 }),
  data: fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 2, maxLength: 400 }),
})
const image = fc.record({
  rescaleSlope: fc.constantFrom(1, 2, 0.5, -1), rescaleIntercept: fc.integer({ min: -200, max: 200 }), modalityLut: fc.option(table, { nil: null }),
  windows: fc.array(fc.record({ center: fc.integer({ min: -400, max: 600 }), width: fc.integer({ min: 2, max: 900 }), explanation: fc.constant('') }), { maxLength: 3 }),
  voiLuts: fc.array(table, { maxLength: 3 }), voiLutFunction: fc.constantFrom('LINEAR' as const, 'LINEAR_EXACT' as const, 'SIGMOID' as const),
  photometricInterpretation: fc.constantFrom('MONOCHROME1', 'MONOCHROME2'), presentationLutShape: fc.constantFrom('IDENTITY' as const, 'INVERSE' as const), modality: fc.constantFrom('MG', 'CT'),
})

describe('two ways to one grey', () => {
  it('M01 M02 M03 M04 M05 the table and the straight formulas agree on every rendering of any image, shifted and stretched too', () => {
    fc.assert(fc.property(image, fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: 0.2, max: 4, noNaN: true }), fc.boolean(), fc.boolean(), (attributes, shift, stretch, isMoved, inverted) => {
      const range = [-50, 700] as const
      for (const preset of voiPresets(attributes, range)) {
        const choice: VoiSetting = { kind: preset.kind, index: preset.index, explanation: preset.explanation, shift: isMoved ? shift : 0, stretch: isMoved ? stretch : 1 }
        const { values } = displayTable(attributes, adjustVoi(preset, isMoved ? choice : null), inverted, -50, 150)
        const grey = referenceGrey(attributes, choice, range, inverted)
        expect(values.reduce((most, value, index) => Math.max(most, Math.abs(value - 65535 * grey(index - 50))), 0)).toBeLessThanOrEqual(0.51)
      }
    }), { numRuns: 200 })
  })

  it('M02 the straight formulas are those of the standard: its own notes hold', () => {
    const attributes = { rescaleSlope: 1, rescaleIntercept: 0, modalityLut: null, windows: [{ center: 2048, width: 4096, explanation: '' }], voiLuts: [], voiLutFunction: 'LINEAR' as const, photometricInterpretation: 'MONOCHROME2', presentationLutShape: 'IDENTITY' as const }
    const grey = referenceGrey(attributes, { kind: 'window', index: 0, explanation: '', shift: 0, stretch: 1 }, [0, 4095], false)
    expect([0, 4095].map(grey)).toEqual([0, 1])
    expect(grey(1000) * 4095).toBeCloseTo(1000, 8)
  })
})
