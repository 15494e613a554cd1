import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { imageDescriptorFixture as image } from '../../../test/fixtures/image-descriptor.ts'
import { hangingProtocol, type MammographyProtocol } from '../../contract/hanging-protocol.ts'
import type { ImageDescriptor } from '../../contract/image.ts'
import { cellsOfStep, hang, stacksOf, type Hanging, type HungStep } from './index.ts'
import { codes, fourViews, implantDisplaced, mammography, partial, projection, protocols, raw, shown, slices, synthetic, view } from '../../../test/fixtures/hanging-exams.ts'

const stepOf = ({ steps }: Hanging, id: string): HungStep => {
  const step = steps.find((one) => one.id === id)
  if (step === undefined) throw new Error(`no step ${id} among ${steps.map((one) => one.id).join(' ')}`)
  return step
}
const imagesOf = (step: HungStep): ImageDescriptor[] => step.alone.landscape.flat().flatMap(({ stack }) => (stack === null ? [] : [stack.frames[0].image]))
const ids = ({ steps }: Hanging): string[] => steps.map(({ id }) => id)

describe('hanging', () => {
  it('M21 hangs eight views in two rows, current above prior, chest walls together', () => {
    const { steps, initial } = hang(protocols, fourViews(), fourViews())
    expect(initial).toBe(0)
    expect(shown(steps[0].compared?.landscape ?? [])).toEqual([
      ['current:RCC R', 'current:LCC L', 'current:RMLO R', 'current:LMLO L'], ['prior:RCC R', 'prior:LCC L', 'prior:RMLO R', 'prior:LMLO L'],
    ])
    expect(steps[0].compared?.landscape[0]?.map((cell) => cell.justification)).toEqual(['right', 'left', 'right', 'left'])
    expect(steps.map(({ id, key }) => `${key} ${id}`)).toEqual(['1 overview', '2 cc', '3 mlo', '4 right', '5 left', '6 whole', '7 pixel', '8 inverted'])
    expect(stepOf({ steps } as Hanging, 'inverted').isInverted).toBe(true)
  })

  it('without a prior there is one row and nothing to compare with', () => {
    const { steps } = hang(protocols, fourViews(), null)
    expect(steps.every(({ compared }) => compared === null)).toBe(true)
    expect(shown(steps[0].alone.landscape)).toEqual([['current:RCC R', 'current:LCC L', 'current:RMLO R', 'current:LMLO L']])
  })

  it('M21 a missing view leaves its place empty and is named; the keys of the steps stay', () => {
    const hanging = hang(protocols, fourViews().slice(1), null)
    expect(shown(hanging.steps[0].alone.landscape)).toEqual([['current:RCC missing', 'current:LCC L', 'current:RMLO R', 'current:LMLO L']])
    expect(hanging.missing).toMatchObject([{ laterality: 'R', view: 'CC' }])
    expect(hanging.steps.map(({ key }) => key)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('M21 after a mastectomy the other column stays empty in the overview and leaves its room in the large steps', () => {
    const right = fourViews().filter(({ imageLaterality }) => imageLaterality === 'R')
    const hanging = hang(protocols, right, null)
    expect(shown(hanging.steps[0].alone.landscape)).toEqual([['current:RCC R', 'current:LCC no-breast', 'current:RMLO R', 'current:LMLO no-breast']])
    expect(shown(stepOf(hanging, 'cc').alone.landscape)).toEqual([['current:RCC R']])
    expect(ids(hanging)).not.toContain('left')
    expect(stepOf(hanging, 'whole').key).toBe(6)
  })

  it('M21 a breast that only the prior shows is reached, compared at once', () => {
    const hanging = hang(protocols, fourViews().filter(({ imageLaterality }) => imageLaterality === 'R'), fourViews())
    expect(stepOf(hanging, 'left').comparesFirst).toBe(true)
    expect(shown(stepOf(hanging, 'left').compared?.landscape ?? [])).toEqual([['current:LCC no-breast', 'prior:LCC L', 'current:LMLO no-breast', 'prior:LMLO L']])
  })

  it('M06 raw data leave a sentence in their place, and are never hung', () => {
    const hanging = hang(protocols, fourViews(raw), null)
    expect(shown(hanging.steps[0].alone.landscape)).toEqual([['current:RCC raw', 'current:LCC raw', 'current:RMLO raw', 'current:LMLO raw']])
    expect(hanging.refused).toHaveLength(4)
    expect(hanging.toDisplay).toEqual([])
    expect(ids(hanging)).toEqual(['overview'])
  })

  it('M25 the fifth image is counted and gets a step of its own', () => {
    const fifth = view('R', 'CC', { viewModifierCodes: [codes.magnified] })
    const hanging = hang(protocols, [fifth, ...fourViews()], null)
    expect(hanging.extras.map(({ frames }) => frames[0].image)).toEqual([fifth])
    expect(imagesOf(stepOf(hanging, 'complementary'))).toEqual([fifth])
    expect(hanging.toDisplay).toHaveLength(5)
  })

  it('M13 magnified and further views each have their own scale, and say so', () => {
    const step = stepOf(hang(protocols, [...fourViews(), view('R', 'CC', { viewModifierCodes: [codes.magnified] }), view('L', 'ML')], null), 'complementary')
    expect(step.scale).toBe('each')
    expect(step.alone.landscape.flat().map(({ hasOwnScale }) => hasOwnScale)).toEqual([true, true])
  })

  it('M21 M25 two images for one place: one hangs, the other is reached there, both must be seen', () => {
    const again = view('R', 'CC', { acquisitionTime: '120000' })
    const hanging = hang(protocols, [...fourViews(), again], null)
    const [rcc] = hanging.steps[0].alone.landscape.flat()
    expect(rcc?.stack?.frames[0].image).toBe(again)
    expect(rcc?.alternates).toHaveLength(2)
    expect(hanging.extras).toHaveLength(1)
    expect(hanging.toDisplay).toHaveLength(5)
    expect(ids(hanging)).not.toContain('others')
  })

  it('M23 standard and implant-displaced views hang as pairs, with those of the prior below', () => {
    const exam = (): ImageDescriptor[] => [...fourViews({ breastImplantPresent: 'YES' }), ...fourViews(implantDisplaced)]
    const [current, prior] = [exam(), exam()]
    const step = stepOf(hang(protocols, current, prior), 'implants')
    const pairs = step.alone.landscape.flat().map(({ stack }) => stack?.frames[0].image)
    expect(pairs).toEqual([current[0], current[4], current[1], current[5], current[2], current[6], current[3], current[7]])
    expect(step.compared?.landscape).toHaveLength(4)
    expect(step.scale).toBe('shared')
    for (const row of [...step.alone.landscape, ...step.alone.portrait]) expect(row.length % 2).toBe(0)
  })

  it('M24 parts of one view hang side by side as they lie in the breast, chest wall right or left', () => {
    const parts = (side: 'R' | 'L'): [ImageDescriptor, ImageDescriptor] => [view(side, 'CC', partial('anterior')), view(side, 'CC', partial('posterior'))]
    const [[anterior, posterior], [leftAnterior, leftPosterior]] = [parts('R'), parts('L')]
    const hanging = hang(protocols, [posterior, anterior, leftAnterior, leftPosterior, ...fourViews().slice(2)], null)
    expect(imagesOf(stepOf(hanging, 'partials'))).toEqual([anterior, posterior, leftPosterior, leftAnterior])
    expect(stepOf(hanging, 'partials').scale).toBe('shared')
    expect(hanging.steps[0].alone.landscape.flat()[0]?.alternates).toHaveLength(2)
  })

  it('M26 biopsy and specimen have a step of their own', () => {
    const specimen = view('R', 'specimen')
    expect(imagesOf(stepOf(hang(protocols, [...fourViews(), specimen], null), 'biopsies'))).toEqual([specimen])
  })

  it('M40 M43 tomosynthesis has a step while there is any, a synthetic image stands in for what was not acquired', () => {
    const hanging = hang(protocols, [...fourViews(synthetic), ...fourViews(slices)], null)
    expect(stepOf(hanging, 'tomosynthesis').key).toBe(9)
    expect(hanging.steps[0].alone.landscape.flat().every(({ stack }) => stack !== null)).toBe(true)
    expect(hanging.toDisplay).toHaveLength(8)
    const programme = hang(protocols, [...fourViews(), ...fourViews(slices)], null, { default: false, sites: {} })
    expect(ids(programme)).not.toContain('tomosynthesis')
    expect(programme.toDisplay).toHaveLength(4)
  })

  it('M21 views that only the prior has are reached in its own step', () => {
    const profile = view('L', 'ML')
    expect(imagesOf(stepOf(hang(protocols, fourViews(), [...fourViews(), profile]), 'prior-others'))).toEqual([profile])
  })

  it('M25 a reader who leaves every step but one still reaches every image', () => {
    const own: MammographyProtocol = { ...mammography, steps: mammography.steps.map((step) => ({ ...step, isEnabled: step.id === 'cc' })), initialStep: 'cc' }
    const [current, prior] = [fourViews(), fourViews()]
    const hanging = hang([own, ...protocols.slice(1)], current, prior)
    expect(ids(hanging)).toEqual(['cc', 'rest-others', 'rest-prior-others'])
    expect(imagesOf(stepOf(hanging, 'rest-others'))).toHaveLength(2)
  })

  it('M25 every image that is not refused is in a cell of some step, for any exam with any prior', () => {
    const over = fc.constantFrom({}, {}, implantDisplaced, raw, synthetic, slices, projection, partial('posterior'), { viewModifierCodes: [codes.magnified] }, { viewModifierCodes: [codes.rolled] },
      { modality: 'US', imageLaterality: '' }, { viewCode: null }, { imageType: ['ORIGINAL', 'PRIMARY', 'STEREO_PLUS'] })
    const exam = fc.array(fc.tuple(fc.constantFrom('R' as const, 'L' as const), fc.constantFrom('CC' as const, 'MLO' as const, 'ML' as const, 'specimen' as const), over).map(([side, name, change]) => view(side, name, change)), { maxLength: 16 })
    const some = fc.subarray(mammography.steps.map(({ id }) => id))
    fc.assert(fc.property(exam, fc.option(exam), some, (current, prior, kept) => {
      const own: MammographyProtocol = { ...mammography, steps: mammography.steps.map((step) => ({ ...step, isEnabled: kept.includes(step.id) })) }
      const hanging = hang([own, ...protocols.slice(1)], current, prior)
      const reached = new Set(hanging.steps.flatMap(cellsOfStep).flatMap(({ alternates }) => alternates).flatMap(({ frames }) => frames.map((frame) => frame.image)))
      const refused = new Set(hanging.refused.map((one) => one.image))
      for (const one of current) if (!refused.has(one)) expect(reached.has(one)).toBe(true)
      if (hanging.kind === 'mammography') for (const one of prior ?? []) expect(reached.has(one) || one.presentationIntentType === 'FOR PROCESSING' || one.sopClassUID.endsWith('13.1.4')).toBe(true)
      const perGrid = hanging.steps.flatMap(({ alone, compared }) => [alone.landscape, alone.portrait, ...compared === null ? [] : [compared.landscape, compared.portrait]])
      for (const rows of perGrid) expect(new Set(rows.flat().map(({ id }) => id)).size).toBe(rows.flat().length)
    }), { numRuns: 300 })
  })

  it('CT hangs one series as a stack, from the head down, the localizer apart', () => {
    const slice = (z: number, over = {}): ImageDescriptor => image({
      modality: 'CT', sopClassUID: '1.2.840.10008.5.1.4.1.1.2', imageLaterality: '', viewCode: null, seriesInstanceUID: '1.5', imagePositionPatient: [0, 0, z], imageOrientationPatient: [1, 0, 0, 0, 1, 0], ...over,
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

describe('a protocol', () => {
  const refused = (change: Partial<MammographyProtocol>): boolean => !hangingProtocol.safeParse({ ...mammography, ...change }).success

  it('is refused when a step names no slot, shares an id or a key, or when the first step is not there', () => {
    expect(hangingProtocol.safeParse(mammography).success).toBe(true)
    expect(refused({ slots: {} })).toBe(true)
    expect(refused({ steps: [...mammography.steps, ...mammography.steps] })).toBe(true)
    expect(refused({ steps: mammography.steps.map((step) => ({ ...step, key: 1 })) })).toBe(true)
    expect(refused({ initialStep: 'nowhere' })).toBe(true)
  })
})
