import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Avis, Trace } from '../contract/index.ts'
import { createPart10Reader, encodePart10, newUid } from '../dicom/index.ts'
import { ellipseIn } from '../domain/marks/index.ts'
import type { SignedReading } from '../domain/second-reading/index.ts'
import { dciodvfyErrors, hasTool, runTool } from '../../test/fixtures/index.ts'
import { imageDescriptorFixture } from '../../test/fixtures/image-descriptor.ts'
import { hasPydicom } from '../../test/fixtures/pydicom.ts'
import { negativeAvis, positiveAvis, screeningStudy, signedFirst, signedPlain, signedSecond } from '../../test/fixtures/signed-readings.ts'
import { makeMarkObjects } from './mark-objects.ts'

const scratch = mkdtempSync(join(tmpdir(), 'binocle-marks-'))
afterAll(() => rmSync(scratch, { recursive: true }))
const skipped = (...tools: string[]) => {
  const absent = tools.filter((tool) => !hasTool(tool))
  return { skip: absent.length > 0, why: absent.length > 0 ? ` (skipped: ${absent.join(', ')} not installed)` : '' }
}
const save = (name: string, bytes: Uint8Array): string => {
  const file = join(scratch, name)
  writeFileSync(file, bytes)
  return file
}

const [rcc, lcc] = screeningStudy.images
if (rcc === undefined || lcc === undefined) throw new Error('no images')
const massId = positiveAvis.anomalies[0]?.id ?? ''
const at = (column: number, row: number) => ({ column, row })
const trace = (id: number, over: object): Trace =>
  ({ id: `6a4c3a57-6f0a-4d53-9d53-0f3f4ac0b00${id}`, sopInstanceUID: lcc.sopInstanceUID, frame: 1, cote: 'G', anomalieId: massId, ...over }) as Trace
const ellipse = trace(1, ellipseIn(at(1000, 700), at(1400, 900)))
const outline = trace(2, { forme: 'LIBRE', points: [at(100.25, 200), at(300, 210), at(200, 400)] })
const length = trace(3, { forme: 'LONGUEUR', de: at(10, 20), a: at(110, 20), sopInstanceUID: rcc.sopInstanceUID, cote: null, anomalieId: null })
const marked: Avis = { ...positiveAvis, traces: [ellipse, outline, length] }
const second: SignedReading = { ...signedSecond, avis: marked }

interface Dumped { [keyword: string]: unknown }
/** The whole dataset as pydicom reads it. */
function pydicom(file: string): Dumped {
  const script = `
import sys, json, pydicom
from pydicom.valuerep import DSfloat, IS
def plain(value):
    if isinstance(value, pydicom.sequence.Sequence): return [dump(item) for item in value]
    if isinstance(value, (pydicom.multival.MultiValue, list)): return [plain(one) for one in value]
    if isinstance(value, (DSfloat, float)): return float(value)
    if isinstance(value, int): return int(value)
    if isinstance(value, bytes): return len(value)
    return str(value)
def dump(dataset): return {element.keyword: plain(element.value) for element in dataset}
print(json.dumps(dump(pydicom.dcmread(sys.argv[1]))))
`
  return JSON.parse(execFileSync('/usr/bin/python3', ['-c', script, file], { encoding: 'utf8' })) as Dumped
}

const objects = makeMarkObjects(second, newUid)
const [left, right, interest, quality] = ['GSPS', 'GSPS', 'KOS', 'KOS'].map((kind, index) => {
  // In the order of the images of the study.
  const found = objects[[1, 0, objects.length - 2, objects.length - 1][index] ?? 0]
  if (found?.kind !== kind) throw new Error(`no ${kind}`)
  return save(`${index}.dcm`, found.bytes)
})
const file = (path: string | undefined): string => path ?? ''
const readBack = { skip: !hasPydicom, why: hasPydicom ? '' : ' (skipped: no pydicom)' }

