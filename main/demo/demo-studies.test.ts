import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dciodvfyErrors, hasTool, runTool } from '../../test/fixtures/index.ts'
import { mammogramKind, sliceEnds, slicePositions, tomosynthesisStacks } from '../domain/tomosynthesis/index.ts'
import { createPart10Reader, type Inspection } from '../dicom/index.ts'
import { ctBeads, ctInserts, ctMatrix, ctPixelSpacing } from './ct-phantom.ts'
import { eegElectrodes, eegSamplingFrequency, eegSignal } from './eeg-signal.ts'
import { demoStudies, type DemoObject } from './index.ts'

interface Read extends DemoObject { inspection: Inspection }

const objects: Read[] = []
const scratch = mkdtempSync(join(tmpdir(), 'binocle-demo-'))
afterAll(() => rmSync(scratch, { recursive: true }))

beforeAll(async () => {
  for await (const object of demoStudies()) {
    const reader = createPart10Reader()
    reader.push(object.part10)
    objects.push({ ...object, inspection: reader.end() })
  }
})

const ofModality = (modality: string) => objects.filter(({ inspection }) => inspection.series.modality === modality)
const mammograms = () => ofModality('MG').filter(({ inspection }) => inspection.study.patientID === 'DEMO-MG-1')
const pixels = ({ part10, inspection: { frames } }: Read) => {
  if (frames.kind !== 'native') throw new Error('not native')
  return new Uint16Array(part10.slice(frames.offset, frames.offset + frames.frameLength).buffer)
}
const image = ({ inspection }: Read) => {
  if (inspection.image === null) throw new Error('no image')
  return inspection.image
}

describe('the demonstration', () => {
  it('is a mammogram with its prior, a CT, an EEG and a tomosynthesis, of patients that nobody is', () => {
    const studies = Map.groupBy(objects, ({ inspection }) => inspection.identity.studyInstanceUID)
    expect([...studies.values()].map((study) => [study[0]?.inspection.series.modality, study[0]?.inspection.study.studyDate, study.length])).toEqual([
      ['MG', '2025-03-10', 4], ['MG', '2023-03-06', 4], ['CT', '2025-03-11', 60], ['MG', '2025-03-13', 4], ['EEG', '2025-03-12', 1],
    ])
    for (const { inspection } of objects) expect(inspection.study.patientName).toMatch(/^EXEMPLE\^/)
    expect(new Set(objects.map(({ inspection }) => inspection.identity.sopInstanceUID)).size).toBe(objects.length)
    expect(new Set(objects.map(({ name }) => name)).size).toBe(objects.length)
  })

  it('is the same every time', async () => {
    const digest = (all: DemoObject[]) => createHash('sha256').update(all.map(({ part10 }) => createHash('sha256').update(part10).digest('hex')).join()).digest('hex')
    const again: DemoObject[] = []
    for await (const object of demoStudies()) again.push(object)
    expect(digest(again)).toBe(digest(objects))
  })

  it.skipIf(!hasTool('dciodvfy'))('has no error for dciodvfy where it knows the class (skipped where dciodvfy is not installed)', () => {
    for (const { name, part10 } of [...ofModality('MG'), ...ofModality('CT').slice(0, 2)]) {
      const file = join(scratch, name)
      writeFileSync(file, part10)
      expect(dciodvfyErrors(file), name).toEqual([])
    }
  })

  it.skipIf(!hasTool('dcentvfy'))('is consistent from object to object for dcentvfy (skipped where dcentvfy is not installed)', () => {
    const files = [...ofModality('MG'), ...ofModality('CT')].map(({ name, part10 }) => {
      writeFileSync(join(scratch, name), part10)
      return join(scratch, name)
    })
    expect(runTool('dcentvfy', ...files).output.split('\n').filter((line) => line.startsWith('Error'))).toEqual([])
  })
})

