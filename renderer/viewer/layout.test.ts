import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { ImageDescriptor } from '../../main/contract/index.ts'
import type { HungCell } from '../../main/domain/hanging/index.ts'
import { fittedScales, imageView } from './image-view.ts'
import { layOut, pixelStep } from './layout.ts'
import { tissueShare } from './tissue.ts'
import type { GreyFrame } from './pixels/index.ts'

const cell = (id: string, justification: HungCell['justification'] = 'right'): HungCell => ({ id, study: 'current', stack: null, expected: null, justification })
const image = (over: Partial<ImageDescriptor> = {}): ImageDescriptor => ({
  modality: 'MG', rows: 4000, columns: 3000, imagerPixelSpacing: [0.1, 0.1], pixelSpacing: null, estimatedRadiographicMagnificationFactor: null,
  patientOrientation: ['P', 'L'], imageLaterality: 'R', rescaleSlope: 1, rescaleIntercept: 0, modalityLut: null, windows: [{ center: 50, width: 100, explanation: '' }], voiLuts: [],
  voiLutFunction: 'LINEAR', photometricInterpretation: 'MONOCHROME2', presentationLutShape: 'IDENTITY', pixelRepresentation: 0, bitsStored: 12, ...over,
} as ImageDescriptor)

describe('cells on the screen', () => {
  it('fill the area on whole pixels of the screen and never overlap', () => {
    fc.assert(fc.property(
      fc.integer({ min: 200, max: 4000 }), fc.integer({ min: 200, max: 4000 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), fc.constantFrom(1, 1.25, 1.5, 2),
      (width, height, columns, rows, ratio) => {
        const grid = Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_cell, column) => cell(`${row} ${column}`)))
        const placed = layOut(grid, { width, height }, ratio)
        for (const one of placed) {
          for (const edge of [one.left, one.top, one.width, one.height]) expect(Number.isInteger(edge * ratio)).toBe(true)
          expect(one.left + one.width).toBeLessThanOrEqual(width)
          expect(one.top + one.height).toBeLessThanOrEqual(height)
        }
        for (const [index, one] of placed.entries()) {
          const next = placed[index + 1]
          if (next !== undefined && next.top === one.top) expect(one.left + one.width).toBeLessThan(next.left)
        }
      },
    ))
  })

  it('whole CSS pixels that are whole device pixels too', () => {
    expect([1, 2, 1.5, 1.25].map(pixelStep)).toEqual([1, 1, 2, 4])
  })
})

describe('the fit', () => {
  const placed = layOut([[cell('a'), cell('b', 'left')]], { width: 400, height: 2000 }, 1)
  const images = new Map([['a', image()], ['b', image({ imageLaterality: 'L', patientOrientation: ['A', 'R'] })]])
  const fit = (share: number | null, over: Partial<ImageDescriptor> = {}) =>
    fittedScales({ scale: 'shared' }, placed, ({ id }) => ({ ...images.get(id), ...over }) as ImageDescriptor, () => share, 1)

  it('M11 is one scale for all; widths count to the end of the tissue only', () => {
    // 300 mm over 199 and 200 CSS pixels.
    expect(fit(1).scales.get('a')).toBeCloseTo(300 / 199)
    expect(new Set(fit(1).scales.values()).size).toBe(1)
    expect(fit(0.5).scales.get('a')).toBeCloseTo(150 / 199)
  })

  it('never lets the height overflow, however thin the breast', () => {
    expect(fit(0.01).scales.get('a')).toBeCloseTo(400 / 2000)
  })

  it('is provisional only while a width that matters is unknown', () => {
    expect(fit(null).isProvisional).toBe(true)
    expect(fit(null, { patientOrientation: null }).isProvisional).toBe(false)
    expect(fit(null, { columns: 100 }).isProvisional).toBe(false)
  })

  it('M13 a magnified view keeps out of the common scale', () => {
    const scales = fittedScales({ scale: 'shared' }, placed, ({ id }) => (id === 'a' ? image({ estimatedRadiographicMagnificationFactor: 1.8, imagerPixelSpacing: [0.05, 0.05] }) : image()), () => 1, 1).scales
    expect(scales.get('a')).not.toBe(scales.get('b'))
  })

  it('M12 at 1:1 one acquired pixel takes one pixel of the screen, whatever the screen\'s ratio', () => {
    expect(fittedScales({ scale: 'pixel' }, placed, () => image(), () => 1, 2).scales.get('a')).toBeCloseTo(0.2)
  })
})

describe('how far the breast reaches', () => {
  /** Rows of text, one character per pixel: `#` tissue, `.` air, `p` padding. */
  const frame = (rows: readonly string[]): GreyFrame => ({
    kind: 'grey', padding: -32767, lowest: 0, highest: 100,
    levels: [{ factor: 1, rows: rows.length, columns: rows[0]?.length ?? 0, pixels: Int16Array.from(rows.join(''), (letter) => ({ '#': 80, p: -32767 })[letter] ?? 0) }],
  })
  const reach = (rows: readonly string[], over: Partial<ImageDescriptor> = {}, justification: 'left' | 'right' = 'right'): number => {
    const one = image({ rows: rows.length, columns: rows[0]?.length ?? 0, ...over })
    return tissueShare(one, frame(rows), imageView(one, { justification }))
  }

  it('is counted from the chest wall to the nipple, with a margin', () => {
    expect(reach(['......####', '....######', '......####'])).toBeCloseTo(0.64)
    expect(reach(['####......', '######....'], { imageLaterality: 'L', patientOrientation: ['A', 'R'] }, 'left')).toBeCloseTo(0.64)
  })

  it('leaves a lead marker in the air out', () => {
    expect(reach(['##....####', '......####'])).toBeCloseTo(0.44)
  })

  it('follows the image as it hangs, not as it is stored', () => {
    expect(reach(['####......'], { patientOrientation: ['A', 'L'] })).toBeCloseTo(0.44)
    expect(reach(['....', '....', '####', '####'], { patientOrientation: ['F', 'P'] })).toBeCloseTo(0.54)
  })

  it('counts padding as air, and the whole width when there is no breast to go by', () => {
    expect(reach(['pp..######'])).toBeCloseTo(0.64)
    expect(reach(['..........'])).toBe(1)
    expect(reach(['......####'], { patientOrientation: null })).toBe(1)
  })
})
