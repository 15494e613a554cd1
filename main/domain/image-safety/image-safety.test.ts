import { describe, expect, it } from 'vitest'
import { imageDescriptorFixture } from '../../../test/fixtures/image-descriptor.ts'
import type { ImageDescriptor } from '../../contract/index.ts'
import { isMagnified, mammographyOrientation, measurementSpacing } from '../geometry/index.ts'
import { describeFinding, examineImage, examineImages, findingCodes, severities, trustedImage, type FindingCode } from './index.ts'

const today = '2026-01-01'
const study = { patientSex: 'F', patientBirthDate: '1962-04-12', studyDate: '2025-03-10', today }
const cc = (over: Partial<Record<keyof ImageDescriptor, unknown>> = {}) => imageDescriptorFixture({ rows: 800, columns: 640, imagerPixelSpacing: [0.15, 0.15], ...over })
const mlo = { viewCode: { value: '399368009', scheme: 'SCT', meaning: 'medio-lateral oblique' }, patientOrientation: ['P', 'FL'] }
const left = { imageLaterality: 'L', lateralities: { image: 'L', series: '', frame: '' }, patientOrientation: ['A', 'R'] }
const codes = (over: Partial<Record<keyof ImageDescriptor, unknown>>): FindingCode[] => examineImage(cc(over), today).map(({ code }) => code)
const region = (value: string, scheme = 'SCT') => ({ value, scheme, meaning: '' })

describe('what an image lacks or contradicts', () => {
  it('is nothing for an ordinary mammogram, in any coding and turn', () => {
    expect(codes({})).toEqual([])
    expect(codes(left)).toEqual([])
    expect(codes(mlo)).toEqual([])
    expect(codes({ ...mlo, patientOrientation: ['P', 'LF'] })).toEqual([])
    expect(codes({ patientOrientation: ['L', 'P'] })).toEqual([])
    expect(codes({ viewCode: { value: 'R-10242', scheme: 'SNM3', meaning: '' }, viewPosition: 'CC', anatomicRegion: region('T-04020', 'SNM3') })).toEqual([])
    expect(codes({ lateralities: { image: 'R', series: 'R', frame: 'R' }, viewPosition: 'RCC', anatomicRegion: region('63762007') })).toEqual([])
    expect(codes({ imagerPixelSpacing: [0.02, 0.02] })).toEqual([])
    expect(codes({ imagerPixelSpacing: [0.1, 0.1], pixelSpacing: [0.0952, 0.0952], pixelSpacingCalibrationType: 'GEOMETRY', estimatedRadiographicMagnificationFactor: 1.05 })).toEqual([])
  })

  it.each<[string, Partial<Record<keyof ImageDescriptor, unknown>>, FindingCode]>([
    ['image and series of different sides', { lateralities: { image: 'R', series: 'L', frame: '' } }, 'side-contradictory'],
    ['image and frame of different sides', { lateralities: { image: 'R', series: '', frame: 'L' } }, 'side-contradictory'],
    ['an anatomic region of the other breast', { anatomicRegion: region('80248007') }, 'side-contradictory'],
    ['the same in SRT', { anatomicRegion: region('T-04030', 'SRT') }, 'side-contradictory'],
    ['a View Position with the other side', { viewPosition: 'LCC' }, 'side-contradictory'],
    ['no side at all', { imageLaterality: '', lateralities: { image: '', series: '', frame: '' } }, 'side-missing'],
    ['both sides', { imageLaterality: 'B', lateralities: { image: 'B', series: '', frame: '' } }, 'side-both'],
    ['a View Position of another kind', { viewPosition: 'MLO' }, 'view-contradictory'],
    ['a lateral View Position on an oblique', { ...mlo, viewPosition: 'ML' }, 'view-contradictory'],
    ['a View Position of the same kind', { viewPosition: 'XCCL' }, 'view-position-differs'],
    ['no view code', { viewCode: null, viewPosition: 'CC' }, 'view-missing'],
    ['a view code of another scheme', { viewCode: { value: 'CC', scheme: '99X', meaning: '' } }, 'view-unknown'],
    ['no Patient Orientation', { patientOrientation: null }, 'orientation-missing'],
    ['head and feet in a cranio-caudal view', { patientOrientation: ['P', 'F'] }, 'orientation-impossible'],
    ['an oblique without head and feet', { ...mlo, patientOrientation: ['P', 'L'] }, 'orientation-impossible'],
    ['axes that do not span the plane', { patientOrientation: ['P', 'A'] }, 'orientation-impossible'],
    ['no axis from chest wall to nipple', { ...mlo, patientOrientation: ['L', 'F'] }, 'orientation-impossible'],
    ['an oblique with the feet on the other breast’s medial side', { ...mlo, patientOrientation: ['P', 'FR'] }, 'orientation-contradicts-side'],
    ['an axis that contradicts itself', { patientOrientation: ['PA', 'L'] }, 'orientation-impossible'],
    ['letters that are none', { patientOrientation: ['X', 'L'] }, 'orientation-impossible'],
    ['no spacing', { imagerPixelSpacing: null }, 'spacing-missing'],
    ['rows and columns more than 5 % apart', { imagerPixelSpacing: [0.1, 0.106] }, 'spacing-uneven'],
    ['pixels too large for a detector', { imagerPixelSpacing: [1.5, 1.5] }, 'spacing-implausible'],
    ['pixels too small for a detector', { imagerPixelSpacing: [0.005, 0.005] }, 'spacing-implausible'],
    ['a breast wider than any detector', { imagerPixelSpacing: [0.2, 0.2], rows: 4000, columns: 3000 }, 'spacing-implausible'],
    ['pixels larger than those in use', { imagerPixelSpacing: [0.35, 0.35] }, 'spacing-unusual'],
    ['pixels smaller than those in use', { imagerPixelSpacing: [0.015, 0.015] }, 'spacing-unusual'],
    ['an object larger than its shadow', { pixelSpacing: [0.2, 0.2], pixelSpacingCalibrationType: 'FIDUCIAL' }, 'spacing-contradictory'],
    ['a geometry that does not follow the magnification', { pixelSpacing: [0.12, 0.12], pixelSpacingCalibrationType: 'GEOMETRY', estimatedRadiographicMagnificationFactor: 1.05 }, 'calibration-contradictory'],
    ['a magnification below one', { estimatedRadiographicMagnificationFactor: 0.5 }, 'magnification-implausible'],
    ['raw data', { presentationIntentType: 'FOR PROCESSING' }, 'for-processing'],
    ['eight bits', { bitsAllocated: 8, bitsStored: 8, highBit: 7 }, 'eight-bits'],
    ['loss', { lossyImageCompression: true }, 'lossy'],
    ['burned-in text', { burnedInAnnotation: 'YES' }, 'burned-in'],
    ['overlays that could not be read', { unreadOverlays: ['6000'] }, 'unread-overlays'],
    ['a part of the breast', { partialView: true }, 'partial'],
    ['a magnification', { estimatedRadiographicMagnificationFactor: 1.8 }, 'magnified'],
    ['an implant', { breastImplantPresent: 'YES' }, 'implant'],
    ['no date', { acquisitionDate: '' }, 'date-missing'],
    ['a day to come', { acquisitionDate: '20270101' }, 'date-future'],
  ])('%s', (_, over, code) => {
    expect(codes(over)).toEqual([code])
  })

  it('says nothing of side and turn of a specimen, nor of the two sides of a cleavage view', () => {
    expect(codes({ anatomicRegion: region('127457009'), imageLaterality: '', lateralities: { image: '', series: '', frame: '' }, patientOrientation: null })).toEqual([])
    expect(codes({ imageLaterality: 'B', lateralities: { image: 'B', series: '', frame: '' }, viewModifierCodes: [region('399161006')] })).toEqual([])
  })

  it('asks nothing of a mammogram of images that are none', () => {
    expect(codes({ modality: 'CT', imageLaterality: '', lateralities: { image: '', series: '', frame: '' }, viewCode: null, patientOrientation: null, imagerPixelSpacing: null, pixelSpacing: [0.9, 0.9] })).toEqual([])
  })
})

