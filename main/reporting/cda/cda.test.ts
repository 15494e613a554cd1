/** A9: clinical documents of signed reports, judged by the published schema and the rules of the volume IMG-CR-IMG. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cdaJudgesMissing, failedAssertions, schemaErrors } from '../../../test/fixtures/cda-validators.ts'
import { missingParts } from '../../../test/fixtures/cda-parts.ts'
import { hasTool } from '../../../test/fixtures/tools.ts'
import { signedFirst, signedPlain } from '../../../test/fixtures/signed-readings.ts'
import { newUid } from '../../dicom/index.ts'
import type { SignedReading } from '../../domain/second-reading/index.ts'
import type { KnownOrder } from '../ports.ts'
import { reportContent } from '../report-content.ts'
import { buildCda, cdaContent, hasCodes, type CdaContent } from './index.ts'

const scratch = mkdtempSync(join(tmpdir(), 'binocle-cda-'))
afterAll(() => { rmSync(scratch, { recursive: true }) })

const setting = { site: { name: 'Centre de lecture « Côte & Bocage »', finess: '140000159', derogation: '' }, version: '1.0.0', timeZone: 'Europe/Paris' }
const order: KnownOrder = {
  placer: { value: 'OPN101', oid: '1.2.250.1.748.12345678.12' }, accession: { value: 'DO-2025-0417', oid: '1.2.250.1.925.994044.27' },
  ins: { value: '279035121518989', oid: '1.2.250.1.213.1.4.10' }, usualName: 'MAMMATEST', birthPlace: '51215', requester: { id: '', name: '' }, justification: 'Dépistage organisé', history: ['Chirurgie bénigne à droite en 2011'],
}
const pdf = new TextEncoder().encode('%PDF-1.7 œuvre')

function content(signed: SignedReading, more: Partial<CdaContent> = {}): CdaContent {
  return cdaContent(signed, reportContent(signed, setting), {
    document: { id: '2.25.1', setId: '2.25.2', version: 1, replaces: null }, order,
    signatory: { rpps: '81001234566', familyName: 'LECTEUR', givenName: 'Anne', specialty: 'G15_10/SM44' },
    structure: { name: setting.site.name, finess: '140000159', sector: 'DEPISTAGE', patientOid: '1.2.250.1.999.1', accessionOid: '1.2.250.1.999.2' }, pdf, ...more,
  })
}
const text = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)
const written = (from: CdaContent, level: 1 | 3): string => text(buildCda(from, level, newUid))

const dosed: SignedReading = { ...signedFirst, study: { ...signedFirst.study, images: signedFirst.study.images.map((image) => ({ ...image, modality: 'MG', organDoseMGy: 1.23 })) } }
const bare: SignedReading = { ...signedPlain, study: { ...signedPlain.study, patientBirthDate: null, patientSex: '', studyDate: null, studyTime: '', institutionName: '', modalities: ['OT'], description: '' } }
const addenda: SignedReading = {
  ...signedPlain, addenda: [{ at: '2025-03-13T08:00:00.000Z', text: 'Relu avec le scanner de 2019 :\nlésion stable.' }],
  corrects: { reportId: '0b5f3e2c-5a1f-4c2b-8d6e-2f1a9c7b0abc', signedAt: '2025-03-12T13:32:05.120Z', number: 1, left: true, manner: 'ADDENDUM', withdrawn: false },
}
const reconciled: SignedReading = { ...signedPlain, study: { ...signedPlain.study, reconciled: { patientName: 'AUTRE^Paul', patientID: 'AILLEURS-99', issuerOfPatientID: '', patientBirthDate: null, patientSex: '', at: '2025-03-11T09:30:00.000Z' } } }
const replacing = { document: { id: '2.25.3', setId: '2.25.2', version: 2, replaces: '2.25.1' } }
const documents: Record<string, string> = {
  'mammography level 3': written(content(dosed), 3), 'mammography level 1': written(content(dosed), 1),
  'ordinary report level 3': written(content(signedPlain), 3), 'ordinary report without an order': written({ ...content(signedPlain), order: null }, 3),
  'reconciled level 3': written(content(reconciled), 3), 'addendum level 3': written({ ...content(addenda), ...replacing }, 3), 'little known level 1': written({ ...content(bare), order: null }, 1),
}
/** The rules are about coded sections; level 1 has none of them (its own template says so). */
const coded = Object.fromEntries(Object.entries(documents).filter(([name]) => !name.endsWith('level 1')))
const whole = documents['mammography level 3'] ?? ''
/** Each drops what the volume demands. */
const mutations = {
  'no templateId': whole.replace('<templateId root="1.2.250.1.213.1.1.1.45" extension="2024.01"/>', ''),
  'no conclusion': whole.replace(/<component><section><templateId root="1\.2\.840\.10008\.9\.5"\/>.*?<\/section><\/component>/, ''),
  'no accession number': whole.replace(/<ps3-20:accessionNumber [^>]*\/>/, ''),
}
const missing = cdaJudgesMissing()
const absent = hasTool('xmllint') ? '' : ' (skipped: libxml2-utils not installed)'

