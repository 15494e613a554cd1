import { describe, expect, it } from 'vitest'
import { imageDescriptorFixture as image } from '../../../test/fixtures/image-descriptor.ts'
import { asStored, mm, type ImageGeometry } from '../geometry/index.ts'
import { kindNames, leftOutOf, mammogramKind, readsTomosynthesis, sameMillimetres, sliceEnds, slicePositions, tomosynthesisStacks } from './index.ts'

const STORAGE = '1.2.840.10008.5.1.4.1.1.'
const bto = (over: Parameters<typeof image>[0] = {}) => image({
  sopClassUID: `${STORAGE}13.1.3`, imageType: ['DERIVED', 'PRIMARY', 'TOMOSYNTHESIS', 'NONE'], numberOfFrames: 3, imagerPixelSpacing: null, pixelSpacing: [0.1, 0.1],
  volumeBasedCalculationTechnique: 'NONE', hasContributingSources: true, sliceThickness: 1, ...over,
})
const ctSlice = (over: Parameters<typeof image>[0] = {}) => image({
  sopClassUID: `${STORAGE}2`, modality: 'CT', imageType: ['DERIVED', 'PRIMARY', 'TOMO'], viewCode: null, manufacturer: 'HOLOGIC, Inc.',
  anatomicRegion: { value: 'T-04000', scheme: 'SRT', meaning: 'Breast' }, presentationIntentType: '', sliceThickness: 1, ...over,
})
const at = (x: number, y: number, z: number) => ({ imagePositionPatient: [x, y, z] })

