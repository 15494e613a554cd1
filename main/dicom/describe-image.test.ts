import { describe, expect, it } from 'vitest'
import type { ImageDescriptor } from '../contract/index.ts'
import { imageFixture, sopClassUIDs } from '../../test/fixtures/index.ts'
import { concat, createPart10Reader, elementHeader, encodeDataset, joinPart10, type Attributes } from './index.ts'

function describeObject(over: Attributes, elements: readonly Uint8Array[] = []): ImageDescriptor {
  const { dataset } = imageFixture('described', { Rows: 1, Columns: 2, ...over })
  const reader = createPart10Reader()
  reader.push(joinPart10(dataset, '1.2.840.10008.1.2.1', concat([encodeDataset(dataset), ...elements, encodeDataset({ PixelData: new Uint16Array(2) })])))
  const { image } = reader.end()
  if (image === null) throw new Error('no image')
  return image
}

describe('the display shutter', () => {
  it('is absent, or one shape, or several, with the value that covers', () => {
    expect(describeObject({}).displayShutter).toBeNull()
    expect(describeObject({
      ShutterShape: 'RECTANGULAR', ShutterLeftVerticalEdge: 10, ShutterRightVerticalEdge: 200, ShutterUpperHorizontalEdge: 20, ShutterLowerHorizontalEdge: 300,
    }).displayShutter).toEqual({ presentationValue: 0, rectangle: { left: 10, right: 200, upper: 20, lower: 300 }, circle: null, polygon: null })
    expect(describeObject({
      ShutterShape: ['CIRCULAR', 'POLYGONAL'], CenterOfCircularShutter: [40, 50], RadiusOfCircularShutter: 30, VerticesOfThePolygonalShutter: [1, 2, 1, 9, 8, 5], ShutterPresentationValue: 65535,
    }).displayShutter).toEqual({ presentationValue: 65535, rectangle: null, circle: { row: 40, column: 50, radius: 30 }, polygon: [[1, 2], [1, 9], [8, 5]] })
  })

  it('covers nothing where its shape is not said in full', () => {
    expect(describeObject({ ShutterShape: 'RECTANGULAR', ShutterLeftVerticalEdge: 10, ShutterRightVerticalEdge: 200, ShutterUpperHorizontalEdge: 20 }).displayShutter).toBeNull()
    expect(describeObject({ ShutterShape: 'CIRCULAR', CenterOfCircularShutter: [40], RadiusOfCircularShutter: 30 }).displayShutter).toBeNull()
    expect(describeObject({ ShutterShape: 'POLYGONAL', VerticesOfThePolygonalShutter: [1, 2, 3, 4] }).displayShutter).toBeNull()
    expect(describeObject({ ShutterShape: 'BITMAP' }).displayShutter).toBeNull()
  })
})

describe('what of the grey scale cannot be applied', () => {
  it('M01 M02 M03 a table that is cut short, a function nobody knows and a width too small are named, never passed over', () => {
    const cut = { LUTDescriptor: [4096, 0, 12], LUTExplanation: 'COUPEE', LUTData: new Uint16Array(10) }
    const whole = { LUTDescriptor: [2, 0, 12], LUTExplanation: 'ENTIERE', LUTData: Uint16Array.of(0, 4095) }
    expect(describeObject({ WindowCenter: 10, WindowWidth: 20, VOILUTSequence: [whole] }).greyScaleFaults).toEqual([])
    const faulty = describeObject({ WindowCenter: [10, 10], WindowWidth: [20, 0], VOILUTFunction: 'CUBIC', VOILUTSequence: [cut, whole] })
    expect(faulty.greyScaleFaults).toEqual(['voi-lut-unreadable', 'voi-lut-function-unknown', 'window-unusable'])
    expect([faulty.voiLuts.map(({ explanation }) => explanation), faulty.windows.length, faulty.voiLutFunction]).toEqual([['ENTIERE'], 1, 'LINEAR'])
  })
})

describe('why and from what', () => {
  it('reasons are those of the request and of the act, words and codes, each once', () => {
    const codes = (meaning: string) => [{ CodeValue: '24623002', CodingSchemeDesignator: 'SCT', CodeMeaning: meaning }]
    expect(describeObject({
      RequestAttributesSequence: [{ ReasonForTheRequestedProcedure: 'Dépistage', ReasonForRequestedProcedureCodeSequence: codes('Mammographie de dépistage') }, { ReasonForTheRequestedProcedure: 'Dépistage' }],
      ReasonForPerformedProcedureCodeSequence: codes('Dépistage organisé'),
    }).reasons).toEqual(['Dépistage', 'Mammographie de dépistage', 'Dépistage organisé'])
    expect(describeObject({}).reasons).toEqual([])
  })

  it('M31 source images are named with what is said of their places', () => {
    expect(describeObject({ SourceImageSequence: [
      { ReferencedSOPClassUID: '1.2.840.10008.5.1.4.1.1.1.2.1', ReferencedSOPInstanceUID: '1.2.3', SpatialLocationsPreserved: 'YES' },
      { ReferencedSOPClassUID: '1.2.840.10008.5.1.4.1.1.1.2.1', ReferencedSOPInstanceUID: '1.2.4' },
    ] }).sourceImages).toEqual([{ sopInstanceUID: '1.2.3', spatialLocationsPreserved: 'YES' }, { sopInstanceUID: '1.2.4', spatialLocationsPreserved: '' }])
  })

  it('entrance dose is in mGy, or in dGy where only that is said', () => {
    expect(describeObject({ EntranceDoseInmGy: 6.5, EntranceDose: 1 }).entranceDoseMGy).toBe(6.5)
    expect(describeObject({ EntranceDose: 1 }).entranceDoseMGy).toBe(100)
    expect(describeObject({}).entranceDoseMGy).toBeNull()
  })
})

describe('tomosynthesis in a private form', () => {
  const explicitLittle = { explicit: true, littleEndian: true, undefinedLengths: false }
  const creator = (name: string, group = 0x7e01) => concat([elementHeader(group * 65536 + 0x10, 'LO', name.length, explicitLittle), new TextEncoder().encode(name)])
  const data = concat([elementHeader(0x7e011010, 'UN', 40, explicitLittle), new Uint8Array(40)])

  it('M42 is recognised by its private block in a Secondary Capture', () => {
    expect(describeObject({ SOPClassUID: sopClassUIDs.secondaryCapture }, [creator('HOLOGIC, Inc. '), data]).privateTomosynthesis).toBe('hologic-sco')
  })

  it('M42 without any picture is refused by a name of its own', () => {
    const { dataset } = imageFixture('described', { Rows: 1, Columns: 2 })
    const reader = createPart10Reader()
    reader.push(joinPart10(dataset, '1.2.840.10008.1.2.1', concat([encodeDataset(dataset), creator('HOLOGIC, Inc. '), data])))
    expect(() => reader.end()).toThrow(expect.objectContaining({ code: 'dicom/private-tomosynthesis' }) as Error)
  })

  it('is not seen in other classes, under other creators, or in other groups', () => {
    expect(describeObject({ SOPClassUID: sopClassUIDs.mammography }, [creator('HOLOGIC, Inc. '), data]).privateTomosynthesis).toBeNull()
    expect(describeObject({}, [creator('ANOTHER MAKER '), data]).privateTomosynthesis).toBeNull()
    expect(describeObject({}, [creator('HOLOGIC, Inc. ', 0x7e03)]).privateTomosynthesis).toBeNull()
    expect(describeObject({}).privateTomosynthesis).toBeNull()
  })
})
