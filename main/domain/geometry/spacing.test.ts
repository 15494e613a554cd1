import { describe, expect, it } from 'vitest'
import { distance, drawingSpacing, lifeSizeScale, measurementSpacing, mm, spacingDoubt } from './index.ts'

const unknown = { modality: 'MG', rows: 4096, columns: 3328, pixelSpacing: null, pixelSpacingCalibrationType: '', imagerPixelSpacing: null, estimatedRadiographicMagnificationFactor: null }
const pair = (value: number): [number, number] => [value, value]

describe('spacing', () => {
  it('M13 a caliper says where its millimetres come from', () => {
    const contact = { ...unknown, imagerPixelSpacing: pair(0.1), estimatedRadiographicMagnificationFactor: 1.25 }
    expect(measurementSpacing(contact)).toEqual({ row: 0.08, column: 0.08, source: 'magnification' })
    expect(measurementSpacing({ ...unknown, imagerPixelSpacing: pair(0.1) })).toMatchObject({ row: 0.1, source: 'detector' })
    expect(measurementSpacing({ ...contact, pixelSpacing: pair(0.05), pixelSpacingCalibrationType: 'GEOMETRY' })).toMatchObject({ row: 0.05, source: 'calibrated' })
    expect(measurementSpacing({ ...contact, pixelSpacing: pair(0.09) })).toMatchObject({ row: 0.09, source: 'calibrated' })
    expect(measurementSpacing({ ...contact, pixelSpacing: pair(0.1) })).toMatchObject({ row: 0.08, source: 'magnification' })
    expect(measurementSpacing({ ...unknown, modality: 'CT', pixelSpacing: [0.5, 0.7] })).toEqual({ row: 0.5, column: 0.7, source: 'patient' })
    expect(measurementSpacing(unknown)).toBeNull()
  })

  it('M11 drawing uses the detector\'s spacing, undivided', () => {
    expect(drawingSpacing({ ...unknown, imagerPixelSpacing: pair(0.07), pixelSpacing: pair(0.066), estimatedRadiographicMagnificationFactor: 1.0645 })).toEqual({ row: 0.07, column: 0.07 })
    expect(drawingSpacing({ ...unknown, imagerPixelSpacing: pair(0) })).toBeNull()
  })

  it('distance counts rows and columns each with its own spacing', () => {
    expect(distance({ row: mm(0.5), column: mm(2) }, 3, 16)).toBe(10)
  })
})

describe('spacing that cannot be true', () => {
  const plausible = { ...unknown, imagerPixelSpacing: pair(0.07), estimatedRadiographicMagnificationFactor: 1.06 }

  it('M13 believes every detector there is, whole or cropped, and the object beside its shadow', () => {
    for (const pitch of [0.0485, 0.05, 0.07, 0.085, 0.0941, 0.1]) expect(spacingDoubt({ ...plausible, imagerPixelSpacing: pair(pitch) })).toBeNull()
    expect(spacingDoubt({ ...plausible, rows: 600, columns: 500 })).toBeNull()
    expect(spacingDoubt({ ...plausible, pixelSpacing: pair(0.066) })).toBeNull()
    expect(spacingDoubt({ ...plausible, estimatedRadiographicMagnificationFactor: 1.8, pixelSpacing: pair(0.039) })).toBeNull()
  })

  it('M13 doubts a spacing ten times off either way, and then gives no millimetre, drawn or measured', () => {
    for (const pitch of [0.7, 0.007]) {
      const image = { ...plausible, imagerPixelSpacing: pair(pitch) }
      expect([spacingDoubt(image), drawingSpacing(image), measurementSpacing(image)]).toEqual(['detector', null, null])
      expect(spacingDoubt({ ...image, rows: 600, columns: 500 })).toBe('detector')
    }
    // 0.2 mm is a pixel that exists, but no detector is 819 mm high.
    expect(spacingDoubt({ ...plausible, imagerPixelSpacing: pair(0.2) })).toBe('detector')
  })

  it('M13 doubts two spacings of which one must be wrong, and takes neither', () => {
    for (const inObject of [0.09, 0.7, 0.0066]) {
      const image = { ...plausible, pixelSpacing: pair(inObject) }
      expect([spacingDoubt(image), drawingSpacing(image), measurementSpacing(image)]).toEqual(['contradiction', null, null])
    }
  })

  it('M13 doubts a magnification that no geometry has, and measures at the detector instead', () => {
    const image = { ...plausible, estimatedRadiographicMagnificationFactor: 0.5 }
    expect(spacingDoubt(image)).toBe('magnification')
    expect(measurementSpacing(image)).toEqual({ row: 0.07, column: 0.07, source: 'detector' })
  })

  it('M13 says when a projection does not state what its only spacing means', () => {
    expect(measurementSpacing({ ...unknown, pixelSpacing: pair(0.1) })).toMatchObject({ source: 'unstated' })
    expect(measurementSpacing({ ...unknown, pixelSpacing: pair(0.1), pixelSpacingCalibrationType: 'FIDUCIAL' })).toMatchObject({ source: 'calibrated' })
    expect(spacingDoubt(unknown)).toBe('missing')
  })

  it('judges mammograms only: a panoramic radiograph or a CT has its own sizes', () => {
    expect(spacingDoubt({ ...plausible, modality: 'CR', imagerPixelSpacing: pair(0.7) })).toBeNull()
  })

  it('M12 knows no life size without the pitch of the glass or the millimetres of the image', () => {
    expect(lifeSizeScale(plausible, 0.2, 1)).toBeCloseTo(0.2 * 1.06)
    expect(lifeSizeScale(plausible, 0, 1)).toBeNull()
    expect(lifeSizeScale(unknown, 0.2, 1)).toBeNull()
  })
})