describe('what an exam lacks or contradicts as a whole', () => {
  const whole = (images: ImageDescriptor[], over: Partial<typeof study> = {}, prior: Parameters<typeof examineImages>[2] = null) =>
    examineImages({ ...study, ...over }, images, prior).filter(({ sopInstanceUID }) => sopInstanceUID === null)
  const four = [cc(), cc(left), cc(mlo), cc({ ...left, ...mlo, patientOrientation: ['A', 'FR'] })]

  it('is nothing for four views, nor for a second exposure that is partial, magnified or displaced', () => {
    expect(whole(four)).toEqual([])
    expect(whole([...four, cc({ partialView: true }), cc({ viewModifierCodes: [region('399163009')] }), cc({ breastImplantPresent: 'YES' })])).toEqual([])
  })

  it('names two images for one place, one breast only, a man, other images', () => {
    expect(whole([...four, cc()])).toMatchObject([{ code: 'same-place', params: { side: 'R', view: 'CC', count: 2 } }])
    expect(whole([cc()])).toMatchObject([{ code: 'one-breast', params: { side: 'R' } }])
    expect(whole(four, { patientSex: 'M' })).toMatchObject([{ code: 'male' }])
    expect(whole([...four, cc({ modality: 'US' })])).toMatchObject([{ code: 'other-modality', params: { modality: 'US', count: 1 } }])
  })

  it('does not count an image of contradictory side as a second one for a place', () => {
    expect(whole([...four, cc({ anatomicRegion: region('80248007') })])).toEqual([])
  })

  it('names a prior that is newer or of somebody else', () => {
    const prior = (over: object) => ({ study: { patientSex: 'F', patientBirthDate: '1962-04-12', studyDate: '2023-03-06', ...over }, images: four })
    expect(whole(four, {}, prior({}))).toEqual([])
    expect(whole(four, {}, prior({ studyDate: '2026-01-01' }))).toMatchObject([{ code: 'prior-newer' }])
    expect(whole(four, {}, prior({ patientBirthDate: '1970-01-01' }))).toMatchObject([{ code: 'prior-other-patient' }])
    expect(whole(four, {}, prior({ patientSex: 'M' }))).toMatchObject([{ code: 'prior-other-patient' }])
  })

  it('speaks of an exam without mammograms only where an image does', () => {
    expect(whole([cc({ modality: 'CT' })], { patientSex: 'M' })).toEqual([])
  })
})

