import { describe, expect, it } from 'vitest'
import { imageDescriptorFixture } from '../../../test/fixtures/image-descriptor.ts'
import { combineOf, cineRates, nextChoice, recommendedRate, sharesRescale, sharesVoi, slabOf, slabSlices } from './slab.ts'
import { initialPosition, neededReduction, positionIn } from './stack.ts'

const image = imageDescriptorFixture({
  sopClassUID: '1.2.840.10008.5.1.4.1.1.13.1.3', numberOfFrames: 20, sliceThickness: 2, rows: 2400, columns: 1900, imagerPixelSpacing: null, pixelSpacing: [0.1, 0.1],
})
const frames = Array.from({ length: 20 }, (_, index) => ({ image, frame: index + 1 }))
const [first, ...rest] = frames
if (first === undefined) throw new Error('no frames')
const stack = { seriesInstanceUID: '1', description: '', frames: [first, ...rest] as const }

describe('slabs', () => {
  it('M41 hold as many slices as their thickness asks for, never fewer than two nor more than there are', () => {
    expect(slabOf(frames, 'max', 10)).toEqual({ mode: 'max', slices: 5, millimetres: 10 })
    expect(slabOf(frames, 'mean', 1)).toMatchObject({ slices: 2, millimetres: 4 })
    expect(slabOf(frames, 'mean', 300)).toMatchObject({ slices: 20, millimetres: 40 })
    expect(slabOf(frames, 'none', 10)).toBeNull()
  })

  it('M41 lie around the slice in view and stay as thick at the ends', () => {
    const at = (position: number) => slabSlices(frames, position, 5).map(({ frame }) => frame)
    expect([at(10), at(0), at(19)]).toEqual([[9, 10, 11, 12, 13], [1, 2, 3, 4, 5], [16, 17, 18, 19, 20]])
  })

  it('M41 keep what is bright where low values are shown white', () => {
    expect([combineOf('max', { presentationLutShape: 'IDENTITY' }), combineOf('max', { presentationLutShape: 'INVERSE' }), combineOf('mean', { presentationLutShape: 'INVERSE' })]).toEqual(['max', 'min', 'mean'])
  })

  it('M41 know slices whose values or windows differ', () => {
    const odd = imageDescriptorFixture({ ...image, perFrame: frames.map((_, index) => (index === 3 ? { windows: [{ center: 1, width: 2, explanation: '' }], rescaleSlope: 2 } : {})) })
    const pair = [{ image: odd, frame: 3 }, { image: odd, frame: 4 }]
    expect([sharesRescale(pair), sharesVoi(pair), sharesRescale(frames), sharesVoi(frames)]).toEqual([false, false, true, true])
  })

  it('M41 cine runs as the object recommends, else at twenty, and by steps', () => {
    expect([recommendedRate({ recommendedDisplayFrameRate: 12 }), recommendedRate({ recommendedDisplayFrameRate: null }), recommendedRate({ recommendedDisplayFrameRate: 900 })]).toEqual([12, 20, 20])
    expect([nextChoice(cineRates, 20, 1), nextChoice(cineRates, 3, -1), nextChoice(cineRates, 13, -1)]).toEqual([25, 3, 12])
  })
})

describe('slices in a viewport', () => {
  it('M40 open in the middle', () => {
    expect([initialPosition(stack), positionIn({}, { id: 'a', stack }), positionIn({ a: 30 }, { id: 'a', stack })]).toEqual([9, 9, 19])
  })

  it('M40 need the copy that the painter takes and no finer one', () => {
    const cell = { justification: 'right' } as const
    expect([0.05, 0.1, 0.19, 0.2, 0.5].map((scale) => neededReduction(image, cell, scale, 1))).toEqual([1, 1, 1, 2, 4])
    expect(neededReduction(image, cell, 0.4, 2)).toBe(2)
  })
})
