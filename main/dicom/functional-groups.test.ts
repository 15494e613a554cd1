import { describe, expect, it } from 'vitest'
import type { ImageDescriptor } from '../contract/index.ts'
import { imageFixture } from '../../test/fixtures/index.ts'
import { createPart10Reader, type Attributes } from './index.ts'

const plane = (z: number) => [{ ImagePositionPatient: [0, 0, z] }]
const window = (center: number, more: Attributes = {}) => [{ WindowCenter: center, WindowWidth: 100, ...more }]

function describeEnhanced(over: Attributes): ImageDescriptor {
  const { part10 } = imageFixture('enhanced', {
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.13.1.3', NumberOfFrames: 3, Rows: 1, Columns: 2, PixelData: new Uint16Array(6), ...over,
  })
  const reader = createPart10Reader()
  reader.push(part10)
  const { image } = reader.end()
  if (image === null) throw new Error('no image')
  return image
}

describe('functional groups', () => {
  it('say nothing per frame when all frames are alike', () => {
    expect(describeEnhanced({}).perFrame).toBeNull()
    const image = describeEnhanced({ PerFrameFunctionalGroupsSequence: [1, 2, 3].map(() => ({ PlanePositionSequence: plane(4), FrameVOILUTSequence: window(50) })) })
    expect(image).toMatchObject({ perFrame: null, imagePositionPatient: [0, 0, 4], windows: [{ center: 50, width: 100, explanation: '' }] })
  })

  it('M40 give each frame what differs from the object, and the object what all share', () => {
    const image = describeEnhanced({
      SharedFunctionalGroupsSequence: [{
        PlaneOrientationSequence: [{ ImageOrientationPatient: [1, 0, 0, 0, 1, 0] }], PatientOrientationInFrameSequence: [{ PatientOrientation: ['A', 'FR'] }],
        FrameAnatomySequence: [{ FrameLaterality: 'R' }], PixelValueTransformationSequence: [{ RescaleIntercept: 0, RescaleSlope: 2, RescaleType: 'US' }],
      }],
      PerFrameFunctionalGroupsSequence: [
        { PlanePositionSequence: plane(0), FrameVOILUTSequence: window(10) },
        { PlanePositionSequence: plane(1), FrameVOILUTSequence: window(20, { VOILUTFunction: 'SIGMOID' }) },
        { PlanePositionSequence: plane(2), FrameVOILUTSequence: window(10), PixelValueTransformationSequence: [{ RescaleIntercept: -5, RescaleSlope: 2, RescaleType: 'US' }] },
      ],
    })
    expect(image).toMatchObject({ patientOrientation: ['A', 'FR'], imageLaterality: 'R', rescaleSlope: 2, rescaleIntercept: 0, imagePositionPatient: [0, 0, 0], voiLutFunction: 'LINEAR' })
    expect(image.perFrame).toEqual([
      {},
      { imagePositionPatient: [0, 0, 1], windows: [{ center: 20, width: 100, explanation: '' }], voiLutFunction: 'SIGMOID' },
      { imagePositionPatient: [0, 0, 2], rescaleIntercept: -5 },
    ])
  })

  it('give a frame its own look-up tables and its own direction', () => {
    const lut = (data: number[]) => [{ VOILUTSequence: [{ LUTDescriptor: [2, 0, 12], LUTExplanation: 'own', LUTData: Uint16Array.from(data) }] }]
    const image = describeEnhanced({
      PerFrameFunctionalGroupsSequence: [
        { FrameVOILUTSequence: lut([0, 4095]), PatientOrientationInFrameSequence: [{ PatientOrientation: ['P', 'L'] }] },
        { FrameVOILUTSequence: lut([1, 4095]), PatientOrientationInFrameSequence: [{ PatientOrientation: ['A', 'R'] }] },
        { FrameVOILUTSequence: lut([0, 4095]), PatientOrientationInFrameSequence: [{ PatientOrientation: ['P', 'L'] }] },
      ],
    })
    expect(image.patientOrientation).toEqual(['P', 'L'])
    expect(image.perFrame).toEqual([{}, { patientOrientation: ['A', 'R'], voiLuts: [{ explanation: 'own', firstMapped: 0, bits: 12, data: [1, 4095] }] }, {}])
  })

  it('leave a frame without a group without its value, and never lend it that of the first frame', () => {
    const image = describeEnhanced({ PerFrameFunctionalGroupsSequence: [{ PlanePositionSequence: plane(7) }, {}] })
    expect(image.imagePositionPatient).toEqual([0, 0, 7])
    expect(image.perFrame).toEqual([{}, { imagePositionPatient: null }, { imagePositionPatient: null }])
  })

  it('take technique from the one acquisition, and from none of several', () => {
    expect(describeEnhanced({ XRay3DAcquisitionSequence: [{ KVP: 29, ExposureTimeInms: 250.5 }] })).toMatchObject({ kvp: 29, exposureTimeMs: 250.5 })
    expect(describeEnhanced({ XRay3DAcquisitionSequence: [{ KVP: 29 }, { KVP: 31 }] }).kvp).toBeNull()
  })
})