describe('kind of a mammographic image', () => {
  it('M40 a Breast Tomosynthesis object is a tomosynthesis', () => {
    expect(mammogramKind(bto())).toBe('tomosynthesis')
  })

  it.each([
    ['Image Type value 3', { imageType: ['DERIVED', 'PRIMARY', 'GENERATED_2D'] }],
    ['Image Type value 4', { imageType: ['DERIVED', 'PRIMARY', 'TOMOSYNTHESIS', 'GENERATED_2D'] }],
    ['contributing sources', { hasContributingSources: true }],
    ['a calculation over a volume', { volumeBasedCalculationTechnique: 'MAX_IP' }],
    ['one frame of the tomosynthesis class', { sopClassUID: `${STORAGE}13.1.3`, numberOfFrames: 1, imageType: ['DERIVED', 'PRIMARY', 'TOMOSYNTHESIS', 'GENERATED_2D'] }],
  ])('M43 a synthetic 2D is known by %s, and named', (_by, over) => {
    expect(mammogramKind(image(over))).toBe('synthetic')
    expect(kindNames.synthetic.fr).toBe('2D synthétique')
  })

  it('M43 projections are named, whether for presentation or for processing', () => {
    expect(['13.1.4', '13.1.5'].map((suffix) => mammogramKind(image({ sopClassUID: STORAGE + suffix })))).toEqual(['projection', 'projection'])
  })

  it('M42 slices stored as CT are known by two signs of the breast, a chest CT is not', () => {
    expect(mammogramKind(ctSlice())).toBe('tomosynthesis-ct')
    expect(mammogramKind(ctSlice({ modality: 'MG', anatomicRegion: null, imageType: [] }))).toBe('tomosynthesis-ct')
    expect(mammogramKind(ctSlice({ imageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'], anatomicRegion: null }))).toBe('other')
    expect(mammogramKind(ctSlice({ imageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'], imageLaterality: '', anatomicRegion: { value: '51185008', scheme: 'SCT', meaning: 'Chest' } }))).toBe('other')
  })

  it('M42 a private form is named before anything else', () => {
    expect(mammogramKind(image({ sopClassUID: `${STORAGE}7`, privateTomosynthesis: 'hologic-sco' }))).toBe('tomosynthesis-private')
  })

  it('M06 what is for processing is no acquired mammogram, and a CT of another organ is nothing of ours', () => {
    expect(mammogramKind(image())).toBe('acquired')
    expect(mammogramKind(image({ presentationIntentType: 'FOR PROCESSING' }))).toBe('for-processing')
    expect(mammogramKind(image({ modality: 'US', sopClassUID: `${STORAGE}6.1` }))).toBe('other')
  })
})

describe('slices', () => {
  const cosines = [0, -1, 0, -1, 0, 0]

  it('M40 a multi-frame object is one stack; positions come from each frame, in millimetres from the first', () => {
    const [stack] = tomosynthesisStacks([bto({ imageOrientationPatient: cosines, perFrame: [at(0, 0, 0), at(0, 0, -1.5), at(0, 0, -3)] })])
    expect(stack?.frames.map(({ frame }) => frame)).toEqual([1, 2, 3])
    expect(slicePositions(stack?.frames ?? [])).toEqual({ millimetres: [0, 1.5, 3], spacing: 1.5, source: 'position' })
    expect(sliceEnds(stack?.frames ?? [])).toEqual({ first: 'head', last: 'feet' })
  })

  it('M40 frames stored out of order are put in the order in which they lie', () => {
    const [stack] = tomosynthesisStacks([bto({ imageOrientationPatient: cosines, perFrame: [at(0, 0, 0), at(0, 0, 2), at(0, 0, 1), at(0, 0, 3)], numberOfFrames: 4 })])
    expect(stack?.frames.map(({ frame }) => frame)).toEqual([1, 3, 2, 4])
  })

  it('M40 an oblique view goes from medial to lateral, by the side of the breast', () => {
    const oblique = (side: string, sign: number) => bto({ imageLaterality: side, imageOrientationPatient: [0, 1, 0, 0.7, 0, -0.7], perFrame: [at(0, 0, 0), at(sign * 0.7, 0, 0.7), at(sign * 1.4, 0, 1.4)] })
    const ends = (side: string, sign: number) => sliceEnds(tomosynthesisStacks([oblique(side, sign)])[0]?.frames ?? [])
    expect(ends('L', 1)).toEqual({ first: 'medial', last: 'lateral' })
    expect(ends('R', 1)).toEqual({ first: 'lateral', last: 'medial' })
  })

  it('M42 slices stored as CT make one stack per side, by position even where cosines are not of length one', () => {
    const slice = (number: number, depth: number, side = 'R') => ctSlice({ instanceNumber: number, imageLaterality: side, imageOrientationPatient: [0, 1, 0, 0.71, 0, -0.7], imagePositionPatient: [depth * Math.SQRT1_2, 0, depth * Math.SQRT1_2] })
    const stacks = tomosynthesisStacks([slice(3, 1), slice(1, 0), slice(2, 2), slice(1, 0, 'L')])
    expect(stacks.map(({ frames }) => frames.map(({ image: one }) => `${one.imageLaterality}${one.instanceNumber}`))).toEqual([['R1', 'R3', 'R2'], ['L1']])
    expect(slicePositions(stacks[0]?.frames ?? [])?.spacing).toBeCloseTo(1, 2)
  })

  it('M42 without positions the order is that of the numbers, and the step is the thickness, which is said', () => {
    const slice = (number: number) => ctSlice({ instanceNumber: number, imageOrientationPatient: [0, 1, 0, 0.71, 0, -0.71], imagePositionPatient: [0, 0, 0] })
    const [stack] = tomosynthesisStacks([slice(2), slice(10), slice(1)])
    expect(stack?.frames.map(({ image: one }) => one.instanceNumber)).toEqual([1, 2, 10])
    expect(slicePositions(stack?.frames ?? [])).toEqual({ millimetres: [0, 1, 2], spacing: 1, source: 'thickness' })
    expect(sliceEnds(stack?.frames ?? [])).toBeNull()
  })

  it('M40 nothing is invented: no position and no thickness, no millimetres', () => {
    expect(slicePositions(tomosynthesisStacks([bto({ sliceThickness: null })])[0]?.frames ?? [])).toBeNull()
  })
})

describe('M41 the same place in 2D and in a slice', () => {
  const flat: ImageGeometry = { rows: 4000, columns: 3000, spacing: { row: mm(0.07), column: mm(0.07) }, orientation: asStored }
  const slice: ImageGeometry = { rows: 2400, columns: 1900, spacing: { row: mm(0.1), column: mm(0.1) }, orientation: { rotation: 180, flip: false } }

  it('counts from the chest wall and from mid-height', () => {
    // 70 mm from the left edge, 14 mm below the middle.
    const there = sameMillimetres(flat, { x: 1000, y: 2200 }, slice, 'left')
    expect(there.x).toBeCloseTo(1900 - 700)
    expect(there.y).toBeCloseTo(1200 - 140)
  })

  it.each(['left', 'right'] as const)('comes back to where it began, chest wall at the %s', (edge) => {
    const there = sameMillimetres(flat, { x: 812, y: 300 }, slice, edge)
    const back = sameMillimetres(slice, there, flat, edge)
    expect(back.x).toBeCloseTo(812)
    expect(back.y).toBeCloseTo(300)
  })
})

describe('M41 what is read in the programme', () => {
  it('follows the site that made the images, however its name is written', () => {
    expect(readsTomosynthesis({ default: false, sites: { 'CENTRE  A': true } }, 'Centre A ')).toBe(true)
    expect(readsTomosynthesis({ default: true, sites: { 'Centre A': false } }, 'centre a')).toBe(false)
    expect(readsTomosynthesis({ default: true, sites: { 'Centre A': false } }, 'Centre B')).toBe(true)
    expect(readsTomosynthesis({ default: false, sites: {} }, '')).toBe(false)
  })

  it('counts what was left out: slices by series, synthetic 2D by image', () => {
    const slices = [bto({ seriesInstanceUID: '1.9' }), ctSlice({ seriesInstanceUID: '1.8' }), ctSlice({ seriesInstanceUID: '1.8' })]
    expect(leftOutOf([...slices, image({ imageType: ['DERIVED', 'PRIMARY', 'GENERATED_2D'] })])).toEqual({ series: 2, synthetic: 1 })
  })
})
