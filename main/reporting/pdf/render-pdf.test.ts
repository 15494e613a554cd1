import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SignedReading } from '../../domain/second-reading/index.ts'
import { hasTool, runTool } from '../../../test/fixtures/index.ts'
import { signedFirst, signedPlain, signedSecond } from '../../../test/fixtures/signed-readings.ts'
import { reportContent } from '../report-content.ts'
import { renderPdf } from './render-pdf.ts'
import { loadReportFonts, type ReportFonts } from './report-fonts.ts'

const setting = { site: { name: 'Centre de lecture d’essai', finess: '140000159', derogation: 'DGS 2024-117' }, version: '0.1.0', timeZone: 'Europe/Paris' }
const poppler = hasTool('pdftotext') && hasTool('pdffonts')
const scratch = mkdtempSync(join(tmpdir(), 'binocle-pdf-'))
let fonts: ReportFonts

beforeAll(async () => { fonts = await loadReportFonts() })
afterAll(() => rmSync(scratch, { recursive: true }))

const render = (signed: SignedReading) => renderPdf(reportContent(signed, setting), fonts, new Date(signed.signedAt))
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

function read(pdf: Uint8Array, tool: string, ...options: string[]): string {
  const file = join(scratch, 'report.pdf')
  writeFileSync(file, pdf)
  return runTool(tool, ...options, file, ...(tool === 'pdftotext' ? ['-'] : [])).output.replaceAll('\u00A0', ' ')
}

describe('the PDF of a report', () => {
  it('has the same bytes each time', async () => {
    expect(Buffer.from(await render(signedSecond)).equals(Buffer.from(await render(signedSecond)))).toBe(true)
  })

  it('declares PDF/A-2b with its colour profile', async () => {
    const pdf = latin(await render(signedFirst))
    expect(pdf).toContain('<pdfaid:part>2</pdfaid:part>')
    expect(pdf).toContain('<pdfaid:conformance>B</pdfaid:conformance>')
    expect(pdf).toContain('/GTS_PDFA1')
    expect(pdf).toContain('/Lang (fr-FR)')
  })

  it('names no patient and no reader outside its pages', async () => {
    const pdf = latin(await render(signedFirst))
    for (const secret of ['MAMMATEST', 'Élodie', 'IPP-0042917', 'Anne Lecteur']) expect(pdf).not.toContain(secret)
    expect(pdf).toContain('Compte rendu de mammographie')
  })

  it.skipIf(!poppler)(`embeds every font${poppler ? '' : ' (skipped: poppler-utils is not installed)'}`, async () => {
    const rows = read(await render(signedPlain), 'pdffonts').trim().split('\n').slice(2)
    expect(rows.length).toBeGreaterThan(2)
    for (const row of rows) expect(row).toMatch(/Inter.* yes yes yes /)
  })

  it.skipIf(!poppler)(`can be searched and copied${poppler ? '' : ' (skipped: poppler-utils is not installed)'}`, async () => {
    const text = read(await render(signedSecond), 'pdftotext', '-layout')
    for (const words of ['Seconde lecture', 'MAMMATEST-LEFÈVRE Élodie Zoé', '12.04.1962', 'FINESS 140000159', 'Type 3 : tissu mammaire dense', 'ACR 0', 'Glande insuffisamment dégagée', 'L2-M8W2A', 'DGS 2024-117', 'Page 1 / 2']) {
      expect(text).toContain(words)
    }
    expect(text).not.toContain('Nom-Qui-Ne-Doit-Pas-Sortir')
  })

  it.skipIf(!poppler)(`loses no line of a long text and says who and what on each page${poppler ? '' : ' (skipped: poppler-utils is not installed)'}`, async () => {
    const resultats = Array.from({ length: 160 }, (_, index) => `Ligne ${index + 1} du compte rendu.`).join('\n')
    const text = read(await render({ ...signedPlain, text: { ...signedPlain.text, resultats } }), 'pdftotext', '-layout')
    for (let line = 1; line <= 160; line += 1) expect(text).toContain(`Ligne ${line} du compte rendu.`)
    const pages = text.split('\f').filter((page) => page.trim() !== '')
    expect(pages.length).toBeGreaterThan(2)
    for (const page of pages) expect(page).toContain('ŠIMIĆ-ŁUKASZ Žofie')
    expect(pages.at(-1)).toContain(`Page ${pages.length} / ${pages.length}`)
  })

  it.skipIf(!poppler)(`prints letters of other scripts, and what reads the same for those that no face has${poppler ? '' : ' (skipped: poppler-utils is not installed)'}`, async () => {
    const text = read(await render({ ...signedPlain, text: { ...signedPlain.text, resultats: 'Ναί, да, Nguyễn, Łódź, cœur. Épanchement ≥ 5 mm. Fleche → fin. 日' } }), 'pdftotext')
    for (const words of ['Ναί, да, Nguyễn, Łódź, cœur.', '>= 5 mm', 'Fleche -> fin. ?']) expect(text).toContain(words)
  })

  it('draws thirty findings without losing one', async () => {
    const [first] = signedSecond.avis.anomalies
    if (first === undefined) throw new Error('the sample has findings')
    const anomalies = Array.from({ length: 30 }, (_, index) => ({ ...first, id: `a-${index}`, precision: `Anomalie numéro ${index + 1}. `.repeat(6) }))
    const pdf = await render({ ...signedSecond, avis: { ...signedSecond.avis, anomalies } })
    if (poppler) {
      const text = read(pdf, 'pdftotext', '-layout')
      for (let number = 1; number <= 30; number += 1) expect(text).toMatch(new RegExp(`G${number}\\s+Masse`))
    }
    expect(latin(pdf)).toContain('/Type /Page\n')
  })
})
