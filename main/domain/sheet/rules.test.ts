/** The rules of the national sheet, each by its number: what breaks it, and what just does not. */
import { describe, expect, it } from 'vitest'
import { avisVide, ficheVide, type Anomalie, type Avis, type Bdi, type Fiche, type Repere } from '../../contract/index.ts'
import { allowedCats, catOf, contexteOf, decisionOf, examineAvis, goesToSecondReader, sheetRules, waysOf, type SheetContext, type SheetImage } from './index.ts'

const image = (sop: string, laterality: 'R' | 'L', viewPosition: string): SheetImage =>
  ({ sopInstanceUID: sop as Repere['sopInstanceUID'], imageLaterality: laterality, viewPosition, viewCode: null, rows: 4096, columns: 3328, numberOfFrames: 1 })
const images = [image('1.1', 'R', 'CC'), image('1.2', 'L', 'CC'), image('1.3', 'R', 'MLO'), image('1.4', 'L', 'MLO')]
const first: SheetContext = { kind: 'FIRST', images, studyDate: '2025-03-10', today: '2025-03-12' }
const second: SheetContext = { ...first, kind: 'SECOND' }
const mark = (sop: string): Repere => ({ sopInstanceUID: sop as Repere['sopInstanceUID'], frame: 1, column: 10, row: 10 })

const examined: Fiche = { ...ficheVide, ecs: { statut: 'NORMAL_OU_BENIN', anomalies: [] } }
const normal: Avis = { ...avisVide, acr: { D: 1, G: 1 }, densite: 2, fiche: examined }
const mass: Anomalie = { id: '6a4c3a57-6f0a-4d53-9d53-0f3f4ac0a001', cote: 'G', type: 'MASSE', quadrant: 'QSE', schemaFace: { x: 0.6, y: 0.3 }, schemaProfil: null, reperes: [], tailleMm: 8, precision: '', incidencesVisible: ['FACE', 'OBLIQUE'] }
const cluster: Anomalie = { ...mass, type: 'CALCIFICATIONS' }
const ofFiche = (over: Partial<Fiche>, avis: Avis = normal): Avis => ({ ...avis, fiche: { ...(avis.fiche ?? examined), ...over } })
const bdi = (over: Partial<Bdi>): Bdi => ({ ...ficheVide.bdi, ...over })
const withLeft = (acr: NonNullable<Avis['acr']['G']>, anomalies: Anomalie[] = [mass], over: Partial<Fiche> = {}): Avis => ofFiche(over, { ...normal, acr: { D: 1, G: acr }, anomalies })
const worked = (...examens: Bdi['examens']) => ({ bdi: bdi({ realise: 'OUI', motif: 'RADIOLOGIQUE', examens }) })
const lump = { id: '6a4c3a57-6f0a-4d53-9d53-0f3f4ac0e001', libelle: 'Nodule dur', localisation: { cote: 'G' as const, quadrant: 'QSE' as const, schemaFace: { x: 0.6, y: 0.3 }, schemaProfil: null } }
const abnormal: Pick<Fiche, 'ecs'> = { ecs: { statut: 'ANORMAL', anomalies: [lump] } }
const recall: NonNullable<Avis['rappelTechnique']> = { cliches: [{ cote: 'D', incidence: 'OBLIQUE', motif: 'GLANDE_NON_DEGAGEE', action: 'REFAIRE' }], consigne: 'Dégager le pli.' }
const positive: Avis = { ...withLeft(0), examensProposes: ['PROFIL'], fiche: null }

const blocking = (avis: Avis, context: SheetContext = first) => examineAvis(avis, context).filter((one) => one.blocking).map(({ rule }) => rule)
const alerts = (avis: Avis, context: SheetContext = first) => examineAvis(avis, context).filter((one) => !one.blocking).map(({ rule }) => rule)