describe('the demonstration mammogram', () => {
  it('has the four views, each with its laterality, codes and orientation', () => {
    const views = (date: string) => mammograms().filter(({ inspection }) => inspection.study.studyDate === date)
      .map((object) => [image(object).imageLaterality, image(object).viewPosition, image(object).viewCode?.value, image(object).patientOrientation?.join('\\')])
    const four = [['R', 'CC', '399162004', 'P\\L'], ['L', 'CC', '399162004', 'A\\R'], ['R', 'MLO', '399368009', 'P\\FL'], ['L', 'MLO', '399368009', 'A\\FR']]
    expect(views('2025-03-10')).toEqual(four)
    expect(views('2023-03-06')).toEqual(four)
  })

  it('has the same size in millimetres on both detectors, in other pixels', () => {
    const [current, prior] = ['2025-03-10', '2023-03-06'].map((date) => mammograms().filter(({ inspection }) => inspection.study.studyDate === date))
    for (const index of [0, 1, 2, 3]) {
      const [now, before] = [current?.[index], prior?.[index]]
      if (now === undefined || before === undefined) throw new Error('view missing')
      const [width, widthBefore] = [breastWidth(now), breastWidth(before)]
      expect(width).toBeGreaterThan(80)
      expect(width).toBeLessThan(120)
      expect(Math.abs(width - widthBefore)).toBeLessThan(8)
      expect((image(before).imagerPixelSpacing?.[0] ?? 0) / (image(now).imagerPixelSpacing?.[0] ?? 1)).toBeCloseTo(0.0941 / 0.07, 2)
    }
  })

  it('lies with the chest wall at the edge that its orientation names', () => {
    for (const object of mammograms()) {
      const { rows, columns, imageLaterality } = image(object)
      const values = pixels(object)
      const filled = (column: number) => Array.from({ length: rows }, (_, row) => values[row * columns + column] ?? 0).filter((value) => value > 0).length
      const [chest, front] = imageLaterality === 'R' ? [columns - 1, 0] : [0, columns - 1]
      expect(filled(chest)).toBeGreaterThan(rows / 2)
      expect(filled(front)).toBe(0)
    }
  })

  it('is of 12 bits, its air exactly the padding value', () => {
    for (const object of mammograms()) {
      const values = pixels(object)
      expect(image(object).pixelPaddingValue).toBe(0)
      expect(values.reduce((most, value) => Math.max(most, value), 0)).toBeLessThanOrEqual(4095)
      expect(values.filter((value) => value === 0).length / values.length).toBeGreaterThan(0.4)
    }
  })

  it('asks for SIGMOID in the prior and LINEAR in the current exam', () => {
    expect(mammograms().map((object) => image(object).voiLutFunction)).toEqual([...Array.from({ length: 4 }, () => 'LINEAR'), ...Array.from({ length: 4 }, () => 'SIGMOID')])
    for (const object of mammograms()) expect(image(object).windows).toHaveLength(3)
  })
})

describe('the demonstration of tomosynthesis', () => {
  const tomosynthesis = () => ofModality('MG').filter(({ inspection }) => inspection.study.patientID === 'DEMO-MG-2')

  it('M40 M43 is slices and a synthetic mammogram in each of two views, known as such', () => {
    expect(tomosynthesis().map((object) => [image(object).imageLaterality, image(object).viewCode?.value, mammogramKind(image(object))])).toEqual([
      ['L', '399162004', 'tomosynthesis'], ['L', '399162004', 'synthetic'], ['L', '399368009', 'tomosynthesis'], ['L', '399368009', 'synthetic'],
    ])
  })

  it('M40 its slices lie two millimetres apart, from the head down and from medial to lateral', () => {
    const ends = tomosynthesisStacks(tomosynthesis().map(image)).map(({ frames }) => [frames.length, slicePositions(frames)?.spacing.toFixed(2), sliceEnds(frames)])
    expect(ends).toEqual([[18, '2.00', { first: 'head', last: 'feet' }], [18, '2.00', { first: 'medial', last: 'lateral' }]])
  })

  it('slices differ in what is in focus, not only in noise', () => {
    const [cc] = tomosynthesis()
    if (cc === undefined || cc.inspection.frames.kind !== 'native') throw new Error('no slices')
    const { offset, frameLength } = cc.inspection.frames
    const slice = (index: number) => new Uint16Array(cc.part10.slice(offset + index * frameLength, offset + (index + 1) * frameLength).buffer)
    const { columns } = image(cc)
    // Averages over 8 × 8 pixels hold next to no noise.
    const block = (values: Uint16Array, row: number, column: number): number => Array.from({ length: 64 }, (_, i) => values[(row + (i >> 3)) * columns + column + (i & 7)] ?? 0).reduce((sum, value) => sum + value, 0) / 64
    const difference = (a: number, b: number): number => {
      const [one, other] = [slice(a), slice(b)]
      const places = Array.from({ length: 200 }, (_, i) => [300 + (i % 20) * 16, 40 + Math.floor(i / 20) * 16] as const)
      return places.reduce((sum, [row, column]) => sum + Math.abs(block(one, row, column) - block(other, row, column)), 0) / places.length
    }
    expect(difference(2, 14)).toBeGreaterThan(2.5 * difference(8, 9))
  })
})

