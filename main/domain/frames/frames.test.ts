import { describe, expect, it } from 'vitest'
import { imageDescriptorFixture } from '../../../test/fixtures/image-descriptor.ts'
import { imageOfFrame } from './index.ts'

const window = { center: 10, width: 20, explanation: '' }
const image = imageDescriptorFixture({
  numberOfFrames: 3, imagePositionPatient: [0, 0, 0], windows: [window], rescaleSlope: 2,
  perFrame: [{}, { imagePositionPatient: [0, 0, 1] }, { imagePositionPatient: null, windows: [], rescaleSlope: 3 }],
})

describe('the image of one frame', () => {
  it('is the object itself where the frame says nothing of its own', () => {
    expect(imageOfFrame(image, 1)).toBe(image)
    const plain = imageDescriptorFixture({ perFrame: null })
    expect(imageOfFrame(plain, 1)).toBe(plain)
  })

  it('has the values of the frame in place of those of the object, absent ones included', () => {
    expect(imageOfFrame(image, 2)).toEqual({ ...image, imagePositionPatient: [0, 0, 1] })
    expect(imageOfFrame(image, 3)).toEqual({ ...image, imagePositionPatient: null, windows: [], rescaleSlope: 3 })
  })

  it('is the same object each time, and leaves the first as it was', () => {
    const before = structuredClone(image)
    expect(imageOfFrame(image, 2)).toBe(imageOfFrame(image, 2))
    expect(imageOfFrame(image, 2)).not.toBe(imageOfFrame(image, 3))
    expect(image).toEqual(before)
  })

  it('is the object itself for a frame that it does not have', () => {
    for (const frame of [0, 4, 1.5, Number.NaN]) expect(imageOfFrame(image, frame)).toBe(image)
  })
})
