/** What the structured report of an opinion says in codes, read back by independent readers. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dciodvfyErrors, hasTool, runTool } from '../../test/fixtures/index.ts'
import { hasPydicom } from '../../test/fixtures/pydicom.ts'
import { signedFirst, signedSecond } from '../../test/fixtures/signed-readings.ts'
import { named, readSr } from '../../test/fixtures/sr-tree.ts'
import type { SignedReading } from '../domain/second-reading/index.ts'
import { codedEvaluations, measuredFindings } from './measured-opinion.ts'
import { loadReportFonts } from './pdf/report-fonts.ts'
import { reportContent } from './report-content.ts'
import { makeReportObjects } from './report-objects.ts'

const scratch = mkdtempSync(join(tmpdir(), 'binocle-sr-'))
afterAll(() => rmSync(scratch, { recursive: true }))
const setting = { site: { name: 'Centre de lecture d’essai', finess: '140000159', derogation: 'DGS 2024-117' }, version: '0.1.0', timeZone: 'Europe/Paris' }
const uid = (last: number) => `1.2.826.0.1.3680043.10.9.${last}`
const ellipse = {
  id: 'b8c2d3e4-0000-4000-8000-00000000f2b7', forme: 'ELLIPSE', sopInstanceUID: signedSecond.study.images[1]?.sopInstanceUID ?? ('' as never), frame: 1, cote: 'G', anomalieId: signedSecond.avis.anomalies[0]?.id ?? null,
  grandAxe: [{ column: 1100, row: 800 }, { column: 1300, row: 800 }], petitAxe: [{ column: 1200, row: 750 }, { column: 1200, row: 850 }],
} as const
const traced: SignedReading = { ...signedSecond, avis: { ...signedSecond.avis, traces: [{ ...ellipse, grandAxe: [...ellipse.grandAxe], petitAxe: [...ellipse.petitAxe] }] } }

let fonts: Awaited<ReturnType<typeof loadReportFonts>>
beforeAll(async () => { fonts = await loadReportFonts() })
async function written(signed: SignedReading): Promise<string> {
  const identifiers = { pdfSopInstanceUID: uid(1), pdfSeriesInstanceUID: uid(2), srSopInstanceUID: uid(3), srSeriesInstanceUID: uid(4) }
  const { sr } = await makeReportObjects(signed, reportContent(signed, setting), identifiers, { ...setting, structuredReport: 'TID_1500', predecessors: [] }, fonts)
  const file = join(scratch, `${signed.kind}.dcm`)
  writeFileSync(file, sr)
  return file
}

describe('the structured report of an opinion', () => {
  const dicom3tools = hasTool('dciodvfy')
  it.skipIf(!dicom3tools)(`A5 is a valid Comprehensive SR, with and without findings${dicom3tools ? '' : ' (skipped: dicom3tools is not installed)'}`, async () => {
    for (const signed of [signedFirst, signedSecond, traced]) expect(dciodvfyErrors(await written(signed))).toEqual([])
  })

  it.skipIf(!hasPydicom)(`TID 1500: each finding with its site, side, size and marked regions, each breast with its category${hasPydicom ? '' : ' (skipped: pydicom is not installed)'}`, async () => {
    const { root, sop, template, verified } = readSr(await written(traced))
    expect([sop, template, verified, root.name]).toEqual(['1.2.840.10008.5.1.4.1.1.88.33', '1500', 'VERIFIED', ['126000', 'DCM']])
    const groups = named(root, '125007')
    expect(groups.map((group) => [named(group, '112039')[0]?.text, named(group, '121071')[0]?.code?.[0], named(group, '363698007')[0]?.code?.[0], named(group, '272741003')[0]?.code?.[0], named(group, '81827009')[0]?.value ?? null])).toEqual([
      ['G1', '129788004', '76365002', '7771000', [8.5, 'mm']],
      ['G2', '309587003', '129784002', '7771000', [12, 'mm']],
      ['D1', '129789007', '76752008', '24028007', null],
    ])
    // Two marks by hand, and the ellipse that was tied to the finding.
    expect(groups[0] === undefined ? [] : named(groups[0], '111030').map((region) => [region.graphic?.[0], region.children[0]?.image])).toEqual([
      ['POINT', '1.2.826.0.1.3680043.10.1.2.1'], ['POINT', '1.2.826.0.1.3680043.10.1.4.1'], ['ELLIPSE', '1.2.826.0.1.3680043.10.1.2.1'],
    ])
    expect(named(root, '111030')[0]?.graphic).toEqual(['POINT', 1200.5, 801])
    expect(named(root, '111005').map((item) => [item.code?.[0], item.children[0]?.code?.[0]])).toEqual([['397140005', '73056007'], ['397138000', '80248007']])
    expect(named(root, '129715009')[0]?.code?.[0]).toBe('129718006')
    expect(named(root, '126200')[0]?.children.map(({ image }) => image)).toEqual(traced.study.images.map(({ sopInstanceUID }) => sopInstanceUID))
  })

  const dsrdump = hasTool('dsrdump')
  it.skipIf(!dsrdump)(`is read whole by DCMTK, a negative one too${dsrdump ? '' : ' (skipped: DCMTK is not installed)'}`, async () => {
    const { output } = runTool('dsrdump', await written(signedFirst))
    expect(output).toContain('397141009')
    expect(output).not.toContain('125007')
  })

  it('a breast that was not imaged has no category, and between two quadrants the clock tells the side', () => {
    expect(codedEvaluations({ acr: { D: null, G: 2 }, densite: null }).map(({ value, laterality }) => [value.value, laterality?.value])).toEqual([['397141009', '80248007']])
    const at = (cote: 'D' | 'G') => measuredFindings({ ...signedSecond, avis: { ...signedSecond.avis, anomalies: signedSecond.avis.anomalies.slice(0, 1).map((one) => ({ ...one, cote, quadrant: 'UNION_EXT' as const })) } })[0]?.site.meaning
    expect([at('D'), at('G')]).toEqual(['9 o\'clock position', '3 o\'clock position'])
  })
})
