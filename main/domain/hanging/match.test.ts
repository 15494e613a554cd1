import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { imageDescriptorFixture as image } from '../../../test/fixtures/image-descriptor.ts'
import type { ImageDescriptor } from '../../contract/image.ts'
import { matchStudy, type StudyMatch } from './index.ts'
import { codes, implantDisplaced, mammography, partial, projection, raw, slices, synthetic, view } from '../../../test/fixtures/hanging-exams.ts'

const match = (images: readonly ImageDescriptor[], programme: Parameters<typeof matchStudy>[2] = null): StudyMatch => matchStudy(mammography, images, programme)
const inSlot = ({ slots }: StudyMatch, name: string): ImageDescriptor[] => (slots.get(name) ?? []).map(({ frames }) => frames[0].image)
const inHome = ({ collected }: StudyMatch, name: Parameters<StudyMatch['collected']['get']>[0]): ImageDescriptor[] => (collected.get(name) ?? []).map(({ frames }) => frames[0].image)

describe('where images belong', () => {
  it('M20 a magnified RCC never fills the RCC slot, nor does a view with a modifier that nobody knows, nor a wrong view', () => {
    const magnified = view('R', 'CC', { viewModifierCodes: [codes.magnified] })
    const unknown = view('R', 'CC', { viewModifierCodes: [{ value: 'X', scheme: '99', meaning: '' }] })
    const byFactor = view('R', 'CC', { estimatedRadiographicMagnificationFactor: 1.8 })
    const profile = view('R', 'ML')
    const found = match([magnified, unknown, byFactor, profile])
    expect(found.slots.size).toBe(0)
    expect(new Set(inHome(found, 'complementary'))).toEqual(new Set([magnified, unknown, byFactor, profile]))
  })

  it('M20 a View Position alone fills no slot', () => {
    const uncoded = image({ viewCode: null, viewPosition: 'CC' })
    expect(inHome(match([uncoded]), 'others')).toEqual([uncoded])
  })

  it('M06 M43 raw data and projections are refused, with the reason', () => {
    const [processed, projected] = [view('R', 'CC', raw), view('R', 'CC', projection)]
    const { slots, refused, rawSlots } = match([processed, projected])
    expect(slots.size).toBe(0)
    expect(new Map(refused.map(({ image: one, reason }) => [one, reason]))).toEqual(new Map([[processed, 'for-processing'], [projected, 'projection']]))
    expect([...rawSlots]).toEqual(['RCC'])
    expect([...match([processed, view('R', 'CC')]).rawSlots]).toEqual([])
  })

  it('M21 two exposures of one view: the latest hangs, the other is reached in its cell; acquired before synthetic', () => {
    const first = view('R', 'CC', { acquisitionTime: '110000' })
    const second = view('R', 'CC', { acquisitionTime: '120000' })
    const computed = view('R', 'CC', { ...synthetic, acquisitionTime: '130000' })
    expect(inSlot(match([computed, first, second]), 'RCC')).toEqual([second, first, computed])
    expect(inSlot(match([computed]), 'RCC')).toEqual([computed])
  })

  it('M23 an implant-displaced view has a slot of its own, another view with it is an implant view', () => {
    const [displaced, profile] = [view('R', 'CC', implantDisplaced), view('R', 'ML', implantDisplaced)]
    const found = match([displaced, profile])
    expect(inSlot(found, 'RCC')).toEqual([])
    expect(inSlot(found, 'RCC-ID')).toEqual([displaced])
    expect(inHome(found, 'implants')).toEqual([profile])
  })

  it('M24 a part hangs in the place of the view only where there is no whole one', () => {
    const [whole, part] = [view('R', 'CC'), view('R', 'CC', partial('posterior'))]
    expect(inSlot(match([part]), 'RCC')).toEqual([part])
    expect(inSlot(match([part, whole]), 'RCC')).toEqual([whole])
    expect(inHome(match([part, whole]), 'partials')).toEqual([part])
  })

  it('M26 specimens and images of a biopsy are kept apart', () => {
    const [specimen, after] = [view('R', 'specimen'), view('R', 'CC', { imageType: ['ORIGINAL', 'PRIMARY', 'POSTMARKER'] })]
    const asRegion = view('R', 'CC', { anatomicRegion: codes.specimen, patientOrientation: null })
    expect(new Set(inHome(match([specimen, after, asRegion]), 'biopsies'))).toEqual(new Set([specimen, after, asRegion]))
  })

  it('M40 slices have a slot of their own, and none where the programme does not read them', () => {
    const [flat, deep] = [view('R', 'CC'), view('R', 'CC', slices)]
    expect(inSlot(match([flat, deep]), 'RCC-3D')).toEqual([deep])
    expect(match([flat, deep], { default: false, sites: {} }).refused).toEqual([{ image: deep, reason: 'programme' }])
  })

  it('M20 digitised film hangs by its view code like any other image', () => {
    const film = view('L', 'MLO', { sopClassUID: '1.2.840.10008.5.1.4.1.1.7', imagerPixelSpacing: null, burnedInAnnotation: 'YES' })
    expect(inSlot(match([film]), 'LMLO')).toEqual([film])
  })
})

describe('the matcher', () => {
  const over = fc.constantFrom({}, {}, implantDisplaced, raw, synthetic, slices, projection, partial('posterior'), partial('anterior'), { viewModifierCodes: [codes.magnified] },
    { viewModifierCodes: [codes.spot] }, { viewModifierCodes: [codes.rolled] }, { estimatedRadiographicMagnificationFactor: 1.6 }, { modality: 'US', imageLaterality: '' }, { viewCode: null },
    { imageType: ['ORIGINAL', 'PRIMARY', 'STEREO_PLUS'] }, { privateTomosynthesis: 'hologic-sco' }, { sopClassUID: '1.2.840.10008.5.1.4.1.1.2', modality: 'MG' })
  const anyImage = fc.tuple(fc.constantFrom('R' as const, 'L' as const), fc.constantFrom('CC' as const, 'MLO' as const, 'ML' as const, 'specimen' as const), over, fc.integer({ min: 0, max: 3 }))
    .map(([side, name, change, hour]) => view(side, name, { acquisitionTime: `1${hour}0000`, seriesInstanceUID: `1.2.${hour}`, ...change }))

  it('M25 is total and deterministic: each image of any study in one slot, one collection or the refused, whatever the order', () => {
    fc.assert(fc.property(fc.array(anyImage, { maxLength: 14 }), fc.boolean(), fc.infiniteStream(fc.nat()), (images, reads, dice) => {
      const programme = reads ? null : { default: false, sites: {} }
      const found = match(images, programme)
      const placed = [...[...found.slots.values()].flat(), ...[...found.collected.values()].flat()].flatMap(({ frames }) => [...new Set(frames.map((frame) => frame.image))])
      const everywhere = [...placed, ...found.refused.map((one) => one.image)]
      expect(everywhere).toHaveLength(images.length)
      expect(new Set(everywhere)).toEqual(new Set(images))
      const shuffled = images.map((one) => ({ one, at: dice.next().value ?? 0 })).toSorted((a, b) => a.at - b.at).map(({ one }) => one)
      expect(match(shuffled, programme)).toEqual(found)
    }), { numRuns: 300 })
  })
})
