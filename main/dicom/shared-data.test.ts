import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ExpectedError } from '../contract/index.ts'
import { imageDescriptor } from '../contract/index.ts'
import { findSharedData, hasPydicom, readWithPydicom, sharedData, sharedDicomFiles } from '../../test/fixtures/index.ts'
import { createPart10Reader, type FrameIndex, type Inspection } from './index.ts'

const reason = !findSharedData() ? ' (skipped: ../shared/data is not here)' : !hasPydicom ? ' (skipped: python3-pydicom is not installed)' : ''
const files = sharedDicomFiles()

function inspect(path: string): Inspection | ExpectedError {
  const bytes = readFileSync(path)
  const reader = createPart10Reader()
  try {
    for (let at = 0; at < bytes.length; at += 16384) reader.push(bytes.subarray(at, at + 16384))
    return reader.end()
  } catch (error) {
    if (error instanceof ExpectedError) return error
    throw error
  }
}

function framesSha256(path: string, frames: FrameIndex): string | null {
  const bytes = readFileSync(path)
  const hash = createHash('sha256')
  if (frames.kind === 'none') return null
  if (frames.kind === 'native') hash.update(bytes.subarray(frames.offset, frames.offset + frames.frameLength * frames.frames))
  else for (const { offset, length } of frames.frames.flatMap((frame) => frame.fragments)) hash.update(bytes.subarray(offset, offset + length))
  return hash.digest('hex')
}

describe.skipIf(reason !== '')(`real files${reason}`, () => {
  const results = files.map((path) => ({ path, name: relative(sharedData, path), result: inspect(path) }))

  it('are each read, or refused with a code of their own', () => {
    expect(files.length).toBeGreaterThan(140)
    const outcomes = Object.fromEntries(results.map(({ name, result }) => [name, result instanceof ExpectedError ? result.code : 'read']))
    expect(outcomes).toMatchObject({
      'hostile/3gb-bulk-data-truncated.dcm': expect.stringMatching(/^dicom\/(malformed|truncated)$/) as string,
      'hostile/MR_truncated.dcm': 'dicom/truncated',
      'hostile/GH220.dcm': 'dicom/unsupported-class',
      'hostile/preamble/preamble_zip.dcm': 'read',
      'hostile/preamble/preamble_mz.dcm': 'read',
      'hostile/explicit_VR-UN.dcm': 'read',
      'hostile/invalid-vr-length-test.dcm': 'read',
      'syntax/polyglot/CT2_UNC.dcm': 'read',
      'mr/enhanced/emri_small_jpeg_2k_lossless_too_short.dcm': 'dicom/truncated',
      'syntax/mono/MR_small_bigendian.dcm': 'read',
      'syntax/mono/JPGExtended.dcm': 'dicom/unsupported-syntax',
      'syntax/mono/image_dfl.dcm': 'dicom/unsupported-syntax',
      'objects/report_dfl.dcm': 'read',
      'eeg/waveform_ecg.dcm': 'read',
    })
    expect(Object.values(outcomes).filter((outcome) => outcome === 'read').length).toBeGreaterThan(100)
  })

  it('hold what pydicom reads: study, name, matrix, frames and their bytes', () => {
    const read = results.flatMap(({ path, name, result }) => (result instanceof ExpectedError ? [] : [{ path, name, result }]))
    const theirs = readWithPydicom(read.map(({ path }) => path))
    // pydicom stops in this one; what DCMTK's dcmconv makes of it has these pixels.
    const unreadableThere = 'hostile/GH177_D_CLUNIE_CT1_IVRLE_BigEndian_undefined_length.dcm'
    theirs.set(join(sharedData, unreadableThere), {
      path: '', studyInstanceUID: '1.3.6.1.4.1.5962.1.2.1.20031208063649.855', patientName: 'CompressedSamples^CT1', rows: 512, columns: 512, frames: 1,
      framesSha256: '7b9b068f2124646351be4bcabd7122b0ab3057e9d3a6160678c9c0cd51a1d496',
    })
    const differing = read.flatMap(({ path, name, result }) => {
      const other = theirs.get(path)
      const ours = {
        studyInstanceUID: result.identity.studyInstanceUID,
        patientName: result.study.patientName,
        ...(result.image === null ? {} : { rows: result.image.rows, columns: result.image.columns, frames: result.image.numberOfFrames, framesSha256: framesSha256(path, result.frames) }),
      }
      const same = Object.entries(ours).every(([key, value]) => other?.[key as keyof typeof other] === value)
      return same ? [] : [{ name, ours, other }]
    })
    expect(differing).toEqual([])
  })

  it('give descriptors that the contract accepts', () => {
    for (const { result, name } of results) {
      if (result instanceof ExpectedError || result.image === null) continue
      const parsed = imageDescriptor.safeParse(result.image)
      expect(parsed.success, `${name}: ${parsed.error?.message ?? ''}`).toBe(true)
    }
  })

  it('describe the GE mammogram with its three windows, three tables and SIGMOID', () => {
    const found = results.find(({ name }) => name === 'mg/dicom/GH133.dcm')?.result
    if (found === undefined || found instanceof ExpectedError) throw new Error('not read')
    expect(found.image).toMatchObject({
      voiLutFunction: 'SIGMOID', imageLaterality: 'R', patientOrientation: ['P', 'FL'], viewCode: { value: 'R-10226', scheme: expect.stringMatching(/SRT|SNM3/) as string },
    })
    expect(found.image?.windows).toHaveLength(3)
    expect(found.image?.voiLuts).toHaveLength(3)
    for (const lut of found.image?.voiLuts ?? []) expect(lut.data.length).toBeGreaterThan(1000)
  })

  it('M40 describe the tomosynthesis object by its functional groups: side, view, window, technique, and a place for every slice', () => {
    const found = results.find(({ name }) => name === 'mg/dbt/dbt_LMLO_12f_jpegls.dcm')?.result
    if (found === undefined || found instanceof ExpectedError) throw new Error('not read')
    const aboutHalfRoot = expect.closeTo(-Math.SQRT1_2, 5) as number
    expect(found.image).toMatchObject({
      sopClassUID: '1.2.840.10008.5.1.4.1.1.13.1.3', numberOfFrames: 12, imageLaterality: 'L', lateralities: { image: '', series: '', frame: 'L' },
      viewCode: { value: '399368009', scheme: 'SCT', meaning: expect.any(String) as string }, anatomicRegion: { value: '76752008', scheme: 'SCT' },
      windows: [{ center: 500, width: 900, explanation: 'NORMAL' }], patientOrientation: ['A', 'RF'], imageOrientationPatient: [0, -1, 0, aboutHalfRoot, 0, aboutHalfRoot],
      imagePositionPatient: [0, 0, 0], sliceThickness: 1, kvp: 31, exposureMas: 52, exposureTimeMs: 273, compressionForceN: 101, anodeTargetMaterial: 'TUNGSTEN',
      filterMaterial: 'ALUMINUM', organDoseMGy: 2, entranceDoseMGy: 7, detectorID: 'A0001D', acquisitionDate: '20250310', acquisitionTime: '102000',
    })
    // Positions as pydicom 2.3 prints them.
    expect(found.image?.perFrame).toHaveLength(12)
    expect(found.image?.perFrame?.[0]).toEqual({})
    expect(found.image?.perFrame?.[10]).toEqual({ imagePositionPatient: [7.0711, 0, -7.0711] })
    expect(found.image?.perFrame?.[11]).toEqual({ imagePositionPatient: [7.7782, 0, -7.7782] })
  })
})