describe('the objects of marks', () => {
  it('one presentation state for each marked image, then the selections', () => {
    // Points and drawings lie on both craniocaudal views and on the left oblique one.
    expect(objects.map(({ kind }) => kind)).toEqual(['GSPS', 'GSPS', 'GSPS', 'KOS', 'KOS'])
    expect(new Set(objects.map(({ sopInstanceUID }) => sopInstanceUID)).size).toBe(5)
    for (const { bytes, sopInstanceUID } of objects) {
      const reader = createPart10Reader()
      reader.push(bytes)
      expect(reader.end().identity).toMatchObject({ sopInstanceUID, studyInstanceUID: screeningStudy.studyInstanceUID })
    }
  })

  it('nothing where there is nothing to export; a recall alone is one selection', () => {
    expect(makeMarkObjects(signedFirst, newUid)).toEqual([])
    expect(makeMarkObjects(signedPlain, newUid)).toEqual([])
    const recalled = { ...signedFirst, avis: { ...negativeAvis, rappelTechnique: positiveAvis.rappelTechnique } }
    expect(makeMarkObjects(recalled, newUid).map(({ kind }) => kind)).toEqual(['KOS'])
    const absent = { ...recalled, study: { ...screeningStudy, images: screeningStudy.images.slice(0, 2) } }
    expect(makeMarkObjects(absent, newUid)).toEqual([])
  })

  it('a marked image in colour is pointed at without a state in grey', () => {
    const colour = imageDescriptorFixture({ ...lcc, samplesPerPixel: 3, photometricInterpretation: 'RGB' })
    const made = makeMarkObjects({ ...signedPlain, avis: { ...negativeAvis, traces: [trace(1, { ...ellipse, anomalieId: null })] }, study: { ...screeningStudy, images: [colour] } }, newUid)
    expect(made.map(({ kind }) => kind)).toEqual(['KOS'])
  })

  it('bear the reader’s code, never the name', () => {
    for (const { bytes } of objects) {
      const text = Buffer.from(bytes).toString('utf8')
      expect(text).toContain(second.reader.code)
      expect(text).not.toContain(second.reader.displayName)
      expect(text).not.toContain(second.reader.accountId)
    }
  })

  const validator = skipped('dciodvfy')
  it.skipIf(validator.skip)(`A5 have no error for dciodvfy: mammograms, tables, shutters, frames, without spacing${validator.why}`, () => {
    const images = [
      imageDescriptorFixture({ ...rcc, voiLuts: [{ explanation: 'NORMALE', firstMapped: -5, bits: 12, data: [0, 2000, 4095] }], windows: [], pixelRepresentation: 1 }),
      imageDescriptorFixture({ ...lcc, modalityLut: { explanation: '', firstMapped: 0, bits: 16, data: [0, 65535] }, photometricInterpretation: 'MONOCHROME1', presentationLutShape: 'INVERSE' }),
      imageDescriptorFixture({ ...screeningStudy.images[2], numberOfFrames: 12, sopClassUID: '1.2.840.10008.5.1.4.1.1.13.1.3', windows: [{ center: 2000.5, width: 3000, explanation: 'NORMAL' }], voiLutFunction: 'SIGMOID' }),
      imageDescriptorFixture({ ...screeningStudy.images[3], imagerPixelSpacing: null, displayShutter: { presentationValue: 0, rectangle: { left: 1, right: 3000, upper: 1, lower: 4000 }, circle: { row: 2000, column: 1500, radius: 900 }, polygon: null } }),
    ]
    const everywhere = images.map((image, index) => trace(index + 4, { ...length, id: `6a4c3a57-6f0a-4d53-9d53-0f3f4ac0b00${index + 4}`, sopInstanceUID: image.sopInstanceUID, frame: index === 2 ? 7 : 1 }))
    const odd = makeMarkObjects({ ...second, avis: { ...marked, traces: everywhere }, study: { ...screeningStudy, patientBirthDate: null, images } }, newUid)
    expect(odd.filter(({ kind }) => kind === 'GSPS')).toHaveLength(4)
    for (const { kind, bytes, sopInstanceUID } of [...objects, ...odd]) expect(dciodvfyErrors(save(`${kind} ${sopInstanceUID}.dcm`, bytes)), kind).toEqual([])
  })

  it.skipIf(readBack.skip)(`give pydicom each mark in pixels of the stored matrix, with its label, over the image as first shown${readBack.why}`, () => {
    const state = pydicom(file(left))
    expect(state).toMatchObject({
      Modality: 'PR', ContentCreatorName: 'L2-M8W2A', PresentationLUTShape: 'IDENTITY',
      ReferencedSeriesSequence: [{ SeriesInstanceUID: lcc.seriesInstanceUID, ReferencedImageSequence: [{ ReferencedSOPInstanceUID: lcc.sopInstanceUID }] }],
      DisplayedAreaSelectionSequence: [{ DisplayedAreaTopLeftHandCorner: [1, 1], DisplayedAreaBottomRightHandCorner: [3328, 4096], PresentationPixelSpacing: [0.07, 0.07] }],
    })
    const [annotation] = state['GraphicAnnotationSequence'] as [{ GraphicObjectSequence: Dumped[]; TextObjectSequence: Dumped[] }]
    expect(annotation.GraphicObjectSequence.map(({ GraphicType, GraphicData, GraphicAnnotationUnits }) => [GraphicType, GraphicAnnotationUnits, GraphicData])).toEqual([
      ['POINT', 'PIXEL', [1200.5, 801]], ['POINT', 'PIXEL', [1200.5, 801]],
      ['ELLIPSE', 'PIXEL', [1000, 800, 1400, 800, 1200, 700, 1200, 900]],
      ['POLYLINE', 'PIXEL', [100.25, 200, 300, 210, 200, 400, 100.25, 200]],
    ])
    expect(annotation.TextObjectSequence.map(({ UnformattedTextValue }) => UnformattedTextValue)).toEqual(['L2-1', 'L2-2', 'L2-1', '28\u00A0mm au détecteur', 'L2-1', '15,6\u00A0mm au détecteur'])
    const other = (pydicom(file(right))['GraphicAnnotationSequence'] as [{ GraphicObjectSequence: Dumped[]; TextObjectSequence: Dumped[] }])[0]
    expect(other.TextObjectSequence.map(({ UnformattedTextValue }) => UnformattedTextValue)).toEqual(['L2-4', '7\u00A0mm au détecteur'])
  })

  it.skipIf(readBack.skip)(`point at images with their states ("Of Interest"), and at views to repeat ("Quality Issue", never rejected)${readBack.why}`, () => {
    const kept = pydicom(file(interest))
    expect(kept).toMatchObject({ Modality: 'KO', ConceptNameCodeSequence: [{ CodeValue: '113000', CodingSchemeDesignator: 'DCM' }] })
    const images = (kept['ContentSequence'] as Dumped[]).filter(({ ValueType }) => ValueType === 'IMAGE').map((item) => (item['ReferencedSOPSequence'] as Dumped[])[0])
    expect(images.map((image) => image?.['ReferencedSOPInstanceUID'])).toEqual([rcc, lcc, screeningStudy.images[3]].map((image) => image?.sopInstanceUID))
    expect(images.map((image) => (image?.['ReferencedSOPSequence'] as Dumped[] | undefined)?.[0]?.['ReferencedSOPInstanceUID'])).toEqual(objects.slice(0, 3).map(({ sopInstanceUID }) => sopInstanceUID))
    expect(JSON.stringify(kept['CurrentRequestedProcedureEvidenceSequence'])).toContain(objects[0]?.sopInstanceUID)

    const issue = pydicom(file(quality))
    expect(issue).toMatchObject({ ConceptNameCodeSequence: [{ CodeValue: '113010' }] })
    const items = issue['ContentSequence'] as Dumped[]
    expect(items.find(({ ValueType }) => ValueType === 'TEXT')?.['TextValue']).toContain('Reprendre l’oblique droit')
    expect(JSON.stringify(items)).toContain('111209')
    expect(items.filter(({ ValueType }) => ValueType === 'IMAGE').map((item) => (item['ReferencedSOPSequence'] as Dumped[])[0]?.['ReferencedSOPInstanceUID'])).toEqual([screeningStudy.images[2]?.sopInstanceUID])
    for (const { bytes } of objects) expect(Buffer.from(bytes).includes('113001')).toBe(false)
  })

  const dcmtk = skipped('dcmp2pgm', 'dcmpschk', 'dsrdump')
  it.skipIf(dcmtk.skip)(`are taken by DCMTK: dcmpschk finds no error, dcmp2pgm shows the image as without it, dsrdump reads the selections${dcmtk.why}`, () => {
    const image = imageDescriptorFixture({ ...lcc, rows: 64, columns: 48, windows: [{ center: 2000, width: 2000, explanation: '' }] })
    const pixels = Uint16Array.from({ length: 64 * 48 }, (_, index) => (index * 4) % 4096)
    const exposure = save('exposure.dcm', encodePart10({
      SOPClassUID: image.sopClassUID, SOPInstanceUID: image.sopInstanceUID, StudyInstanceUID: screeningStudy.studyInstanceUID, SeriesInstanceUID: image.seriesInstanceUID,
      Modality: 'MG', PatientName: 'ESSAI^Mire', PatientID: 'ESSAI-0001', SamplesPerPixel: 1, PhotometricInterpretation: 'MONOCHROME2', Rows: 64, Columns: 48, BitsAllocated: 16, BitsStored: 12,
      HighBit: 11, PixelRepresentation: 0, WindowCenter: 2000, WindowWidth: 2000, PixelData: pixels,
    }))
    // dcmpschk takes letters of UTF-8 for control characters: the names are plain here.
    const study = { ...screeningStudy, patientName: 'ESSAI^Mire', institutionName: 'Cabinet', description: 'Mammographie', images: [image] }
    const state = makeMarkObjects({ ...second, avis: { ...marked, anomalies: [], rappelTechnique: null, traces: [trace(1, { ...ellipseIn(at(8, 8), at(40, 30)), anomalieId: null })] }, study }, newUid)[0]
    const path = save('state.dcm', state?.bytes ?? new Uint8Array())
    const check = runTool('dcmpschk', path)
    expect(check.status).toBe(0)
    expect(check.output).not.toMatch(/^E:|error/im)
    const [shown, plain] = [join(scratch, 'shown.pgm'), join(scratch, 'plain.pgm')]
    expect(runTool('dcmp2pgm', '-p', path, exposure, shown).status).toBe(0)
    expect(runTool('dcm2pnm', '--write-raw-pnm', '+Wi', '1', exposure, plain).status).toBe(0)
    const grey = (name: string): Uint8Array => readFileSync(name).subarray(-64 * 48)
    const worst = grey(shown).reduce((most, value, index) => Math.max(most, Math.abs(value - (grey(plain)[index] ?? 0))), 0)
    expect(worst).toBeLessThanOrEqual(1)
    expect(runTool('dsrdump', file(interest)).output).toContain('Of Interest')
    expect(runTool('dsrdump', file(quality)).output).toContain('Quality Issue')
  })
})