describe('the first reader’s sheet', () => {
  it('has nothing held against it when the exam is normal', () => {
    expect(examineAvis(normal, first)).toEqual([])
  })

  it('R0 asks a category for each imaged breast, and none for the other', () => {
    expect(blocking({ ...normal, acr: { D: null, G: null } })).toEqual(['R0'])
    expect(blocking({ ...normal, acr: { D: null, G: 1 } }, { ...first, images: images.filter(({ imageLaterality }) => imageLaterality === 'L') })).toEqual([])
  })

  it('R1 asks for the clinical examination: left empty it blocks, not done is an answer', () => {
    expect(blocking(ofFiche({ ecs: { statut: null, anomalies: [] } }))).toEqual(['R1'])
    expect(blocking({ ...normal, fiche: null })).toEqual(['R1'])
    expect(blocking(ofFiche({ ecs: { statut: 'NON_FAIT', anomalies: [] } }))).toEqual([])
  })

  it('R1 asks an abnormal examination for a place on the scheme and for a workup, refused or put off counting too', () => {
    expect(blocking(ofFiche({ ecs: { statut: 'ANORMAL', anomalies: [] } }))).toEqual(['R1a', 'R1b'])
    expect(blocking(ofFiche({ ecs: { statut: 'ANORMAL', anomalies: [{ ...lump, localisation: { ...lump.localisation, schemaFace: null } }] }, bdi: bdi({ realise: 'REFUS', raison: 'x' }) }))).toEqual(['R1a'])
    for (const realise of ['REFUS', 'DIFFERE'] as const) expect(blocking(ofFiche({ ...abnormal, bdi: bdi({ realise, raison: 'x' }) }))).toEqual([])
  })

  it('R2 asks the first reader for the density, and not the second', () => {
    expect(blocking({ ...normal, densite: null })).toEqual(['R2'])
    expect(blocking({ ...normal, densite: null }, second)).toEqual([])
  })

  it('R3 asks two views of each imaged breast, unless the lack is explained or a view is asked for', () => {
    const lacking = { ...first, images: images.slice(0, 3) }
    expect(blocking(normal, lacking)).toEqual(['R3'])
    expect(blocking(ofFiche({ technique: { ...ficheVide.technique, incidenceManquante: 'Épaule bloquée.' } }), lacking)).toEqual([])
    expect(blocking({ ...normal, rappelTechnique: { ...recall, cliches: [{ cote: 'G', incidence: 'OBLIQUE', motif: 'IMAGE_MANQUANTE', action: 'RETRANSMETTRE' }] } }, lacking)).toEqual([])
    expect([blocking(normal, { ...second, images: lacking.images }), alerts(normal, { ...second, images: lacking.images })]).toEqual([[], ['R3a']])
  })

  it('R3 lets a breast without any image be absent, and says so', () => {
    const left = { ...first, images: images.filter(({ imageLaterality }) => imageLaterality === 'L') }
    expect([blocking({ ...normal, acr: { D: null, G: 1 } }, left), alerts({ ...normal, acr: { D: null, G: 1 } }, left)]).toEqual([[], ['R3a']])
  })

  it('R4 lets ACR 0 stand only where the workup is refused or put off, with the reason', () => {
    expect(blocking(withLeft(0))).toEqual(['R4'])
    expect(blocking(withLeft(0, [mass], worked('ECHOGRAPHIE')))).toEqual(['R4'])
    expect(blocking(withLeft(0, [mass], { bdi: bdi({ realise: 'REFUS', raison: ' ' }) }))).toEqual(['R4b'])
    for (const realise of ['REFUS', 'DIFFERE'] as const) expect(blocking(withLeft(0, [mass], { bdi: bdi({ realise, raison: 'Échographie recommandée.' }) }))).toEqual([])
    expect(blocking({ ...normal, acr: { D: 0, G: 1 }, rappelTechnique: recall })).toEqual([])
  })

  it('R4 asks a workup where the category before it was 0', () => {
    expect(blocking(ofFiche({ acrAvantBilan: { D: 0, G: null } }))).toEqual(['R4a'])
    expect(blocking(ofFiche({ acrAvantBilan: { D: 0, G: null }, ...worked('ECHOGRAPHIE') }))).toEqual([])
  })

  it.each([3, 4] as const)('R5 asks of ACR %i a workup with the exams that the finding calls for', (acr) => {
    expect(blocking(withLeft(acr))).toEqual(['R5'])
    expect(blocking(withLeft(acr, [mass], worked('PROFIL')))).toEqual(['R5a'])
    expect(blocking(withLeft(acr, [mass], worked('ECHOGRAPHIE')))).toEqual([])
    expect(blocking(withLeft(acr, [cluster], worked('AGRANDI_FACE', 'ECHOGRAPHIE')))).toEqual(['R5a'])
    expect(blocking(withLeft(acr, [cluster], worked('AGRANDI_FACE', 'AGRANDI_PROFIL')))).toEqual([])
    expect(blocking(withLeft(acr, [{ ...mass, type: 'MASSE_AVEC_CALCIFICATIONS' }], worked('AGRANDI_FACE', 'AGRANDI_PROFIL')))).toEqual(['R5a'])
  })

  it('R5 asks at least a lateral view of ACR 5, as IV.B does', () => {
    expect(blocking(withLeft(5))).toEqual(['R5'])
    expect(blocking(withLeft(5, [mass], worked('ECHOGRAPHIE')))).toEqual(['R5a'])
    expect(blocking(withLeft(5, [mass], worked('PROFIL')))).toEqual([])
  })

  it('R6 forbids ACR 3 of what is new, has grown, or is seen on one view only', () => {
    const three = (over: Partial<Anomalie>) => blocking(withLeft(3, [{ ...mass, ...over }], worked('ECHOGRAPHIE')))
    expect([three({ evolution: 'NOUVELLE' }), three({ evolution: 'MAJOREE' }), three({ incidencesVisible: ['FACE'] }), three({ incidencesVisible: [], reperes: [mark('1.2')] })]).toEqual([['R6'], ['R6'], ['R6'], ['R6']])
    expect([three({ evolution: 'STABLE' }), three({ incidencesVisible: ['FACE'], reperes: [mark('1.4')] }), three({ incidencesVisible: [] })]).toEqual([[], [], []])
  })

  it('R7 derives the course from the most suspicious breast and forbids any other', () => {
    const of = (acr: 1 | 2 | 3 | 4 | 5) => allowedCats(withLeft(acr, [mass], worked('ECHOGRAPHIE', 'PROFIL')))
    expect(([1, 2, 3, 4, 5] as const).map(of)).toEqual([['L2'], ['L2'], ['SURVEILLANCE'], ['PRELEVEMENT', 'RCP'], ['PRELEVEMENT', 'RCP']])
    expect(blocking(ofFiche({ cat: 'SURVEILLANCE' }))).toEqual(['R7'])
    expect(blocking(withLeft(4, [mass], { ...worked('ECHOGRAPHIE'), cat: 'SURVEILLANCE' }))).toEqual(['R7'])
    expect(blocking(withLeft(4, [mass], { ...worked('ECHOGRAPHIE'), cat: 'RCP' }))).toEqual([])
    expect(catOf(withLeft(0, [mass], { bdi: bdi({ realise: 'REFUS', raison: 'x' }) }))).toBe('BILAN_RECOMMANDE')
  })

  it('R7 gives way to III.D: a clinical finding that the workup bore out chooses its own course beside ACR 1 or 2', () => {
    const confirmed = (cat: Fiche['cat']) => ofFiche({ ...abnormal, cat, bdi: bdi({ realise: 'OUI', motif: 'CLINIQUE', examens: ['ECHOGRAPHIE'], ecsConfirme: true }) })
    expect(blocking(confirmed(null))).toEqual(['R7a'])
    expect(blocking(confirmed('L2'))).toEqual(['R7'])
    expect([blocking(confirmed('PRELEVEMENT')), waysOf(confirmed('PRELEVEMENT'))]).toEqual([[], ['PRELEVEMENT']])
    expect(waysOf(confirmed('SURVEILLANCE'))).toEqual(['SURVEILLANCE'])
  })

  it('R8 calls a dense breast without a finding ACR 1 and nothing else', () => {
    for (const kind of [first, second]) {
      expect(blocking({ ...normal, densite: 3, acr: { D: 2, G: 1 }, commentaire: 'x' }, kind)).toEqual(['R8'])
      expect(blocking({ ...normal, densite: 2, acr: { D: 2, G: 1 }, commentaire: 'x' }, kind)).toEqual([])
      expect(blocking({ ...normal, densite: 4 }, kind)).toEqual([])
    }
    expect(blocking({ ...withLeft(2), densite: 4 })).toEqual([])
  })

  it('R9 asks the first reader to describe what is benign, and warns the second', () => {
    const benign: Avis = { ...normal, acr: { D: 2, G: 1 } }
    expect([blocking(benign), alerts(benign, second)]).toEqual([['R9'], ['R9']])
    expect(blocking({ ...benign, commentaire: 'Kyste huileux.' })).toEqual([])
    expect(blocking(withLeft(2))).toEqual([])
    expect(alerts({ ...normal, anomalies: [mass] })).toEqual(['R9a'])
  })

  it('R10 keeps the systematic ultrasound to normal exams and out of the workup', () => {
    const echo: Pick<Fiche, 'echoSystematique'> = { echoSystematique: { faite: true, resultat: 'ANORMALE', cat: '' } }
    expect(blocking(ofFiche(echo))).toEqual([])
    expect(goesToSecondReader(ofFiche(echo))).toBe(true)
    expect(blocking(ofFiche({ ...echo, ecs: { statut: 'NON_FAIT', anomalies: [] } }))).toEqual(['R10'])
    expect(blocking(withLeft(3, [mass], { ...echo, ...worked('ECHOGRAPHIE') }))).toEqual(['R10', 'R10a'])
  })

  it('R11 asks whether the workup bore out the clinical finding, and sends on what was not confirmed or was refused', () => {
    const answered = (ecsConfirme: boolean | null) => ofFiche({ ...abnormal, bdi: bdi({ realise: 'OUI', motif: 'CLINIQUE', examens: ['ECHOGRAPHIE'], ecsConfirme }) })
    expect(blocking(answered(null))).toEqual(['R11'])
    expect([blocking(answered(false)), waysOf(answered(false))]).toEqual([[], ['L2']])
    expect(waysOf(withLeft(0, [mass], { bdi: bdi({ realise: 'REFUS', raison: 'x' }) }))).toEqual(['L2'])
    expect(waysOf(withLeft(0, [mass], { bdi: bdi({ realise: 'DIFFERE', raison: 'x' }) }))).toEqual(['BILAN_DIFFERE'])
    expect(waysOf({ ...normal, rappelTechnique: recall })).toEqual(['CLICHES_A_REFAIRE'])
  })

  it('R20 warns of a text that describes a finding beside ACR 1, and not of one that denies it', () => {
    expect(alerts({ ...normal, commentaire: 'Masse du quadrant supéro-externe gauche.' })).toEqual(['R20'])
    expect(alerts({ ...normal, commentaire: 'Pas de masse ni de calcification, sans distorsion.' })).toEqual([])
    expect(alerts({ ...normal, commentaire: 'Masse.' }, second)).toEqual([])
  })
})

