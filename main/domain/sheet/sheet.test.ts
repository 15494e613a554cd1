import { describe, expect, it } from 'vitest'
import { avisVide, type Anomalie, type Avis, type Repere } from '../../contract/index.ts'
import { anomalieLabels, decisionOf, examineAvis, goesToSecondReader, incidenceOf, sheetRules, type SheetContext, type SheetImage } from './index.ts'

const image = (sop: string, laterality: 'R' | 'L', viewPosition: string): SheetImage =>
  ({ sopInstanceUID: sop as Repere['sopInstanceUID'], imageLaterality: laterality, viewPosition, viewCode: null, rows: 4096, columns: 3328, numberOfFrames: 1 })
const images = [image('1.1', 'R', 'CC'), image('1.2', 'L', 'CC'), image('1.3', 'R', 'MLO'), image('1.4', 'L', 'MLO')]
const first: SheetContext = { kind: 'FIRST', images, studyDate: '2025-03-10', today: '2025-03-12' }
const second: SheetContext = { ...first, kind: 'SECOND' }

const normal: Avis = { ...avisVide, acr: { D: 1, G: 1 }, densite: 2 }
const mass: Anomalie = { id: '6a4c3a57-6f0a-4d53-9d53-0f3f4ac0a001', cote: 'G', type: 'MASSE', quadrant: 'QSE', schemaFace: { x: 0.6, y: 0.3 }, schemaProfil: null, reperes: [], tailleMm: 8, precision: '' }
const positive: Avis = { ...normal, acr: { D: 1, G: 0 }, anomalies: [mass], examensProposes: ['PROFIL'] }
const recall: NonNullable<Avis['rappelTechnique']> = { cliches: [{ cote: 'D', incidence: 'OBLIQUE', motif: 'GLANDE_NON_DEGAGEE', action: 'REFAIRE' }], consigne: 'Dégager le pli.' }
const mark = (sop: string): Repere => ({ sopInstanceUID: sop as Repere['sopInstanceUID'], frame: 1, column: 10, row: 10 })

const broken = (avis: Avis, context: SheetContext) => examineAvis(avis, context).map(({ rule }) => rule)
const blocking = (avis: Avis, context: SheetContext) => examineAvis(avis, context).filter((one) => one.blocking).map(({ rule }) => rule)

