import { describe, expect, it } from 'vitest'
import { acrWords } from '../domain/sheet/index.ts'
import { negativeAvis, positiveAvis, signedFirst, signedPlain, signedSecond } from '../../test/fixtures/signed-readings.ts'
import { frenchInstant, noBreaks, personName } from './french-text.ts'
import { topicText } from './plain-rendering.ts'
import { reportContent } from './report-content.ts'
import type { ReportContent, ReportSetting, Topic } from './report-model.ts'

const setting: ReportSetting = { site: { name: 'Centre de lecture d’essai', finess: '140000159', derogation: 'DGS 2024-117' }, version: '0.1.0', timeZone: 'Europe/Paris' }
const everyTopic: Topic[] = ['indication', 'technique', 'findings', 'recommendation', 'comment', 'conclusion']
const words = (content: ReportContent) => JSON.stringify(content) + topicText(content, everyTopic)
const conclusion = (content: ReportContent) => topicText(content, ['conclusion'])

describe('what a mammography report says', () => {
  it('gives each breast its category with the meaning in words', () => {
    const text = words(reportContent(signedFirst, setting))
    expect(text).toContain('ACR 1')
    expect(text).toContain(acrWords[1].fr)
    expect(text).toContain(acrWords[2].fr)
  })

  it('says that a negative first reading goes on to a second reader, and a positive one does not', () => {
    expect(conclusion(reportContent(signedFirst, setting))).toContain('transmis à un second lecteur')
    expect(conclusion(reportContent({ ...signedFirst, avis: { ...negativeAvis, acr: { D: 4, G: 1 } } }, setting))).toContain('n’est pas transmis')
  })

  it('explains ACR 0 as an exam to be completed', () => {
    expect(conclusion(reportContent({ ...signedFirst, avis: positiveAvis }, setting))).toContain('l’examen est à compléter ; ce n’est pas un diagnostic')
  })

  it('lists findings by breast with their place, size and views', () => {
    const text = topicText(reportContent(signedSecond, setting), ['findings'])
    expect(text).toMatch(/G1 : Masse ; Siège : Quadrant supéro-externe ; Taille : 8,5\u00A0mm ; Vue sur : Face et oblique externe \(L2-1\) ; Précision : Contours spiculés/)
    expect(text.indexOf('D1 : Asymétrie')).toBeLessThan(text.indexOf('G1 : Masse'))
  })

  it('says the technical recall with view, reason, action and instruction', () => {
    const text = topicText(reportContent(signedSecond, setting), ['recommendation'])
    expect(text).toContain('Sein droit : Oblique externe ; Motif : Glande insuffisamment dégagée ; À faire : Cliché à refaire')
    expect(text).toContain('Consigne : Reprendre l’oblique droit')
  })

  it('names the first reader and never the second', () => {
    expect(words(reportContent(signedFirst, setting))).toContain('Dr Anne Lecteur, premier lecteur (code L1-7K3QX)')
    const second = words(reportContent(signedSecond, setting))
    expect(second).toContain('L2-M8W2A')
    expect(second).not.toContain(signedSecond.reader.displayName)
    expect(second).not.toContain(signedSecond.reader.accountId)
  })

  it('says when the second opinion was frozen, and why it was changed', () => {
    expect(conclusion(reportContent(signedSecond, setting))).toContain('Avis confirmé après communication')
    const changed = conclusion(reportContent({ ...signedSecond, changeReason: 'Calcifications revues en agrandissement.' }, setting))
    expect(changed).toContain('Avis figé en aveugle de la première lecture le 14.03.2025 à 10:02:41')
    expect(changed).toContain('Motif : Calcifications revues en agrandissement.')
  })

  it('carries the derogation of a second reading, or says that there is none', () => {
    expect(reportContent(signedSecond, setting).notes.join(' ')).toContain('DGS 2024-117')
    expect(reportContent(signedSecond, { ...setting, site: { ...setting.site, derogation: '' } }).notes.join(' ')).toContain('non renseignée')
    expect(reportContent(signedFirst, setting).notes.join(' ')).not.toContain('DGS 2024-117')
  })

  it('says nothing of the categories of a breast that was not imaged', () => {
    const one = reportContent({ ...signedFirst, avis: { ...negativeAvis, acr: { D: null, G: 2 } } }, setting)
    expect(words(one)).toContain('Sein non radiographié.')
    expect(conclusion(one)).not.toContain('Sein droit')
  })

  it('says in a demonstration that nothing is real', () => {
    expect(reportContent(signedFirst, setting).warning).toBe('')
    expect(reportContent({ ...signedFirst, study: { ...signedFirst.study, demo: true } }, setting).warning).toContain('données fictives')
  })
})

describe('what an ordinary report says', () => {
  it('is the reader’s own words under their four headings', () => {
    const content = reportContent(signedPlain, setting)
    expect([content.title, content.subtitle]).toEqual(['Compte rendu d’imagerie', 'Scanner'])
    expect(content.blocks.map(({ topic }) => topic)).toEqual(['indication', 'technique', 'findings', 'conclusion'])
    expect(topicText(content, ['conclusion'])).toBe('Appendicite aiguë non compliquée, avec stercolithe.')
  })
})

describe('French typography', () => {
  it('reads a DICOM person name', () => {
    expect(personName('Lefèvre^Élodie Zoé^^Pr^MD')).toBe('Pr LEFÈVRE Élodie Zoé, MD')
    expect(personName('')).toBe('')
  })

  it('prints an instant with its offset, in summer and winter', () => {
    expect(frenchInstant('2025-03-12T13:32:05.120Z', 'Europe/Paris')).toBe('12.03.2025 à 14:32:05 (UTC+01:00)')
    expect(frenchInstant('2025-07-12T22:32:05Z', 'Indian/Reunion')).toBe('13.07.2025 à 02:32:05 (UTC+04:00)')
  })

  it('keeps numbers with their units and signs with their words', () => {
    expect(noBreaks('ACR 2 : « rien » ; 25 % et 8,5 mm')).toBe('ACR\u00A02\u00A0: «\u00A0rien\u00A0»\u00A0; 25\u00A0% et 8,5\u00A0mm')
  })
})
