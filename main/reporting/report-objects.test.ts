import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newUid } from '../dicom/index.ts'
import type { SignedReading } from '../domain/second-reading/index.ts'
import { dciodvfyErrors, hasTool, runTool } from '../../test/fixtures/index.ts'
import { signedFirst, signedPlain, signedSecond } from '../../test/fixtures/signed-readings.ts'
import { loadReportFonts } from './pdf/report-fonts.ts'
import { reconciledLines, reportContent } from './report-content.ts'
import { plainPayload, reportMessage, type MessageSetting } from './report-message.ts'
import { makeReportObjects, type Identifiers, type ReportObjects } from './report-objects.ts'

const setting = {
  site: { name: 'Centre de lecture d’essai', finess: '140000159', derogation: 'DGS 2024-117' }, version: '0.1.0', timeZone: 'Europe/Paris',
  structuredReport: 'TID_1500' as const, predecessors: [],
}
/** A corrigendum, with the structured report that it follows. */
const corrigendum: SignedReading = { ...signedSecond, corrects: { reportId: '0b5f3e2c-5a1f-4c2b-8d6e-2f1a9c7b0abc', signedAt: '2025-03-12T13:32:05.120Z', number: 1, left: true, manner: 'REPLACEMENT', withdrawn: false }, changeReason: 'Masse vue à la relecture.' }
const predecessor = { studyInstanceUID: signedSecond.study.studyInstanceUID, seriesInstanceUID: '1.2.826.0.1.3680043.10.7', sopInstanceUID: '1.2.826.0.1.3680043.10.8', sopClassUID: '1.2.840.10008.5.1.4.1.1.88.33' }
/** Of images that came on a medium under another identity. */
const reconciled: SignedReading = { ...signedPlain, study: { ...signedPlain.study, reconciled: { patientName: 'AUTRE^Paul', patientID: 'AILLEURS-99', issuerOfPatientID: 'CLINIQUE', patientBirthDate: '1940-01-01', patientSex: 'M', at: '2025-03-11T09:30:00.000Z' } } }
const readings: Record<string, SignedReading> = { first: signedFirst, second: signedSecond, plain: signedPlain, corrigendum, reconciled }
const scratch = mkdtempSync(join(tmpdir(), 'binocle-report-'))
interface Made extends ReportObjects { readonly oru: Uint8Array }
const made = new Map<string, Made>()
const identifiers = (): Identifiers => ({ pdfSopInstanceUID: newUid(), pdfSeriesInstanceUID: newUid(), srSopInstanceUID: newUid(), srSeriesInstanceUID: newUid() })
const message: MessageSetting = {
  controlId: 'BN0123456789ABCDEFGH', receiver: { receivingApplication: 'RIS', receivingFacility: 'CRCDC' }, sendingFacility: '140000159', characterSet: 'UNICODE UTF-8', patientOid: '', order: null, signatory: null, patientNote: [],
}

beforeAll(async () => {
  const fonts = await loadReportFonts()
  for (const [name, signed] of Object.entries(readings)) {
    const content = reportContent(signed, setting)
    const objects = await makeReportObjects(signed, content, identifiers(), name === 'corrigendum' ? { ...setting, predecessors: [predecessor] } : setting, fonts)
    made.set(name, { ...objects, oru: reportMessage(signed, plainPayload(content, objects.pdf), { ...message, patientNote: reconciledLines(signed.study.reconciled ?? null, setting) }) })
  }
})
afterAll(() => rmSync(scratch, { recursive: true }))

function objects(name: string): Made {
  const found = made.get(name)
  if (found === undefined) throw new Error(name)
  return found
}

function file(name: string, bytes: Uint8Array): string {
  const path = join(scratch, name)
  writeFileSync(path, bytes)
  return path
}