describe('the second reading', () => {
  it('R12 is negative just where both breasts are ACR 1 or 2 and no view is asked for', () => {
    for (const D of [0, 1, 2, 5] as const) for (const G of [0, 1, 2, 5] as const) for (const rappelTechnique of [null, recall]) {
      expect(decisionOf({ ...normal, acr: { D, G }, rappelTechnique }) === 'NEGATIF').toBe([D, G].every((acr) => acr === 1 || acr === 2) && rappelTechnique === null)
    }
    expect(blocking({ ...normal, examensProposes: ['PROFIL'] }, second)).toEqual(['R12'])
  })

  it('R13 lets a positive reading be ACR 0 or 5, and 3 or 4 only against a workup of the first reader', () => {
    const of = (acr: 0 | 3 | 4 | 5, context: SheetContext = second) => blocking({ ...positive, acr: { D: 1, G: acr } }, context)
    expect([of(0), of(5), of(3), of(4)]).toEqual([[], [], ['R13a'], ['R13a']])
    expect([of(3, { ...second, bdiL1: false }), of(3, { ...second, bdiL1: true })]).toEqual([['R13a'], []])
    expect(alerts({ ...positive, acr: { D: 1, G: 4 } }, { ...second, bdiL1: true })).toEqual(['R13d'])
  })

  it('R13 asks a positive reading for a finding on the scheme of that breast, and for exams', () => {
    expect(blocking({ ...positive, anomalies: [] }, second)).toEqual(['R13b'])
    expect(blocking({ ...positive, anomalies: [{ ...mass, schemaFace: null }] }, second)).toEqual(['R13b'])
    expect(blocking({ ...positive, anomalies: [{ ...mass, cote: 'D' }] }, second)).toEqual(['R13b'])
    expect(blocking({ ...positive, examensProposes: [] }, second)).toEqual(['R13c'])
  })

  it('R14 asks a technical recall what to do, and warns without consensus or beyond one in a hundred', () => {
    const recalled = (over: Partial<typeof recall> = {}): Avis => ({ ...normal, rappelTechnique: { ...recall, ...over } })
    expect(blocking(recalled({ consigne: ' ' }), second)).toEqual(['R14'])
    expect([blocking(recalled(), second), alerts(recalled(), second)]).toEqual([[], ['R14a']])
    expect([alerts(recalled({ consensus: true }), { ...second, tauxCti: 0.01 }), alerts(recalled({ consensus: true }), { ...second, tauxCti: 0.011 })]).toEqual([[], ['R14a']])
  })

  it('R15 refuses an ultrasound for density alone', () => {
    const dense: Avis = { ...normal, acr: { D: 0, G: 1 }, rappelTechnique: recall, examensProposes: ['ECHOGRAPHIE'] }
    expect(blocking(dense, second)).toEqual(['R15'])
    expect(blocking({ ...positive, examensProposes: ['ECHOGRAPHIE'] }, second)).toEqual([])
  })

  it('R16 refuses the first reader as second', () => {
    expect(blocking(normal, { ...second, reader: 'a', firstReader: 'a' })).toEqual(['R16'])
    expect([blocking(normal, { ...second, reader: 'a', firstReader: 'b' }), blocking(normal, { ...second, reader: 'a', firstReader: null }), blocking(normal, second)]).toEqual([[], [], []])
  })

  it('R17 refuses what was not all seen, or was read on an unfit workstation', () => {
    expect([blocking(normal, { ...second, imagesToutesVues: false }), blocking(normal, { ...second, posteConforme: false })]).toEqual([['R17'], ['R17']])
    expect(blocking(normal, { ...second, imagesToutesVues: true, posteConforme: true })).toEqual([])
  })

  it('R18 warns from the thirteenth day and never forbids', () => {
    expect([alerts(normal, { ...second, today: '2025-03-22' }), alerts(normal, { ...second, today: '2025-03-23' })]).toEqual([[], ['R18']])
    expect(blocking(normal, { ...second, today: '2026-03-23' })).toEqual([])
  })

  it('R19 forbids a mark on the other breast, or on an image of another exam', () => {
    expect(blocking({ ...positive, anomalies: [{ ...mass, reperes: [mark('1.1')] }] }, second)).toEqual(['R19'])
    expect(blocking({ ...positive, anomalies: [{ ...mass, reperes: [mark('9.9')] }] }, second)).toEqual(['R19'])
    expect(blocking({ ...positive, anomalies: [{ ...mass, reperes: [mark('1.2'), mark('1.4')] }] }, second)).toEqual([])
  })
})

