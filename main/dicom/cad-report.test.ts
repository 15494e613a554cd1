import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { askPydicom, cadReportFixture, dciodvfyErrors, fixtureUid, hasPydicom, hasTool, imageFixture, runTool, type CadFindingFixture, type CadReportFixture } from '../../test/fixtures/index.ts'
import { createPart10Reader, encodePart10, type Attributes, type CadEvidence } from './index.ts'

const { dataset: study } = imageFixture('cad', {})
const images = [1, 2].map((index) => ({ sopClassUID: '1.2.840.10008.5.1.4.1.1.1.2', sopInstanceUID: fixtureUid(`cad image ${index}`) }))
const mass: CadFindingFixture = { kind: 'mass', intent: 'required', image: 0, center: [120.5, 80.25] }
const report = (over: Partial<CadReportFixture> = {}) => cadReportFixture({ study, sopInstanceUID: fixtureUid('cad'), images, findings: [mass], ...over })

function read(bytes: Uint8Array): CadEvidence {
  const reader = createPart10Reader()
  for (let at = 0; at < bytes.length; at += 100) reader.push(bytes.subarray(at, at + 100))
  const { evidence } = reader.end()
  if (evidence?.kind !== 'cad') throw new Error('no CAD')
  return evidence
}

describe('a Mammography CAD SR', () => {
  it('gives each finding its kind, place, outline and numbers, on the image of the library that it refers to', () => {
    const outline = { type: 'POLYLINE' as const, points: [[1, 2], [3, 2], [3, 4], [1, 2]] as const }
    const found = read(report({ findings: [{ ...mass, outline, certainty: 87, probability: 12.5 }, { kind: 'calcification-cluster', intent: 'optional', image: 1, center: [7, 9], calcifications: 6, byValue: true }] }).part10)
    expect(found.findings).toEqual([
      {
        kind: { value: '129788004', scheme: 'SCT', meaning: 'Mammographic breast mass' }, rendering: 'required', sopInstanceUID: images[0]?.sopInstanceUID, frames: [],
        center: [120.5, 80.25], outline: { type: 'polyline', points: outline.points }, certaintyPercent: 87, probabilityOfCancerPercent: 12.5, calcifications: null,
      },
      {
        kind: { value: '129769006', scheme: 'SCT', meaning: 'Calcification Cluster' }, rendering: 'optional', sopInstanceUID: images[1]?.sopInstanceUID, frames: [],
        center: [7, 9], outline: null, certaintyPercent: null, probabilityOfCancerPercent: null, calcifications: 6,
      },
    ])
  })

  it('M33 names the algorithm and its version, once', () => {
    expect(read(report({ findings: [mass, mass], algorithm: { name: 'Détection', version: '9.1' } }).part10).algorithms).toEqual([{ name: 'Détection', version: '9.1' }])
  })

  it.each([
    ['111241', 'succeeded-without-findings'], ['111242', 'succeeded-with-findings'], ['111243', 'partial-without-findings'], ['111244', 'partial-with-findings'], ['111245', 'failed'],
  ] as const)('M32 says what came of it: %s is %s', (state, expected) => {
    expect(read(report({ findings: [], state }).part10).state).toBe(expected)
  })

  it('M32 says whether detections and analyses were made', () => {
    expect(read(report({ detections: '111223' }).part10)).toMatchObject({ detections: 'partial', analyses: 'not-attempted' })
    expect(read(report({ detections: '111224' }).part10).detections).toBe('failed')
  })

  describe('M30 rendering intent', () => {
    const rendering = (over: Partial<CadReportFixture>) => read(report(over).part10).findings.map((one) => one.rendering)
    it('keeps what is required and optional apart, and leaves out what is not for presentation', () => {
      expect(rendering({ findings: [mass, { ...mass, intent: 'optional' }, { ...mass, intent: 'not' }] })).toEqual(['required', 'optional'])
    })
    it('holds down the tree: nothing under an impression that is not for presentation, and no more than it allows', () => {
      expect(rendering({ impression: 'not' })).toEqual([])
      expect(rendering({ impression: 'optional' })).toEqual(['optional'])
    })
    it('is the most that one way to a finding allows, be it by value or by reference', () => {
      expect(rendering({ composite: 'not' })).toEqual(['required'])
      expect(rendering({ composite: 'required', findings: [{ ...mass, intent: 'optional' }] })).toEqual(['optional'])
    })
    it('is optional where a finding does not say', () => {
      expect(rendering({ findings: [{ ...mass, intent: null }] })).toEqual(['optional'])
    })
  })

  it('is read to its end where references make a ring', () => {
    interface Item { ContentSequence: Item[] }
    const { dataset } = report()
    const root = structuredClone(dataset) as unknown as Item
    const impression = root.ContentSequence[2]?.ContentSequence[0]
    impression?.ContentSequence.push({ RelationshipType: 'CONTAINS', ReferencedContentItemIdentifier: [1, 3, 1] } as unknown as Item)
    expect(impression?.ContentSequence).toHaveLength(3)
    expect(read(encodePart10(root as unknown as Attributes)).findings).toHaveLength(1)
  })

  it('leaves out coordinates that are none, and names no image where none is named', () => {
    expect(read(report({ findings: [{ ...mass, center: [5] as never }] }).part10).findings).toMatchObject([{ center: null, sopInstanceUID: '' }])
    expect(read(report({ findings: [{ ...mass, outline: { type: 'CIRCLE', points: [[1, 1]] } }] }).part10).findings[0]?.outline).toBeNull()
  })
})

describe('the generated CAD objects', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cad-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const file = (name: string) => {
    const path = join(folder, name)
    writeFileSync(path, report({ findings: [{ ...mass, certainty: 50, outline: { type: 'CIRCLE', points: [[10, 10], [10, 14]] } }, { kind: 'calcification-cluster', intent: 'optional', image: 1, center: [7, 9], calcifications: 6 }], composite: 'required' }).part10)
    return path
  }

  it.skipIf(!hasTool('dsrdump'))('are documents for dsrdump, references resolved (skipped where dcmtk is not installed)', () => {
    const { status, output } = runTool('dsrdump', file('dsrdump.dcm'))
    expect(output).not.toMatch(/^E:/m)
    expect(status).toBe(0)
    expect(output).toContain('Calcification Cluster')
  })

  it.skipIf(!hasTool('dciodvfy'))('have no error for dciodvfy (skipped where dicom3tools is not installed)', () => {
    expect(dciodvfyErrors(file('dciodvfy.dcm'))).toEqual([])
  })

  it.skipIf(!hasPydicom)('have for pydicom the coordinates that are read here (skipped where pydicom is not installed)', () => {
    const path = file('pydicom.dcm')
    const theirs = askPydicom(`
import sys, json, pydicom
out = []
def walk(items):
    for i in items:
        if 'GraphicData' in i: out.append([float(v) for v in i.GraphicData])
        walk(i.get('ContentSequence', []))
walk(pydicom.dcmread(sys.argv[1]).ContentSequence)
print(json.dumps(out))`, [path])
    expect(theirs).toEqual([[120.5, 80.25], [10, 10, 10, 14], [7, 9]])
  })
})
