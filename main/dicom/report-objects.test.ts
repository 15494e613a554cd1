import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { dciodvfyErrors, encapsulatedDocument, fixtureUid, hasPydicom, hasTool, runTool } from '../../test/fixtures/index.ts'
import { buildBasicTextSr, buildEncapsulatedCda, buildEncapsulatedPdf, encapsulatedCdaClass, createDatasetDigest, createPart10Reader, datasetDigest, type SrContent } from './index.ts'

const scratch = mkdtempSync(join(tmpdir(), 'binocle-reports-'))
afterAll(() => rmSync(scratch, { recursive: true }))
const missing = (...tools: string[]) => {
  const absent = tools.filter((tool) => !hasTool(tool))
  return { skip: absent.length > 0, why: absent.length > 0 ? ` (skipped: ${absent.join(', ')} not installed)` : '' }
}
const save = (name: string, bytes: Uint8Array) => {
  const file = join(scratch, name)
  writeFileSync(file, bytes)
  return file
}

const mammography = '1.2.840.10008.5.1.4.1.1.1.2'
const common = {
  study: {
    studyInstanceUID: fixtureUid('study'), patientName: 'ESSAI^Élodie', patientID: 'ESSAI-1', issuerOfPatientID: 'CRCDC-00', patientBirthDate: '1970-02-03', patientSex: 'F',
    studyDate: '2025-03-10', studyTime: '101500', accessionNumber: 'A-1', studyID: '1', description: 'Mammographie de dépistage', institutionName: 'Cabinet d’essai', referringPhysicianName: '',
  },
  sopInstanceUID: fixtureUid('report'),
  seriesInstanceUID: fixtureUid('report series'),
  seriesNumber: 901,
  title: 'Compte rendu de mammographie — seconde lecture',
  completedAt: new Date('2025-03-12T09:30:00Z'),
  evidence: ['RCC', 'LCC'].map((view) => ({ seriesInstanceUID: fixtureUid(view === 'RCC' ? 'a' : 'b'), sopInstanceUID: fixtureUid(view), sopClassUID: mammography })),
}
const content: SrContent = {
  ...common,
  sections: [
    { heading: { value: '121070', scheme: 'DCM', meaning: 'Résultats' }, text: 'Sein gauche : opacité spiculée, œdème cutané.\nACR 4 \\ 12 mm' },
    { heading: { value: '121076', scheme: 'DCM', meaning: 'Conclusion' }, text: 'À compléter par une échographie. '.repeat(200) },
    { heading: { value: '55107-7', scheme: 'LN', meaning: 'Addendum' }, text: '   ' },
  ],
  observer: { code: 'L2-7f3a', name: 'LECTEUR^L2-7f3a', organisation: 'Structure de gestion' },
}

function inspect(bytes: Uint8Array) {
  const reader = createPart10Reader()
  reader.push(bytes)
  return reader.end()
}

describe('Basic Text SR', () => {
  const sr = buildBasicTextSr(content)

  it('is filed under the study it reports, with its accents', () => {
    const { identity, study, series } = inspect(sr)
    const { studyInstanceUID, ...attributes } = common.study
    expect(identity.studyInstanceUID).toBe(studyInstanceUID)
    expect(study).toEqual({ ...attributes, patientBirthName: '', ins: null })
    expect(series).toMatchObject({ modality: 'SR', seriesNumber: 901, description: common.title })
  })

  const dciodvfy = missing('dciodvfy')
  it.skipIf(dciodvfy.skip)(`has no error for dciodvfy: plain, following another, without evidence${dciodvfy.why}`, () => {
    const predecessor = { studyInstanceUID: common.study.studyInstanceUID, seriesInstanceUID: common.seriesInstanceUID, sopInstanceUID: fixtureUid('first report'), sopClassUID: '1.2.840.10008.5.1.4.1.1.88.11' }
    const bare = { ...content, evidence: [], study: { ...content.study, patientBirthDate: null, studyDate: null, description: '', institutionName: '', issuerOfPatientID: '' } }
    const long = { ...content, title: 'É'.repeat(100), observer: { ...content.observer, code: 'pseudonyme-de-plus-de-seize-caractères' } }
    for (const [index, one] of [content, { ...content, predecessors: [predecessor] }, bare, long].entries())
      expect(dciodvfyErrors(save(`sr${index}.dcm`, buildBasicTextSr(one)))).toEqual([])
  })

  const dsrdump = missing('dsrdump')
  it.skipIf(dsrdump.skip)(`is read by dsrdump: verified, by the pseudonym, sections in order${dsrdump.why}`, () => {
    const predecessors = [{ studyInstanceUID: '1.2.3', seriesInstanceUID: '1.2.4', sopInstanceUID: '1.2.5', sopClassUID: '1.2.840.10008.5.1.4.1.1.88.11' }]
    const { output } = runTool('dsrdump', '+Pl', save('sr.dcm', buildBasicTextSr({ ...content, predecessors })))
    for (const line of ['ESSAI^Élodie', 'Completion Flag     : COMPLETE', 'Verification Flag   : VERIFIED', 'Predecessor Docs    : 1', 'L2-7f3a', 'œdème cutané', 'ACR 4 \\ 12 mm', 'Français (France)'])
      expect(output).toContain(line)
    expect(output.indexOf('Résultats')).toBeLessThan(output.indexOf('Conclusion'))
    expect(output).not.toContain('Addendum')
  })

  const dcmdump = missing('dcmdump')
  it.skipIf(dcmdump.skip)(`names every image it rests on${dcmdump.why}`, () => {
    const { output } = runTool('dcmdump', '+P', '0040,a375', save('evidence.dcm', sr))
    for (const { sopInstanceUID, seriesInstanceUID } of common.evidence) {
      expect(output).toContain(sopInstanceUID)
      expect(output).toContain(seriesInstanceUID)
    }
    expect(output).toContain(common.study.studyInstanceUID)
  })
})