describe('the table of rules', () => {
  it('has every number from R1 to R20 once at least, distinct names, and a sentence in both languages', () => {
    expect(new Set(sheetRules.map(({ id }) => id)).size).toBe(sheetRules.length)
    const numbers = new Set(sheetRules.map(({ id }) => Number(/\d+/.exec(id)?.[0])))
    for (let number = 1; number <= 20; number += 1) expect(numbers).toContain(number)
    for (const rule of sheetRules) expect([rule.fr.endsWith('.'), rule.en.endsWith('.')]).toEqual([true, true])
  })
})

describe('V2 what the second reader has before him', () => {
  it('is identity, interrogatoire, clinical examination and technique, and none of the conclusion', () => {
    const context = contexteOf({ ...examined, ...worked('ECHOGRAPHIE'), acrAvantBilan: { D: 0, G: 1 }, cat: 'L2', echoSystematique: { faite: true, resultat: 'NORMALE', cat: '' } })
    expect(Object.keys(context).sort()).toEqual(['bdiJoint', 'ecs', 'identification', 'interrogatoire', 'technique'])
    expect(context.bdiJoint).toBe(true)
    expect(JSON.stringify(context)).not.toMatch(/acr|densite|ECHOGRAPHIE|cat"|echo/i)
  })
})