describe.skipIf(absent !== '')(`A9 a clinical document before xmllint alone${absent}`, () => {
  it.each(Object.keys(documents))('is well-formed and has each header and section that the volume demands: %s', (name) => {
    const [level, order, replaces] = [name.endsWith('level 1') ? 1 : 3, !/without an order|little known/.test(name), name.startsWith('addendum')] as const
    expect(missingParts(documents[name] ?? '', { level, order, replaces })).toEqual([])
  })

  it('lacks exactly what a mutation drops, and is not even read where it is cut', () => {
    const found = Object.fromEntries(Object.entries(mutations).map(([name, document]) => [name, missingParts(document, { level: 3, order: true, replaces: false })]))
    expect(found).toEqual({ 'no templateId': ['template of level 3'], 'no conclusion': ['conclusion'], 'no accession number': ['accession number of the order'] })
    expect(() => missingParts(whole.slice(0, -20), { level: 3, order: true, replaces: false })).toThrow('xmllint')
  })
})

describe.skipIf(missing !== '')(`A9 a clinical document${missing}`, () => {
  it.each(Object.keys(documents))('obeys CDA_extended.xsd: %s', (name) => {
    const file = join(scratch, `${name}.xml`)
    writeFileSync(file, documents[name] ?? '')
    expect(schemaErrors(file)).toEqual([])
  })

  it('fails no rule of IMG-CR-IMG, and fails where a demanded part is dropped', () => {
    for (const mutation of Object.values(mutations)) expect(mutation.length).toBeLessThan(whole.length)
    const judged = failedAssertions({ ...coded, ...mutations })
    for (const name of Object.keys(coded)) {
      expect(judged[name]?.failed, name).toEqual([])
      expect(judged[name]?.rules, name).toBeGreaterThan(15)
    }
    expect(judged['no templateId']?.failed.join()).toContain('1.2.250.1.213.1.1.1.45')
    expect(judged['no conclusion']?.failed.join()).toContain('FR-DICOM-Conclusion')
    expect(judged['no accession number']?.failed.join()).toContain('accessionNumber')
  })
})

describe('a clinical document', () => {
  it('carries the signed PDF, byte for byte', () => {
    const inside = /<text mediaType="application\/pdf" representation="B64">([^<]+)</.exec(documents['mammography level 1'] ?? '')?.[1] ?? ''
    expect(createHash('sha256').update(Buffer.from(inside, 'base64')).digest('hex')).toBe(createHash('sha256').update(pdf).digest('hex'))
  })

  it('names a patient by the national identity only where it came qualified', () => {
    expect(documents['ordinary report level 3']).toContain('<id root="1.2.250.1.213.1.4.10" extension="279035121518989"/>')
    expect(documents['ordinary report without an order']).not.toContain('1.2.250.1.213.1.4.')
    expect(documents['ordinary report without an order']).toContain('<id root="1.2.250.1.999.1" extension="IPP-0042917"/>')
  })

  it('names its author and who answers for it by RPPS, its structure by FINESS', () => {
    for (const place of ['author', 'legalAuthenticator', 'performer']) {
      const part = new RegExp(`<${place}[ >].*?</${place}>`).exec(documents['mammography level 3'] ?? '')?.[0] ?? ''
      expect(part).toContain('<id root="1.2.250.1.71.4.2.1" extension="881001234566"/>')
      expect(part).toContain('<id root="1.2.250.1.71.4.2.2" extension="1140000159"/>')
    }
  })

  it('of images that came under another identity bears the one they were given, and says the other in words alone', () => {
    const document = documents['reconciled level 3'] ?? ''
    expect(/<recordTarget>.*?<\/recordTarget>/.exec(document)?.[0]).toContain('extension="IPP-0042917"')
    expect(document).toContain('au nom de AUTRE Paul, identifiant AILLEURS-99')
    expect(document).not.toContain('extension="AILLEURS-99"')
  })

  it('replaces the version before it in the same set, and says what was added, by whom', () => {
    const document = documents['addendum level 3'] ?? ''
    expect(document).toContain('<setId root="2.25.2"/><versionNumber value="2"/>')
    expect(document).toContain('<relatedDocument typeCode="RPLC"><parentDocument><id root="2.25.1"/>')
    expect(document).toMatch(/55107-7.*Relu avec le scanner de 2019.*<author>/)
    expect(documents['mammography level 3']).not.toContain('relatedDocument')
  })

  it('keeps letters and signs of the patient and the structure', () => {
    expect(documents['ordinary report level 3']).toContain('ŠIMIĆ-ŁUKASZ')
    expect(documents['ordinary report level 3']).toContain('Centre de lecture « Côte &amp; Bocage »')
  })

  it('has no level 3 where a place or a modality is not known as a code', () => {
    expect(hasCodes(content(bare))).toBe(false)
    expect(content(signedPlain).places.map(({ displayName }) => displayName)).toEqual(['abdomen entier', 'pelvis entier'])
  })
})