describe('the demonstration CT', () => {
  it('holds inserts of the value that they say', () => {
    const slice = ofModality('CT')[6]
    if (slice === undefined) throw new Error('no slice')
    const values = pixels(slice)
    for (const { name, hounsfield, x, y } of ctInserts) expect(Math.abs(mean(values, x, y, 8) - hounsfield), name).toBeLessThan(3)
  })

  it('has its slices at even distances along the normal of its planes', () => {
    const places = ofModality('CT').map((object) => image(object).imagePositionPatient ?? [])
    for (const [index, place] of places.entries()) expect(place).toEqual([-119.53125, -119.53125, -73.75 + 2.5 * index])
    for (const object of ofModality('CT')) expect(image(object)).toMatchObject({ imageOrientationPatient: [1, 0, 0, 0, 1, 0], pixelSpacing: [0.9375, 0.9375], rescaleIntercept: -1024 })
  })

  it('has two beads 100 mm apart', () => {
    const slice = ofModality('CT')[50]
    if (slice === undefined) throw new Error('no slice')
    const values = pixels(slice)
    for (const bead of ctBeads) expect(mean(values, bead.x, bead.y, 0.6)).toBeGreaterThan(500)
    expect((ctBeads[1]?.x ?? 0) - (ctBeads[0]?.x ?? 0)).toBe(100)
  })
})

describe('the demonstration EEG', () => {
  const signals = eegSignal(1200)
  const of = (label: string) => signals[eegElectrodes.findIndex((electrode) => electrode.label === label)] ?? new Float64Array()

  it('is a waveform of 21 channels of the 10-20 system', () => {
    const [object] = ofModality('EEG')
    expect(object?.inspection.image).toBeNull()
    expect(object?.inspection.identity.sopClassUID).toBe('1.2.840.10008.5.1.4.1.1.9.7.1')
    expect(eegElectrodes).toHaveLength(21)
  })

  it('has its alpha rhythm at the back, with the eyes closed', () => {
    const closed = power(of('O1'), 10, 4.5, 8.5)
    expect(closed).toBeGreaterThan(6 * power(of('O1'), 10, 9.5, 12.8))
    expect(closed).toBeGreaterThan(6 * power(of('Fp1'), 10, 4.5, 8.5))
    expect(closed).toBeGreaterThan(6 * power(of('O1'), 20, 4.5, 8.5))
  })

  it('blinks at the front', () => {
    const at = (label: string, second: number) => of(label)[Math.round(second * eegSamplingFrequency)] ?? 0
    expect(at('Fp1', 3.2)).toBeGreaterThan(80)
    expect(Math.abs(at('O1', 3.2))).toBeLessThan(60)
  })
})

function breastWidth(object: Read): number {
  const { rows, columns, imagerPixelSpacing } = image(object)
  const values = pixels(object)
  let widest = 0
  for (let row = 0; row < rows; row += 1) {
    let filled = 0
    for (let column = 0; column < columns; column += 1) if ((values[row * columns + column] ?? 0) > 60) filled += 1
    widest = Math.max(widest, filled)
  }
  return widest * (imagerPixelSpacing?.[1] ?? 0)
}

/** Mean Hounsfield value of the pixels within `radius` millimetres. */
function mean(values: Uint16Array, x: number, y: number, radius: number): number {
  const half = (ctMatrix - 1) / 2
  const inside = [...values].filter((_, index) =>
    Math.hypot(((index % ctMatrix) - half) * ctPixelSpacing - x, (Math.floor(index / ctMatrix) - half) * ctPixelSpacing - y) <= radius)
  return inside.reduce((sum, value) => sum + value, 0) / inside.length - 1024
}

/** Power at one frequency, by correlation. */
function power(signal: Float64Array, hertz: number, from: number, to: number): number {
  let most = 0
  for (let near = hertz - 1; near <= hertz + 1; near += 0.1) {
    let [real, imaginary] = [0, 0]
    for (let index = Math.round(from * eegSamplingFrequency); index < to * eegSamplingFrequency; index += 1) {
      const angle = (2 * Math.PI * near * index) / eegSamplingFrequency
      real += (signal[index] ?? 0) * Math.cos(angle)
      imaginary += (signal[index] ?? 0) * Math.sin(angle)
    }
    most = Math.max(most, (real ** 2 + imaginary ** 2) / ((to - from) * eegSamplingFrequency) ** 2)
  }
  return most
}
