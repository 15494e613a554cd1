import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ExpectedError } from '../contract/index.ts'
import { badFiles, encapsulated, geometryPhantoms, greyRamps, jpegLsHead, smallImage } from '../../test/fixtures/index.ts'
import { createPart10Reader, elementHeader, encodeDataset, encodePart10, explicitBigEndian, explicitLittleEndian, implicitLittleEndian, joinPart10, type Inspection } from './index.ts'

const jpegLs = '1.2.840.10008.1.2.4.80'
const explicit = { explicit: true, littleEndian: true, undefinedLengths: false }

function inspect(bytes: Uint8Array, chunk = bytes.length || 1): Inspection {
  const reader = createPart10Reader()
  for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.subarray(at, at + chunk))
  return reader.end()
}

function refusal(bytes: Uint8Array, chunk?: number): ExpectedError {
  try {
    inspect(bytes, chunk)
  } catch (error) {
    if (error instanceof ExpectedError) return error
    throw error
  }
  throw new Error('was read')
}

describe('the Part 10 reader', () => {
  it('tells who, whose and where', () => {
    const found = inspect(smallImage.part10)
    expect(found.identity).toEqual({
      studyInstanceUID: smallImage.dataset.StudyInstanceUID, seriesInstanceUID: smallImage.dataset.SeriesInstanceUID,
      sopInstanceUID: smallImage.dataset.SOPInstanceUID, sopClassUID: smallImage.dataset.SOPClassUID, transferSyntaxUID: explicitLittleEndian,
    })
    expect(found.study).toMatchObject({ patientName: 'ESSAI^Mire', patientBirthDate: '1960-02-29', studyDate: '2025-03-10', institutionName: 'Site d’essai' })
    expect(found.length).toBe(smallImage.part10.length)
    expect(found.frames).toEqual({ kind: 'native', offset: smallImage.part10.length - 128, frameLength: 128, frames: 1 })
  })

  it('reads the same whatever the size of the pieces', () => {
    const whole = inspect(smallImage.part10)
    for (const size of [1, 2, 3, 7, 131, 133, 1000]) expect(inspect(smallImage.part10, size)).toEqual(whole)
  })

  it('knows the identity before the pixel data has come', () => {
    const reader = createPart10Reader()
    reader.push(smallImage.part10.subarray(0, smallImage.part10.length - 200))
    expect(reader.identity?.sopInstanceUID).toBe(smallImage.dataset.SOPInstanceUID)
  })

  it.each(['implicit', 'undefined lengths', 'implicit with undefined lengths'])('reads sequences in %s', (kind) => {
    const ramp = greyRamps().find(({ name }) => name === 'voi-lut')
    if (ramp === undefined) throw new Error('no ramp')
    const options = { explicit: !kind.startsWith('implicit'), littleEndian: true, undefinedLengths: kind.endsWith('undefined lengths') }
    const found = inspect(encodePart10(ramp.dataset, options.explicit ? explicitLittleEndian : implicitLittleEndian, options), 100)
    expect(found.image?.voiLuts).toEqual(inspect(ramp.part10).image?.voiLuts)
    expect(found.image?.voiLuts[0]).toMatchObject({ explanation: 'RACINE', firstMapped: 0, bits: 12 })
  })

  it.each(badFiles())('refuses $name with $code', ({ bytes, code }) => {
    for (const size of [undefined, 50]) expect(refusal(bytes, size).code).toBe(code)
  })

  it('says how many bytes are missing', () => {
    const cut = smallImage.part10.subarray(0, -40)
    expect(refusal(cut).params).toEqual({ expected: smallImage.part10.length, found: cut.length })
  })

  it('names the object that it refuses once it knows it', () => {
    expect(refusal(smallImage.part10.subarray(0, -40)).subject).toBe(smallImage.dataset.SOPInstanceUID)
  })

  it('is cut anywhere: truncated, or what the cut took away is missing, never read as whole', () => {
    for (let length = 0; length < smallImage.part10.length; length += 1)
      expect(refusal(smallImage.part10.subarray(0, length)).code).toMatch(/^dicom\/(not-dicom|truncated|missing-attribute)$/)
  })

  it('accepts padding behind the last element', () => {
    const padded = new Uint8Array(smallImage.part10.length + 500)
    padded.set(smallImage.part10)
    expect(inspect(padded, 64).frames).toEqual(inspect(smallImage.part10).frames)
  })

  it('reads a bare dataset when its encoding is beyond doubt', () => {
    for (const explicitVr of [true, false]) {
      const found = inspect(encodeDataset(smallImage.dataset, { ...explicit, explicit: explicitVr }))
      expect(found.identity.transferSyntaxUID).toBe(explicitVr ? explicitLittleEndian : implicitLittleEndian)
    }
  })

  it('reads big endian objects, their tables too', () => {
    const ramp = greyRamps().find(({ name }) => name === 'voi-lut-signed')
    if (ramp === undefined) throw new Error('no ramp')
    const found = inspect(encodePart10(ramp.dataset, explicitBigEndian, { ...explicit, littleEndian: false }), 77)
    expect(found.image).toEqual({ ...inspect(ramp.part10).image, transferSyntaxUID: explicitBigEndian })
    const bytes = { ...smallImage.dataset, BitsAllocated: 8, BitsStored: 8, HighBit: 7, PixelData: new Uint8Array(64) }
    expect(inspect(encodePart10(bytes, explicitBigEndian, { ...explicit, littleEndian: false })).frames.kind).toBe('native')
  })

  it('takes any bytes in the preamble', () => {
    const polyglot = smallImage.part10.slice()
    polyglot.set(new TextEncoder().encode('%PDF-1.7 #!/bin/sh'))
    expect(inspect(polyglot)).toEqual(inspect(smallImage.part10))
  })

  it('reads a deflated object that is no image, and refuses a deflated image', () => {
    const deflated = '1.2.840.10008.1.2.1.99'
    const report = { ...smallImage.dataset, SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.11', Modality: 'SR' }
    const file = (dataset: typeof report) => joinPart10(dataset, deflated, deflateRawSync(encodeDataset(dataset)))
    expect(inspect(file(report), 33).series.modality).toBe('SR')
    expect(refusal(file(smallImage.dataset as typeof report)).code).toBe('dicom/unsupported-syntax')
    expect(refusal(file(report).subarray(0, -60)).code).toBe('dicom/truncated')
  })

  it('stops a deflated object that inflates without end', () => {
    const report = { ...smallImage.dataset, SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.11' }
    const bomb = encodeDataset({ ...report, EncapsulatedDocument: new Uint8Array(260 * 2 ** 20) })
    expect(refusal(joinPart10(report, '1.2.840.10008.1.2.1.99', deflateRawSync(bomb, { level: 1 }))).code).toBe('dicom/malformed')
  })
})

describe('encapsulated frames', () => {
  const dataset = { ...smallImage.dataset, NumberOfFrames: 2 }
  const head = jpegLsHead(8, 8)
  const rest = Uint8Array.of(1, 2, 3, 4)
  const lengths = (found: Inspection) => (found.frames.kind === 'encapsulated' ? found.frames.frames.map(({ fragments }) => fragments.map(({ length }) => length)) : null)

  it('are one fragment each', () => {
    expect(lengths(inspect(encapsulated(dataset, jpegLs, [head, head])))).toEqual([[head.length], [head.length]])
  })

  it('are several fragments, told apart by the offset table', () => {
    const offsets = [0, head.length + rest.length + 16]
    expect(lengths(inspect(encapsulated(dataset, jpegLs, [head, rest, head, rest], offsets), 10))).toEqual([[head.length, 4], [head.length, 4]])
  })

  it('are several fragments, told apart by their start when there is no table', () => {
    expect(lengths(inspect(encapsulated(dataset, jpegLs, [head, rest, rest, head])))).toEqual([[head.length, 4, 4], [head.length]])
  })

  it('are all fragments when there is one frame', () => {
    expect(lengths(inspect(encapsulated(smallImage.dataset, jpegLs, [head, rest, rest])))).toEqual([[head.length, 4, 4]])
  })

  it('follow the extended offset table', () => {
    const table = new Uint8Array(BigUint64Array.of(0n, BigInt(head.length + rest.length + 16)).buffer)
    expect(lengths(inspect(encapsulated({ ...dataset, ExtendedOffsetTable: table }, jpegLs, [head, rest, head, rest])))).toEqual([[head.length, 4], [head.length, 4]])
  })

  it('are refused when the table points between fragments', () => {
    expect(refusal(encapsulated(dataset, jpegLs, [head, rest, head, rest], [0, 12])).code).toBe('dicom/malformed')
  })

  it('lie where the index says', () => {
    const file = encapsulated(dataset, jpegLs, [head, head])
    const found = inspect(file, 17)
    if (found.frames.kind !== 'encapsulated') throw new Error('not encapsulated')
    for (const { fragments } of found.frames.frames) for (const { offset, length } of fragments) expect(file.subarray(offset, offset + length)).toEqual(head)
  })
})

describe('memory', () => {
  it('is not asked for by an object that never says who it is', () => {
    const reader = createPart10Reader()
    reader.push(joinPart10(smallImage.dataset, explicitLittleEndian, elementHeader(0x00091010, 'OB', 3 * 2 ** 30, explicit)))
    const chunk = new Uint8Array(2 ** 20)
    let pushed = 0
    expect(() => { for (; pushed < 200; pushed += 1) reader.push(chunk) }).toThrow('dicom/malformed')
    expect(pushed).toBeLessThan(70)
  })

  it('stays bounded while a gigabyte of pixels passes', () => {
    const frames = 8
    const side = 8192
    const dataset = { ...smallImage.dataset, Rows: side, Columns: side, NumberOfFrames: frames, PixelData: new Uint8Array() }
    const header = encodePart10(dataset)
    new DataView(header.buffer).setUint32(header.length - 4, frames * side * side * 2, true)
    const reader = createPart10Reader()
    reader.push(header)
    const chunk = new Uint8Array(2 ** 20)
    const before = process.memoryUsage().arrayBuffers
    let most = 0
    for (let sent = 0; sent < frames * side * side * 2; sent += chunk.length) {
      reader.push(chunk)
      most = Math.max(most, process.memoryUsage().arrayBuffers - before)
    }
    expect(reader.end().frames).toEqual({ kind: 'native', offset: header.length, frameLength: side * side * 2, frames })
    expect(most).toBeLessThan(32 * 2 ** 20)
  })
})

describe('what the image says of itself', () => {
  const image = (name: string) => {
    const found = [...greyRamps(), ...geometryPhantoms()].find((one) => one.name === name)
    if (found === undefined) throw new Error(name)
    return inspect(found.part10).image
  }

  it('keeps every window with its explanation and function', () => {
    expect(image('three-windows')).toMatchObject({
      voiLutFunction: 'SIGMOID',
      windows: [{ center: 2048, width: 1024, explanation: 'NORMAL' }, { center: 1024, width: 512, explanation: 'SOMBRE' }, { center: 3072, width: 512, explanation: 'CLAIR' }],
    })
    expect(image('linear')?.voiLutFunction).toBe('LINEAR')
    expect(image('linear-exact')?.voiLutFunction).toBe('LINEAR_EXACT')
    expect(image('no-window')?.windows).toEqual([])
  })

  it('reads tables of 65536 entries, of bytes, packed or not, and signed first values', () => {
    const table = image('voi-lut-65536')?.voiLuts[0]
    expect(table?.data).toHaveLength(65536)
    expect(table?.data.at(0)).toBe(65535)
    expect(image('voi-lut-8-bits-packed')?.voiLuts).toEqual(image('voi-lut-8-bits')?.voiLuts)
    expect(image('voi-lut-8-bits')?.voiLuts[0]?.data.slice(0, 32)).toEqual([...Array.from({ length: 16 }, () => 255), ...Array.from({ length: 16 }, () => 254)])
    expect(image('voi-lut-signed')?.voiLuts[0]?.firstMapped).toBe(-2048)
    expect(image('voi-lut-offset')?.voiLuts[0]?.firstMapped).toBe(1024)
    expect(image('modality-lut')?.modalityLut?.data[1024]).toBe(2048)
  })

  it('leaves out a VOI table whose data do not fill it, and refuses such a modality table', () => {
    const short = [{ LUTDescriptor: [4096, 0, 12], LUTData: new Uint16Array(100) }]
    expect(inspect(encodePart10({ ...smallImage.dataset, VOILUTSequence: short })).image?.voiLuts).toEqual([])
    expect(refusal(encodePart10({ ...smallImage.dataset, ModalityLUTSequence: short })).code).toBe('dicom/malformed')
  })

  it('reads signed values as signed', () => {
    expect(image('padding-signed')).toMatchObject({ pixelPaddingValue: -2048, pixelRepresentation: 1 })
    expect(image('padding-range')).toMatchObject({ pixelPaddingValue: 0, pixelPaddingRangeLimit: 100 })
    expect(image('rescale')).toMatchObject({ rescaleSlope: 2, rescaleIntercept: -1024, rescaleType: 'US' })
  })

  it('asks for inversion of MONOCHROME1, said or not', () => {
    expect(image('monochrome1')?.presentationLutShape).toBe('INVERSE')
    expect(image('monochrome1-inverse')?.presentationLutShape).toBe('INVERSE')
    expect(image('linear')?.presentationLutShape).toBe('IDENTITY')
  })

  it('keeps the two spacings apart, rows before columns', () => {
    expect(image('anisotropic')).toMatchObject({ pixelSpacing: [0.25, 0.75], imagerPixelSpacing: null })
    expect(image('imager-spacing-magnified')).toMatchObject({ pixelSpacing: null, imagerPixelSpacing: [0.09, 0.09], estimatedRadiographicMagnificationFactor: 1.8 })
    expect(image('calibrated')?.pixelSpacingCalibrationType).toBe('FIDUCIAL')
  })

  it('takes geometry and grey scale of an enhanced object from its functional groups', () => {
    const found = inspect(encodePart10({
      ...smallImage.dataset,
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.2.1',
      SharedFunctionalGroupsSequence: [{
        PixelMeasuresSequence: [{ PixelSpacing: [0.5, 0.6], SliceThickness: 2 }],
        PlaneOrientationSequence: [{ ImageOrientationPatient: [1, 0, 0, 0, 1, 0] }],
        PixelValueTransformationSequence: [{ RescaleSlope: 1, RescaleIntercept: -1000, RescaleType: 'HU' }],
      }],
      PerFrameFunctionalGroupsSequence: [
        { PlanePositionSequence: [{ ImagePositionPatient: [1, 2, 3] }], FrameVOILUTSequence: [{ WindowCenter: 40, WindowWidth: 400 }] },
        { PlanePositionSequence: [{ ImagePositionPatient: [1, 2, 5] }], FrameVOILUTSequence: [{ WindowCenter: 50, WindowWidth: 400 }] },
      ],
    }))
    expect(found.image).toMatchObject({
      pixelSpacing: [0.5, 0.6], sliceThickness: 2, imageOrientationPatient: [1, 0, 0, 0, 1, 0], imagePositionPatient: [1, 2, 3],
      rescaleIntercept: -1000, windows: [{ center: 40, width: 400, explanation: '' }],
    })
  })

  it('keeps view and modifier codes in the scheme of the object', () => {
    const found = inspect(encodePart10({
      ...smallImage.dataset,
      ImageLaterality: 'L',
      PatientOrientation: ['A', 'R'],
      ViewCodeSequence: [{
        CodeValue: 'R-10226', CodingSchemeDesignator: 'SNM3', CodeMeaning: 'medio-lateral oblique',
        ViewModifierCodeSequence: [{ CodeValue: '399163009', CodingSchemeDesignator: 'SCT', CodeMeaning: 'Magnification' }],
      }],
    }))
    expect(found.image).toMatchObject({
      imageLaterality: 'L', patientOrientation: ['A', 'R'],
      viewCode: { value: 'R-10226', scheme: 'SNM3' }, viewModifierCodes: [{ value: '399163009', scheme: 'SCT' }],
    })
  })
})