const dicom3tools = hasTool('dciodvfy')
const dcmtk = hasTool('dcm2pdf') && hasTool('dsrdump')
const segments = (oru: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(oru).split('\r').filter((line) => line !== '').map((line) => line.split('|'))

describe.each(Object.keys(readings))('the objects of a %s report', (name) => {
  it.skipIf(!dicom3tools)(`A5 are valid to dciodvfy${dicom3tools ? '' : ' (skipped: dicom3tools is not installed)'}`, () => {
    expect(dciodvfyErrors(file(`${name}-pdf.dcm`, objects(name).encapsulatedPdf))).toEqual([])
    expect(dciodvfyErrors(file(`${name}-sr.dcm`, objects(name).sr))).toEqual([])
  })

  it.skipIf(!dcmtk)(`A5 give back the signed bytes to dcm2pdf${dcmtk ? '' : ' (skipped: DCMTK is not installed)'}`, () => {
    const out = join(scratch, `${name}.pdf`)
    runTool('dcm2pdf', file(`${name}-pdf.dcm`, objects(name).encapsulatedPdf), out)
    // An element of odd length is padded by one byte (PS3.5 8.1).
    const back = readFileSync(out)
    expect(back.subarray(0, objects(name).pdf.length).equals(Buffer.from(objects(name).pdf))).toBe(true)
    expect(back.length - objects(name).pdf.length).toBeLessThanOrEqual(1)
  })

  it.skipIf(!dcmtk)(`A5 say the same in the structured report${dcmtk ? '' : ' (skipped: DCMTK is not installed)'}`, () => {
    const dump = runTool('dsrdump', '+Pl', file(`${name}-sr.dcm`, objects(name).sr)).output
    expect(dump).toContain(readings[name]?.kind === 'PLAIN' ? 'Appendicite aiguë non compliquée' : 'Mammographie numérique, 4 clichés')
    expect(dump).toContain('Conclusion')
  })

  it('say the conclusion and carry the PDF in the message, under one control id', () => {
    const rows = segments(objects(name).oru)
    expect(rows[0]?.[9]).toBe('BN0123456789ABCDEFGH')
    expect(rows.find(([kind]) => kind === 'PID')?.[3]).toContain('IPP-0042917')
    const text = rows.filter((row) => row[0] === 'OBX' && row[2] === 'TX').map((row) => row[5]).join('\n')
    expect(text).toContain(readings[name]?.kind === 'PLAIN' ? 'Appendicite aiguë' : name === 'first' ? 'sans image suspecte' : 'Seconde lecture positive')
    const pdf = rows.find((row) => row[0] === 'OBX' && row[2] === 'ED')?.[5]?.split('^').at(-1) ?? ''
    expect(Buffer.from(pdf, 'base64').equals(Buffer.from(objects(name).pdf))).toBe(true)
  })
})

describe('the second reader', () => {
  it('has no name in anything that leaves', () => {
    const { encapsulatedPdf, sr, oru } = objects('second')
    const withoutPdf = segments(oru).filter((row) => row[2] !== 'ED').flat().join('|')
    for (const bytes of [Buffer.from(encapsulatedPdf).toString('utf8'), Buffer.from(sr).toString('utf8'), withoutPdf]) {
      expect(bytes).not.toContain(signedSecond.reader.displayName)
      expect(bytes).not.toContain(signedSecond.reader.accountId)
    }
    expect(Buffer.from(sr).toString('utf8')).toContain('L2-M8W2A')
    expect(withoutPdf).toContain('L2-M8W2A')
  })
})

it.skipIf(!dcmtk)(`a report of images that came under another identity goes under the one they were given, says so in every form, and makes that number nobody’s${dcmtk ? '' : ' (skipped: DCMTK is not installed)'}`, () => {
  const { encapsulatedPdf, sr, oru } = objects('reconciled')
  for (const [name, bytes] of Object.entries({ pdf: encapsulatedPdf, sr })) {
    const dump = runTool('dcmdump', '+L', '+U8', '+P', '0010,0020', '+P', '0400,0561', file(`reconciled-${name}-again.dcm`, bytes)).output.split('\n').map((line) => line.trim().replace(/\s+#.*$/, ''))
    expect(dump.find((line) => line.startsWith('(0010,0020)'))).toBe('(0010,0020) LO [IPP-0042917]')
    expect(dump.join('\n')).toMatch(/\(0400,0561\)[\s\S]*\(0400,0550\)[\s\S]*\(0010,0010\) PN \[AUTRE\^Paul\][\s\S]*\(0010,0020\) LO \[AILLEURS-99\][\s\S]*\(0010,0021\) LO \[CLINIQUE\][\s\S]*\(0010,0030\) DA \[19400101\][\s\S]*\(0400,0563\) LO \[Binocle\][\s\S]*\(0400,0565\) CS \[COERCE\]/)
  }
  expect(runTool('dsrdump', '+Pl', file('reconciled-sr.dcm', sr)).output).toContain('au nom de AUTRE Paul, identifiant AILLEURS-99, domaine CLINIQUE, né(e) le 01.01.1940')
  const rows = segments(oru)
  expect(rows.slice(1, 4).map(([kind, , source, text]) => [kind, kind === 'NTE' ? source : '', kind === 'NTE' ? text : ''])).toEqual([
    ['PID', '', ''], ['NTE', 'L', 'Images apportées par un support qui les dit : au nom de AUTRE Paul, identifiant AILLEURS-99, domaine CLINIQUE, né(e) le 01.01.1940.'],
    ['NTE', 'L', 'Rattachées dans ce centre, après vérification, à l’identité de ce compte rendu le 11.03.2025 à 10:30:00 (UTC+01:00).'],
  ])
  expect(rows[1]?.join('|')).not.toContain('AILLEURS')
  expect(segments(objects('plain').oru).map(([kind]) => kind)).not.toContain('NTE')
})

it('a corrigendum names its predecessor, says so on its first line and corrects the message that was final', () => {
  const { oru, sr } = objects('corrigendum')
  const sent = new TextDecoder().decode(oru)
  const field = (segment: string, at: number) => sent.split('\r').filter((line) => line.startsWith(segment)).map((line) => line.split('|')[at])
  expect([field('OBR', 25), field('ORC', 1), [...new Set(field('OBX', 11))]]).toEqual([['C'], ['RO'], ['C']])
  expect(sent).toContain('Rectificatif n° 1')
  const text = Buffer.from(sr).toString('latin1')
  expect([text.includes(predecessor.sopInstanceUID), text.includes(predecessor.seriesInstanceUID)]).toEqual([true, true])
  expect(Buffer.from(sr).toString('utf8')).toContain('annule et remplace')
  expect(new TextDecoder().decode(objects('second').oru).split('\r').find((line) => line.startsWith('OBR'))?.split('|')[25]).toBe('F')
})
