import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { imageDescriptorFixture } from '../../test/fixtures/image-descriptor.ts'
import type { ImageDescriptor } from '../../main/contract/index.ts'
import { freeCell, type HungCell } from '../../main/domain/hanging/index.ts'
import { fittedScales, imageView } from './image-view.ts'
import { layOut, pixelStep } from './layout.ts'
import { tissueShare } from './tissue.ts'
import type { GreyFrame } from './pixels/index.ts'

const cell = (id: string, justification: HungCell['justification'] = 'right'): HungCell => freeCell(id, 'current', null, { justification })
const image = (over: Partial<ImageDescriptor> = {}): ImageDescriptor => imageDescriptorFixture({ rows: 4000, columns: 3000, imagerPixelSpacing: [0.1, 0.1], windows: [{ center: 50, width: 100, explanation: '' }], ...over })

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
  const context = { devicePixelRatio: 1, sizing: 'fit', pixelPitchMm: null } as const
  const placed = layOut([[cell('a'), cell('b', 'left')]], { width: 400, height: 2000 }, 1)
  const images = new Map([['a', image()], ['b', image({ imageLaterality: 'L', patientOrientation: ['A', 'R'] })]])
  const fit = (share: number | null, over: Partial<ImageDescriptor> = {}) =>
    fittedScales({ scale: 'shared' }, placed, ({ id }) => ({ ...images.get(id), ...over }) as ImageDescriptor, () => share, context)

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

  it('is settled while an image is still awaited that, whole, would fit at the scale of the others', () => {
    const narrow = image({ columns: 1500 })
    const settledBy = (share: number | null) => fittedScales({ scale: 'shared' }, placed, ({ id }) => (id === 'a' ? image() : narrow), ({ id }) => (id === 'a' ? share : null), context)
    expect(settledBy(null).isProvisional).toBe(true)
    expect(settledBy(0.4).isProvisional).toBe(true)
    // 150 mm of 150 against 240 mm of 300.
    expect([settledBy(0.8).isProvisional, settledBy(0.8).scales.get('b')]).toEqual([false, 240 / 199])
  })

  it('M13 a magnified view keeps out of the common scale', () => {
    const scales = fittedScales({ scale: 'shared' }, placed, ({ id }) => (id === 'a' ? image({ estimatedRadiographicMagnificationFactor: 1.8, imagerPixelSpacing: [0.05, 0.05] }) : image()), () => 1, context).scales
    expect(scales.get('a')).not.toBe(scales.get('b'))
  })

  it('M11 M13 an unknown or impossible spacing, and a magnification by its modifier, keep a view out of the common scale, and say so', () => {
    const apart = (over: Partial<ImageDescriptor>): string | null => imageView(image(over), { justification: 'right' }).apart
    expect(apart({})).toBeNull()
    expect(apart({ imagerPixelSpacing: null })).toBe('unknown')
    expect(apart({ imagerPixelSpacing: [0.7, 0.7] })).toBe('unknown')
    expect(apart({ viewModifierCodes: [{ value: '399163009', scheme: 'SCT', meaning: '' }] })).toBe('magnified')
    for (const over of [{ imagerPixelSpacing: [0.7, 0.7] }, { imagerPixelSpacing: null }] as const) {
      const { scales } = fittedScales({ scale: 'shared' }, placed, ({ id }) => image(id === 'a' ? { ...over } as Partial<ImageDescriptor> : {}), () => 1, context)
      expect(scales.get('b')).toBeCloseTo(300 / 200)
    }
  })

  it('M11 images shown whole in turn keep one scale, the one at which each of them fits', () => {
    const sizes = new Map([['a', image()], ['b', image({ rows: 3000, columns: 2000 })]])
    const turns = ['a', 'b'].flatMap((id) => layOut([[cell(id)]], { width: 400, height: 2000 }, 1))
    const scaleOf = (id: string) => fittedScales({ scale: 'whole' }, turns.filter((one) => one.cell.id === id), (one) => sizes.get(one.id) ?? null, () => 0.5, { ...context, turns }).scales.get(id)
    expect([scaleOf('a'), scaleOf('b')]).toEqual([300 / 400, 300 / 400])
  })

  it('M12 life size is one millimetre of the object per millimetre of the glass, whatever the screen and the magnification', () => {
    const life = (over: Partial<ImageDescriptor>, pixelPitchMm: number, devicePixelRatio: number) =>
      fittedScales({ scale: 'shared' }, placed, () => image(over), () => 1, { devicePixelRatio, sizing: 'life', pixelPitchMm }).scales.get('a') ?? 0
    // Glass of 0.2 mm per device pixel; 0.1 mm at the detector is 0.08 mm in a breast magnified 1.25 times.
    expect(life({}, 0.2, 1)).toBeCloseTo(0.2)
    expect(life({ estimatedRadiographicMagnificationFactor: 1.25 }, 0.2, 1)).toBeCloseTo(0.25)
    expect(life({ estimatedRadiographicMagnificationFactor: 1.25 }, 0.2, 2)).toBeCloseTo(0.5)
    expect(life({ imagerPixelSpacing: [0.1, 0.1], pixelSpacing: [0.05, 0.05], pixelSpacingCalibrationType: 'FIDUCIAL' }, 0.2, 1)).toBeCloseTo(0.4)
    expect(life({ imagerPixelSpacing: null }, 0.2, 1)).toBeCloseTo(3000 / 199)
  })

  it('M12 at 1:1 one acquired pixel takes one pixel of the screen, whatever the screen\'s ratio', () => {
    expect(fittedScales({ scale: 'pixel' }, placed, () => image(), () => 1, { ...context, devicePixelRatio: 2 }).scales.get('a')).toBeCloseTo(0.2)
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
    expect(reach(['....', '....', '####', '####'], { patientOrientation: ['F', 'P'], viewCode: null })).toBeCloseTo(0.54)
  })

  it('counts padding as air, and the whole width when there is no breast to go by', () => {
    expect(reach(['pp..######'])).toBeCloseTo(0.64)
    expect(reach(['..........'])).toBe(1)
    expect(reach(['......####'], { patientOrientation: null })).toBe(1)
  })
})
