import { describe, expect, it } from 'vitest'
import { positiveAvis, signedSecond } from '../../test/fixtures/signed-readings.ts'
import type { BddResult } from '../contract/index.ts'
import { bddContent, type BddRequest } from './bdd-content.ts'
import { loadReportFonts } from './pdf/report-fonts.ts'
import { renderPdf } from './pdf/render-pdf.ts'

const setting = { site: { name: 'Structure d’essai', finess: '140000159', derogation: '' }, version: '0.1.0', timeZone: 'Europe/Paris' }
const request: BddRequest = { study: signedSecond.study, readerCode: 'L2-M8W2A', avis: positiveAvis, concludedAt: signedSecond.signedAt, result: null }
const result: BddResult = { doneOn: '2025-03-28', acr: { D: null, G: 4 }, action: 'PRELEVEMENT', biopsy: 'PERCUTANEOUS', cancer: null }
const words = (sheet: BddRequest) => JSON.stringify(bddContent(sheet, setting).blocks)

describe('the sheet of a deferred workup', () => {
  it('asks by the code of the second reader, with nothing ticked before a result', () => {
    const blank = words(request)
    expect(blank).toContain('L2-M8W2A')
    expect(JSON.stringify(bddContent(request, setting))).not.toContain(signedSecond.reader.displayName)
    expect(blank).not.toContain('[X]')
    for (const one of ['Échographie', '1', '5', 'RCP', 'Chirurgicale']) expect(blank).toContain(`[\u00A0\u00A0]\u00A0${one}`)
  })

  it('says what the structure entered, and ticks nothing that it did not', () => {
    const filled = words({ ...request, result })
    expect(filled).toContain('28.03.2025')
    expect([...filled.matchAll(/\[X\]\u00A0([\p{L}\d]+)/gu)].map(([, label]) => label)).toEqual(['4', 'Prélèvement', 'Percutanée'])
  })

  it('is one page of A4', async () => {
    const pdf = Buffer.from(await renderPdf(bddContent({ ...request, result }, setting), await loadReportFonts(), new Date(request.concludedAt)))
    const text = pdf.toString('latin1')
    expect(text.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1)
    expect(text).toMatch(/\/MediaBox \[0 0 595\.28 841\.89\]/)
  })
})
