import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { imageDescriptorFixture } from '../../../test/fixtures/image-descriptor.ts'
import type { ImageDescriptor } from '../../contract/image.ts'
import { hang, hangingProtocol, matchSlots, stacksOf, viewAbbreviation, viewOf, type MammographyProtocol } from './index.ts'

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../../resources/hanging-protocols/${name}.json`, import.meta.url), 'utf8'))
const protocols = ['mammography', 'stack', 'grid'].map((name) => hangingProtocol.parse(read(name)))
const mammography = protocols[0] as MammographyProtocol

const CC = { value: '399162004', scheme: 'SCT', meaning: 'cranio-caudal' }
const MLO = { value: 'R-10226', scheme: 'SNM3', meaning: 'medio-lateral oblique' }
const magnified = { value: 'R-102D6', scheme: 'SRT', meaning: 'magnification' }

const image = imageDescriptorFixture

const fourViews = (over: Partial<Record<keyof ImageDescriptor, unknown>> = {}): ImageDescriptor[] => [
  image({ imageLaterality: 'R', viewCode: CC, ...over }), image({ imageLaterality: 'L', viewCode: CC, patientOrientation: ['A', 'R'], ...over }),
  image({ imageLaterality: 'R', viewCode: MLO, patientOrientation: ['P', 'FL'], ...over }), image({ imageLaterality: 'L', viewCode: MLO, patientOrientation: ['A', 'FR'], ...over }),
]

const names = (grid: readonly (readonly { id: string; stack: unknown }[])[]): string[][] => grid.map((row) => row.map((cell) => `${cell.id}${cell.stack === null ? ' –' : ''}`))

describe('matching views to slots', () => {
  it('M20 knows views by SCT, SRT and SNM3 codes, and by nothing else', () => {
    expect(viewOf({ viewCode: CC })).toBe('CC')
    expect(viewOf({ viewCode: MLO })).toBe('MLO')
    expect(viewOf({ viewCode: { ...MLO, scheme: 'SRT' } })).toBe('MLO')
    expect(viewOf({ viewCode: { ...MLO, scheme: '99LOCAL' } })).toBeNull()
    expect(matchSlots(mammography, [image({ viewCode: null, viewPosition: 'CC' })]).slots.size).toBe(0)
  })

  it('M20 a magnified RCC never fills the RCC slot, nor does a view with a modifier that nobody knows', () => {
    const { slots, extras } = matchSlots(mammography, [
      image({ viewModifierCodes: [magnified] }), image({ viewModifierCodes: [{ value: 'X', scheme: '99', meaning: '' }] }),
    ])
    expect(slots.size).toBe(0)
    expect(extras).toHaveLength(2)
  })

  it('M06 M24 M40 prefers the image for presentation, whole, in one frame and acquired; then the latest exposure', () => {
    const wanted = image({ acquisitionTime: '120000' })
    const others = [
      image({ presentationIntentType: 'FOR PROCESSING', acquisitionTime: '130000' }), image({ partialView: true, acquisitionTime: '130000' }),
      image({ numberOfFrames: 60, acquisitionTime: '130000' }), image({ imageType: ['DERIVED', 'PRIMARY', 'TOMOSYNTHESIS', 'GENERATED_2D'], acquisitionTime: '130000' }), image({ acquisitionTime: '110000' }),
    ]
    expect(matchSlots(mammography, [...others, wanted]).slots.get('RCC')).toBe(wanted)
  })

  it('M21 is total and deterministic: every image in one place, whatever the order they come in', () => {
    const pool = [...fourViews(), ...fourViews({ viewModifierCodes: [magnified] }), ...fourViews({ acquisitionTime: '120000' }), image({ modality: 'US', imageLaterality: '' })]
    fc.assert(fc.property(fc.shuffledSubarray(pool), (images) => {
      const { slots, extras } = matchSlots(mammography, images)
      expect(new Set([...slots.values(), ...extras])).toEqual(new Set(images))
      expect(slots.size + extras.length).toBe(images.length)
      const again = matchSlots(mammography, images.toReversed())
      expect([...again.slots.values()]).toEqual([...slots.values()])
      expect(again.extras).toEqual(extras)
    }))
  })

  it('M22 abbreviates as radiographers do', () => {
    expect(viewAbbreviation(image())).toBe('CC')
    expect(viewAbbreviation(image({ viewModifierCodes: [magnified] }))).toBe('MCC')
    expect(viewAbbreviation(image({ viewCode: MLO, viewModifierCodes: [{ value: '399209000', scheme: 'SCT', meaning: '' }] }))).toBe('MLOID')
    expect(viewAbbreviation(image({ viewModifierCodes: [{ value: '399161006', scheme: 'SCT', meaning: '' }] }))).toBe('CV')
    expect(viewAbbreviation(image({ viewCode: null, viewPosition: 'CC' }))).toBe('CC')
  })
})

describe('hanging', () => {
  it('M21 hangs eight views in two rows, current above prior, chest walls together', () => {
    const { steps } = hang(protocols, fourViews(), fourViews())
    expect(names(steps[0].compared?.landscape ?? [])).toEqual([
      ['current:RCC', 'current:LCC', 'current:RMLO', 'current:LMLO'], ['prior:RCC', 'prior:LCC', 'prior:RMLO', 'prior:LMLO'],
    ])
    expect(steps[0].compared?.landscape[0]?.map((cell) => cell.justification)).toEqual(['right', 'left', 'right', 'left'])
    expect(steps.map((step) => step.id)).toEqual(['overview', 'cc', 'mlo', 'right', 'left', 'pixel'])
  })

  it('without a prior there is one row and nothing to compare with', () => {
    const { steps } = hang(protocols, fourViews(), null)
    expect(steps[0].compared).toBeNull()
    expect(names(steps[0].alone.landscape)).toEqual([['current:RCC', 'current:LCC', 'current:RMLO', 'current:LMLO']])
  })

  it('M21 a missing view leaves its slot empty and is named', () => {
    const hanging = hang(protocols, fourViews().slice(1), null)
    expect(names(hanging.steps[0].alone.landscape)).toEqual([['current:RCC –', 'current:LCC', 'current:RMLO', 'current:LMLO']])
    expect(hanging.missing).toEqual([{ laterality: 'R', view: 'CC' }])
  })

  it('M25 the fifth image is counted and gets a step of its own', () => {
    const fifth = image({ viewModifierCodes: [magnified] })
    const hanging = hang(protocols, [fifth, ...fourViews()], null)
    expect(hanging.extras).toEqual([fifth])
    expect(hanging.steps.at(-1)?.alone.landscape.flat().map((cell) => cell.stack?.frames[0].image)).toEqual([fifth])
  })

  it('CT hangs one series as a stack, from the head down, the localizer apart', () => {
    const slice = (z: number, over = {}): ImageDescriptor => image({
      modality: 'CT', imageLaterality: '', viewCode: null, seriesInstanceUID: '1.5', imagePositionPatient: [0, 0, z], imageOrientationPatient: [1, 0, 0, 0, 1, 0], ...over,
    })
    const hanging = hang(protocols, [slice(1), slice(3), slice(2), slice(9, { imageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] })], null)
    expect(hanging.steps).toHaveLength(2)
    expect(hanging.steps[0].alone.landscape.flat()[0]?.stack?.frames.map(({ image: { imagePositionPatient } }) => imagePositionPatient?.[2])).toEqual([3, 2, 1])
  })

  it('anything else hangs in a grid, and a multi-frame object is a stack of its frames', () => {
    const us = image({ modality: 'US', numberOfFrames: 3, seriesInstanceUID: '1.9' })
    const hanging = hang(protocols, [us, image({ modality: 'OT', seriesInstanceUID: '1.8' })], null)
    expect(hanging.kind).toBe('grid')
    expect(stacksOf([us])[0]?.frames.map(({ frame }) => frame)).toEqual([1, 2, 3])
    expect(hanging.steps[0].alone.landscape.flat()).toHaveLength(2)
  })

  it('no images at all still make a hanging', () => {
    expect(hang(protocols, [], null).steps).toHaveLength(1)
  })
})
