/** The Breast Imaging Report (TID 4200) of an opinion, read back by independent readers; expected shape: PS3.17 annex Q. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dciodvfyErrors, hasTool, runTool } from '../../test/fixtures/index.ts'
import { hasPydicom } from '../../test/fixtures/pydicom.ts'
import { signedFirst, signedPlain, signedSecond } from '../../test/fixtures/signed-readings.ts'
import { named, readSr, type SrItem } from '../../test/fixtures/sr-tree.ts'
import { ficheVide, type Fiche } from '../contract/index.ts'
import type { SignedReading } from '../domain/second-reading/index.ts'
import { breastImagingReport } from './breast-report.ts'
import { loadReportFonts } from './pdf/report-fonts.ts'
import { reportContent } from './report-content.ts'
import { makeReportObjects } from './report-objects.ts'

const scratch = mkdtempSync(join(tmpdir(), 'binocle-tid4200-'))
afterAll(() => rmSync(scratch, { recursive: true }))
const setting = { site: { name: 'Centre de lecture d’essai', finess: '140000159', derogation: 'DGS 2024-117' }, version: '0.1.0', timeZone: 'Europe/Paris' }
const uid = (last: number) => `1.2.826.0.1.3680043.10.9.${last}`

let fonts: Awaited<ReturnType<typeof loadReportFonts>>
beforeAll(async () => { fonts = await loadReportFonts() })
async function written(signed: SignedReading): Promise<string> {
  const identifiers = { pdfSopInstanceUID: uid(1), pdfSeriesInstanceUID: uid(2), srSopInstanceUID: uid(3), srSeriesInstanceUID: uid(4) }
  const { sr } = await makeReportObjects(signed, reportContent(signed, setting), identifiers, { ...setting, structuredReport: 'TID_4200', predecessors: [] }, fonts)
  const file = join(scratch, `${signed.kind}.dcm`)
  writeFileSync(file, sr)
  return file
}

const under = (item: SrItem | undefined, code: string): SrItem => {
  const found = item?.children.find((child) => child.name?.[0] === code)
  if (found === undefined) throw new Error(`no ${code} under ${item?.name?.[0] ?? 'the root'}`)
  return found
}
const codes = (items: readonly SrItem[]) => items.map((item) => item.code?.[0])
const watched = (delaiSurveillanceMois: number): Fiche => ({ ...ficheVide, ecs: { statut: 'NORMAL_OU_BENIN', anomalies: [] }, cat: 'SURVEILLANCE', delaiSurveillanceMois })
const content = (signed: SignedReading) => {
  const { study } = signed
  return breastImagingReport(signed, reportContent(signed, setting), { study, title: '', completedAt: new Date(0), evidence: [], sopInstanceUID: '', seriesInstanceUID: '', seriesNumber: 1, observer: { code: '', name: '', organisation: '' } })
}

describe('the breast imaging report of an opinion', () => {
  const dicom3tools = hasTool('dciodvfy')
  it.skipIf(!dicom3tools)(`A5 is a valid Enhanced SR, with and without findings, and an ordinary report stays Basic Text SR${dicom3tools ? '' : ' (skipped: dicom3tools is not installed)'}`, async () => {
    for (const signed of [signedFirst, signedSecond, signedPlain]) expect(dciodvfyErrors(await written(signed))).toEqual([])
  })

  it.skipIf(!hasPydicom)(`TID 4200: the words by section with their observer and images, and beside them the codes${hasPydicom ? '' : ' (skipped: pydicom is not installed)'}`, async () => {
    const { root, sop, template, verified } = readSr(await written(signedSecond))
    expect([sop, template, verified, root.name]).toEqual(['1.2.840.10008.5.1.4.1.1.88.22', '4200', 'VERIFIED', ['111400', 'DCM']])
    expect(root.children.map(({ relation, name }) => [relation, name?.[0]])).toEqual([['HAS CONCEPT MOD', '121049'], ['CONTAINS', '111412'], ['CONTAINS', '111414']])
    const narrative = under(root, '111412')
    expect(narrative.children.map(({ name }) => name)).toEqual([['121058', 'DCM'], ['59776-5', 'LN'], ['18783-1', 'LN'], ['55110-1', 'LN']])
    for (const section of narrative.children) expect([under(section, '121005').relation, section.children.at(-1)?.type]).toEqual(['HAS OBS CONTEXT', 'TEXT'])
    const findings = under(narrative.children[1], '121071')
    expect(findings.children.map(({ relation, image }) => [relation, image])).toEqual(signedSecond.study.images.map(({ sopInstanceUID }) => ['INFERRED FROM', sopInstanceUID]))
    // What the national sheet says without a code is in the words.
    expect(under(narrative.children[2], '121075').text).toContain('Glande')

    const data = under(root, '111414')
    const procedure = under(data, '121058')
    expect([procedure.code, codes(named(procedure, '272741003')), codes(named(procedure, '111401'))]).toEqual([['36626-0', 'LN'], ['63762007'], ['360156006']])
    expect([under(under(data, '129715009'), '129715009').code, codes(named(under(data, '129715009'), '272741003'))]).toEqual([['129718006', 'SCT'], ['63762007']])
    expect(under(data, '59776-5').children.map((item) => [item.code?.[0], codes(named(item, '272741003')), codes(named(item, '111048')), codes(named(item, '111014')), named(item, '81827009')[0]?.value ?? null])).toEqual([
      ['129788004', ['80248007'], ['76365002'], [], [8.5, 'mm']],
      ['309587003', ['80248007'], [], ['129784002'], [12, 'mm']],
      ['129789007', ['73056007'], [], [], null],
    ])
    expect(named(under(data, '59776-5'), '111030').map(({ relation, graphic, children }) => [relation, graphic?.[0], children[0]?.relation])).toEqual(Array.from({ length: 3 }, () => ['INFERRED FROM', 'POINT', 'SELECTED FROM']))
    const assessment = under(data, '111413')
    expect(named(assessment, '111005').map((item) => [item.code?.[0], item.children[0]?.code?.[0]])).toEqual([['397140005', '73056007'], ['397138000', '80248007']])
    // Asked for the breast that is to be completed, not for the other.
    expect(named(assessment, '111053').map((item) => [item.code?.[0], item.children[0]?.code?.[0]])).toEqual([['111135', '80248007'], ['399163009', '80248007'], ['16310003', '80248007']])
  })

  const dsrdump = hasTool('dsrdump')
  it.skipIf(!dsrdump)(`is read whole by DCMTK, a negative one too${dsrdump ? '' : ' (skipped: DCMTK is not installed)'}`, async () => {
    const { output } = runTool('dsrdump', await written(signedFirst))
    expect(output).toContain('397141009')
    expect(output).not.toContain('59776-5,LN,"Findings"')
  })

  it('one breast alone, a mass with calcifications, and a first sheet that puts under surveillance', () => {
    const [mass] = signedSecond.avis.anomalies
    const alone: SignedReading = { ...signedFirst, avis: { ...signedFirst.avis, acr: { D: null, G: 3 }, anomalies: mass === undefined ? [] : [{ ...mass, type: 'MASSE_AVEC_CALCIFICATIONS' }], fiche: watched(6) } }
    const { procedure, imaged, findings, assessments, followUps } = content(alone)
    expect([procedure.value, imaged.value, findings[0]?.finding.value, assessments.map(({ value, laterality }) => [value.value, laterality.value])]).toEqual(['36627-8', '80248007', '111459', [['397143007', '80248007']]])
    expect(followUps).toEqual([{ value: expect.objectContaining({ value: '111142' }), laterality: expect.objectContaining({ value: '80248007' }), months: 6 }])
    // A year is no short interval: the words say it.
    expect(content({ ...alone, avis: { ...alone.avis, fiche: watched(12) } }).followUps).toEqual([])
  })
})