describe('the rules of the sheet', () => {
  it('find nothing to say of a normal reading', () => {
    expect(broken(normal, first)).toEqual([])
    expect(broken(normal, second)).toEqual([])
  })

  it('find nothing to say of a located positive second reading', () => {
    expect(broken(positive, second)).toEqual([])
  })

  it('ask an empty sheet for both categories and the density', () => {
    expect(blocking(avisVide, second)).toEqual(['R1', 'R2'])
    expect(examineAvis(avisVide, second)[0]?.fr).toBe('Un ACR est attendu pour chaque sein radiographié (les deux seins).')
  })

  it('ask no category for a breast that was not imaged', () => {
    const left = { ...second, images: images.filter(({ imageLaterality }) => imageLaterality === 'L') }
    expect(blocking({ ...normal, acr: { D: null, G: 1 } }, left)).toEqual([])
    expect(broken({ ...normal, acr: { D: null, G: 1 } }, left)).toEqual(['R3'])
  })

  it.each([
    ['R2: density left out', { ...normal, densite: null }, second, ['R2']],
    ['R8: dense breast called benign without a finding', { ...normal, densite: 3, acr: { D: 2, G: 1 }, commentaire: 'x' }, first, ['R8']],
    ['R8: dense breast recalled without a finding', { ...normal, densite: 4, acr: { D: 1, G: 0 } }, first, ['R8', 'R13b']],
    ['R12: exams proposed in a negative reading', { ...normal, examensProposes: ['PROFIL'] }, second, ['R12']],
    ['R13a: ACR 3 by a second reader', { ...positive, acr: { D: 1, G: 3 } }, second, ['R13a']],
    ['R13a: ACR 4 by a second reader', { ...positive, acr: { D: 1, G: 4 } }, second, ['R13a']],
    ['R13b: positive without a finding', { ...positive, anomalies: [] }, second, ['R13b']],
    ['R13b: positive with a finding that is nowhere on the scheme', { ...positive, anomalies: [{ ...mass, schemaFace: null }] }, second, ['R13b']],
    ['R13b: positive with a finding on the other breast', { ...positive, anomalies: [{ ...mass, cote: 'D' }] }, second, ['R13b']],
    ['R13c: positive without proposed exams', { ...positive, examensProposes: [] }, second, ['R13c']],
    ['R14: recall without saying what to do', { ...normal, rappelTechnique: { ...recall, consigne: ' ' } }, second, ['R14']],
    ['R15: ultrasound for density alone', { ...normal, examensProposes: ['ECHOGRAPHIE'], acr: { D: 0, G: 1 }, rappelTechnique: recall }, second, ['R15']],
    ['R19: a mark on the other side', { ...positive, anomalies: [{ ...mass, reperes: [mark('1.1')] }] }, second, ['R19']],
    ['R19: a mark on an image of another exam', { ...positive, anomalies: [{ ...mass, reperes: [mark('9.9')] }] }, second, ['R19']],
  ] as [string, Avis, SheetContext, string[]][])('forbid %s', (_, avis, context, rules) => {
    expect(blocking(avis, context)).toEqual(rules)
  })

  it.each([
    ['R3: a missing oblique', normal, { ...first, images: images.slice(0, 3) }, 'R3'],
    ['R4: ACR 0 by the first reader', positive, first, 'R4'],
    ['R5: ACR 4 whose workup is not mentioned', { ...positive, acr: { D: 1, G: 4 } }, first, 'R5'],
    ['R6: ACR 3 marked on one view', { ...positive, acr: { D: 1, G: 3 }, anomalies: [{ ...mass, reperes: [mark('1.2')] }] }, first, 'R6'],
    ['R9: ACR 2 without a word', { ...normal, acr: { D: 2, G: 1 } }, first, 'R9'],
    ['R18: a mammogram older than twelve days', normal, { ...second, today: '2025-03-23' }, 'R18'],
    ['R20: ACR 1 beside a finding', { ...normal, anomalies: [mass] }, first, 'R20'],
  ] as [string, Avis, SheetContext, string][])('warn of %s, without forbidding', (_, avis, context, rule) => {
    expect(examineAvis(avis, context)).toContainEqual(expect.objectContaining({ rule, blocking: false }))
    expect(blocking(avis, context)).toEqual([])
  })

  it('accept a technical recall as the reason of ACR 0', () => {
    expect(blocking({ ...normal, acr: { D: 0, G: 1 }, rappelTechnique: recall, densite: 3 }, second)).toEqual([])
  })

  it('accept marks on the right side, and forbid them on an image that does not say its side', () => {
    const unsided = { ...second, images: [...images, { ...image('1.5', 'R', 'CC'), imageLaterality: '' as const }] }
    expect(blocking({ ...positive, anomalies: [{ ...mass, reperes: [mark('1.2'), mark('1.4')] }] }, unsided)).toEqual([])
    expect(blocking({ ...positive, anomalies: [{ ...mass, reperes: [mark('1.2'), mark('1.5')] }] }, unsided)).toEqual(['R19'])
  })

  it('hold what is drawn on the images to the same rule, also where it shows no anomaly', () => {
    const drawn = (over: Partial<Avis['traces'][number]>): Avis => ({
      ...positive,
      traces: [{ id: '6a4c3a57-6f0a-4d53-9d53-0f3f4ac0b001', sopInstanceUID: mark('1.2').sopInstanceUID, frame: 1, cote: 'G', anomalieId: mass.id, forme: 'LONGUEUR', de: { column: 1, row: 1 }, a: { column: 9, row: 9 }, ...over } as Avis['traces'][number]],
    })
    expect(blocking(drawn({}), second)).toEqual([])
    expect(blocking(drawn({ sopInstanceUID: mark('1.1').sopInstanceUID }), second)).toEqual(['R19'])
    expect(blocking(drawn({ frame: 2 }), second)).toEqual(['R19'])
    expect(blocking(drawn({ cote: null, anomalieId: null, sopInstanceUID: mark('9.9').sopInstanceUID }), second)).toEqual(['R19'])
  })

  it('carry distinct numbers and both languages', () => {
    expect(new Set(sheetRules.map(({ id }) => id)).size).toBe(sheetRules.length)
    for (const rule of sheetRules) expect([rule.fr.endsWith('.'), rule.en.endsWith('.')]).toEqual([true, true])
  })
})

describe('what an opinion amounts to', () => {
  it('is negative, positive or a technical recall', () => {
    expect([normal, positive, { ...normal, acr: { D: 0 as const, G: 1 as const }, rappelTechnique: recall }].map(decisionOf)).toEqual(['NEGATIF', 'POSITIF', 'RAPPEL_TECHNIQUE'])
    expect(decisionOf({ ...positive, rappelTechnique: recall })).toBe('POSITIF')
  })

  it('sends only ACR 1 and 2 to the second reader', () => {
    expect(goesToSecondReader(normal)).toBe(true)
    expect(goesToSecondReader({ ...normal, acr: { D: 2, G: null } })).toBe(true)
    for (const value of [0, 3, 4, 5] as const) expect(goesToSecondReader({ ...normal, acr: { D: 1, G: value } })).toBe(false)
    expect(goesToSecondReader({ ...normal, rappelTechnique: recall })).toBe(false)
    expect(goesToSecondReader(avisVide)).toBe(false)
  })

  it('numbers findings within each breast', () => {
    const labels = anomalieLabels([mass, { ...mass, id: 'b', cote: 'D' }, { ...mass, id: 'c' }])
    expect([...labels.values()]).toEqual(['G1', 'D1', 'G2'])
  })

  it('knows a view by its code, else by its position', () => {
    const coded = (value: string) => incidenceOf({ viewCode: { value, scheme: 'SCT', meaning: '' }, viewPosition: '' })
    expect([coded('399162004'), coded('R-10226'), coded('x')]).toEqual(['FACE', 'OBLIQUE', 'AUTRE'])
    expect(incidenceOf({ viewCode: null, viewPosition: 'MLO' })).toBe('OBLIQUE')
  })
})