describe('Encapsulated PDF', () => {
  const even = new TextEncoder().encode('%PDF-1.7\ncontenu\n%%EOF\n\n')
  const odd = even.subarray(0, -1)

  const tools = missing('dcm2pdf', 'dciodvfy')
  it.skipIf(tools.skip)(`A5 has no error for dciodvfy and gives back the same bytes, of even or odd length${tools.why}`, () => {
    expect([even.length % 2, odd.length % 2]).toEqual([0, 1])
    for (const [index, pdf] of [even, odd].entries()) {
      const file = save(`pdf${index}.dcm`, buildEncapsulatedPdf({ ...common, pdf }))
      expect(dciodvfyErrors(file)).toEqual([])
      const out = join(scratch, `out${index}.pdf`)
      expect(runTool('dcm2pdf', file, out).status).toBe(0)
      expect(new Uint8Array(readFileSync(out))).toEqual(pdf)
    }
  })

  it('is a document of the study', () => {
    const { identity, series, image } = inspect(buildEncapsulatedPdf({ ...common, pdf: odd }))
    expect(identity.studyInstanceUID).toBe(common.study.studyInstanceUID)
    expect(series.modality).toBe('DOC')
    expect(image).toBeNull()
  })
})

describe('Encapsulated CDA', () => {
  const cda = new TextEncoder().encode('<?xml version="1.0" encoding="UTF-8"?>\n<ClinicalDocument><title>Œdème</title></ClinicalDocument>')
  const tools = missing('dciodvfy', 'dcmdump')
  const absent = tools.skip ? tools.why : hasPydicom ? '' : ' (skipped: python3-pydicom not installed)'
  it.skipIf(absent !== '')(`A5 has no error for dciodvfy, names the document that it holds and gives pydicom the same bytes, of even or odd length${absent}`, () => {
    for (const [index, document] of [cda, cda.subarray(0, -1)].entries()) {
      const file = save(`cda${index}.dcm`, buildEncapsulatedCda({ ...common, cda: document, documentUid: '2.25.77', carriesPdf: index === 0 }))
      expect(dciodvfyErrors(file)).toEqual([])
      expect(new Uint8Array(encapsulatedDocument(file))).toEqual(document)
      const dump = runTool('dcmdump', '+P', '0008,0016', '+P', '0040,e001', '+P', '0042,0012', '+P', '0042,0014', '+P', '0042,0015', '-Un', file).output
      expect(dump).toContain(encapsulatedCdaClass)
      expect(dump).toMatch(/\[2\.25\.77\][\s\S]*\[text\/XML\]/)
      expect([dump.includes('[application/pdf]'), dump.includes(` ${document.length} `)]).toEqual([index === 0, true])
    }
  })
})

describe('the dataset digest', () => {
  it('is the same when only the meta differs, other when the dataset does', () => {
    const sr = buildBasicTextSr(content)
    const reader = new DataView(sr.buffer)
    const end = 144 + reader.getUint32(140, true)
    const rewritten = sr.slice()
    rewritten.fill(0x41, 0, 128)
    rewritten[end - 1] = 0x20
    expect(datasetDigest(rewritten)).toBe(datasetDigest(sr))
    expect(datasetDigest(sr.subarray(end))).toBe(datasetDigest(sr))
    const changed = sr.slice()
    changed[end + 200] = (changed[end + 200] ?? 0) ^ 1
    expect(datasetDigest(changed)).not.toBe(datasetDigest(sr))
    // In pieces of any size, as it streams.
    for (const size of [1, 7, 143, 1000]) {
      const digest = createDatasetDigest()
      for (let at = 0; at < sr.length; at += size) digest.push(sr.subarray(at, at + size))
      expect(digest.value()).toBe(datasetDigest(sr))
    }
  })
})