describe('what is left aside of an image', () => {
  it('is nothing of an ordinary one', () => {
    const image = cc()
    expect(trustedImage(image)).toBe(image)
  })

  it('M10 is a contradictory side, an impossible axis: the image hangs unsided, unturned, and can bear no mark', () => {
    expect(trustedImage(cc({ anatomicRegion: region('80248007') }))).toMatchObject({ imageLaterality: '', anatomicRegion: { value: '80248007' } })
    expect(mammographyOrientation(trustedImage(cc({ patientOrientation: ['PA', 'L'] })))).toBeNull()
    expect(mammographyOrientation(trustedImage(cc({ lateralities: { image: 'R', series: 'L', frame: '' } })))).toBeNull()
  })

  it('M20 is a contradictory view: the image fills no place', () => {
    expect(trustedImage(cc({ viewPosition: 'MLO' }))).toMatchObject({ viewCode: null, viewPosition: '' })
  })

  it('M13 is an implausible or uneven spacing and a contradictory calibration: no millimetre is claimed of it', () => {
    expect(measurementSpacing(trustedImage(cc({ imagerPixelSpacing: [1.5, 1.5] })))).toBeNull()
    expect(measurementSpacing(trustedImage(cc({ imagerPixelSpacing: [0.1, 0.2], pixelSpacing: [0.1, 0.1] })))).toBeNull()
    expect(measurementSpacing(trustedImage(cc({ pixelSpacing: [0.2, 0.2] })))).toBeNull()
    expect(measurementSpacing(trustedImage(cc({ estimatedRadiographicMagnificationFactor: 0.5 })))).toMatchObject({ source: 'detector', row: 0.15 })
    expect(measurementSpacing(trustedImage(cc({ pixelSpacing: [0.12, 0.12], pixelSpacingCalibrationType: 'GEOMETRY', estimatedRadiographicMagnificationFactor: 1.05 })))).toMatchObject({ source: 'magnification' })
  })

  it('M13 never turns a magnification into a contact view', () => {
    for (const factor of [1.8, 9]) {
      const magnified = trustedImage(cc({ pixelSpacing: [0.14, 0.14], pixelSpacingCalibrationType: 'GEOMETRY', estimatedRadiographicMagnificationFactor: factor }))
      expect(isMagnified(magnified)).toBe(true)
    }
  })

  it('is the same when it is left aside twice', () => {
    const once = trustedImage(cc({ patientOrientation: ['PA', 'L'], anatomicRegion: region('80248007'), viewPosition: 'MLO', imagerPixelSpacing: [1.5, 1.5] }))
    expect(trustedImage(once)).toEqual(once)
  })
})

describe('the sentences', () => {
  const params = { side: 'R', view: 'CC', count: 2, image: 'R', region: 'L', code: 'X', scheme: 'Y', meaning: 'Z', position: 'MLO', row: 0.1, column: 1.5, factor: 1.8, bits: 8, date: '20270101', groups: '6000', modality: 'US', orientation: 'P\\F' }
  const all = findingCodes.map((code) => [code, { code, severity: severities[code], sopInstanceUID: null, params }] as const)

  it.each(all)('%s has a banner and a sentence in both languages, with nothing left to fill in', (_, found) => {
    const [fr, en] = [describeFinding(found, 'fr'), describeFinding(found, 'en')]
    expect(fr.full).not.toBe(en.full)
    for (const { short, full } of [fr, en]) {
      expect(short.length).toBeLessThanOrEqual(48)
      expect(full).toMatch(/^[A-Z].*[.?]$/)
      expect(`${short} ${full}`).not.toMatch(/undefined|null|NaN|\(\)|, \)/)
    }
  })

  it('names the sides as the reader does, by what says them', () => {
    const [contradiction] = examineImage(cc({ anatomicRegion: region('80248007') }), today)
    if (contradiction === undefined) throw new Error('nothing found')
    expect(describeFinding(contradiction, 'fr').full).toContain('D (image), G (région anatomique)')
    expect(describeFinding(contradiction, 'en').full).toContain('R (image), L (anatomic region)')
  })

  it('writes numbers and days as the reader does', () => {
    const [spacing] = examineImage(cc({ imagerPixelSpacing: [1.5, 1.5] }), today)
    const [future] = examineImage(cc({ acquisitionDate: '20270203' }), today)
    if (spacing === undefined || future === undefined) throw new Error('nothing found')
    expect(describeFinding(spacing, 'fr').full).toContain('1,5 × 1,5 mm')
    expect(describeFinding(future, 'en').short).toBe('Future date: 03.02.2027')
  })
})
