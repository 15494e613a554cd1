import { describe, expect, it } from 'vitest'
import { examined, negativeAvis, signedFirst, signedSecond } from '../../test/fixtures/signed-readings.ts'
import { ficheVide } from '../contract/index.ts'
import { loadReportFonts } from './pdf/report-fonts.ts'
import { renderPdf } from './pdf/render-pdf.ts'
import { sheetContent } from './sheet-content.ts'

const setting = { site: { name: 'Structure d’essai', finess: '140000159', derogation: '' }, version: '0.1.0', timeZone: 'Europe/Paris' }
const premier = { avis: { ...negativeAvis, fiche: { ...ficheVide, ...examined, technique: { ...ficheVide.technique, materiel: 'DR' as const, anterioritesComparees: true } } } }

describe('the printed sheet', () => {
  it('names the first reader and the second by code only', () => {
    expect(JSON.stringify(sheetContent({ signed: signedFirst, contexte: null, premier: null }, setting))).toContain('Dr Anne Lecteur')
    const second = JSON.stringify(sheetContent({ signed: signedSecond, contexte: null, premier }, setting))
    expect(second).not.toContain('Nom-Qui-Ne-Doit-Pas-Sortir')
    expect(second).toContain('lecteur L2-M8W2A')
  })

  it('says of the first reading nothing that was not handed in', () => {
    const { identification, interrogatoire, ecs, technique } = ficheVide
    const alone = JSON.stringify(sheetContent({ signed: signedSecond, contexte: { identification, interrogatoire, ecs, technique, bdiJoint: false }, premier: null }, setting))
    expect(alone).toContain('Non communiquée.')
    expect(alone).not.toContain('ACR définitif')
  })

  it('is two pages, and the same bytes each time', async () => {
    const fonts = await loadReportFonts()
    const render = () => renderPdf(sheetContent({ signed: signedSecond, contexte: null, premier }, setting), fonts, new Date(signedSecond.signedAt))
    const [one, two] = [await render(), await render()]
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true)
    expect(Buffer.from(one).toString('latin1').match(/\/Type \/Page\b(?!s)/g)).toHaveLength(2)
  })
})
