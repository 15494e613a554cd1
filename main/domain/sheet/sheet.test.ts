import { describe, expect, it } from 'vitest'
import { avisVide, ficheVide, type Anomalie, type Avis, type Repere } from '../../contract/index.ts'
import { anomalieLabels, decisionOf, examineAvis, goesToSecondReader, incidenceOf, type SheetContext, type SheetImage } from './index.ts'

const image = (sop: string, laterality: 'R' | 'L', viewPosition: string): SheetImage =>
  ({ sopInstanceUID: sop as Repere['sopInstanceUID'], imageLaterality: laterality, viewPosition, viewCode: null, rows: 4096, columns: 3328, numberOfFrames: 1 })
const images = [image('1.1', 'R', 'CC'), image('1.2', 'L', 'CC'), image('1.3', 'R', 'MLO'), image('1.4', 'L', 'MLO')]
const first: SheetContext = { kind: 'FIRST', images, studyDate: '2025-03-10', today: '2025-03-12' }
const second: SheetContext = { ...first, kind: 'SECOND' }

const normal: Avis = { ...avisVide, acr: { D: 1, G: 1 }, densite: 2, fiche: { ...ficheVide, ecs: { statut: 'NORMAL_OU_BENIN', anomalies: [] } } }
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

  it('ask an empty second reading for both categories, and a first one for examination and density as well', () => {
    expect(blocking(avisVide, second)).toEqual(['R0'])
    expect(blocking(avisVide, first)).toEqual(['R0', 'R1', 'R2'])
    expect(examineAvis(avisVide, second)[0]?.fr).toBe('Un ACR est attendu pour chaque sein radiographié (les deux seins).')
  })

  it('ask no category for a breast that was not imaged', () => {
    const left = { ...second, images: images.filter(({ imageLaterality }) => imageLaterality === 'L') }
    expect(blocking({ ...normal, acr: { D: null, G: 1 } }, left)).toEqual([])
    expect(broken({ ...normal, acr: { D: null, G: 1 } }, left)).toEqual(['R3a'])
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
