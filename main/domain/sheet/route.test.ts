/** R11 over whatever can be written on a sheet: what breaks no blocking rule has exactly one way. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acr, avis as avisSchema, avisVide, bdi, cat, ficheVide, typeAnomalie, type Anomalie, type Avis, type Fiche } from '../../contract/index.ts'
import { examineAvis, waysOf, type SheetImage } from './index.ts'

const image = (sop: string, laterality: 'R' | 'L', viewPosition: string) => ({ sopInstanceUID: sop, imageLaterality: laterality, viewPosition, viewCode: null, rows: 4, columns: 4, numberOfFrames: 1 }) as unknown as SheetImage
const images = [image('1.1', 'R', 'CC'), image('1.2', 'L', 'CC'), image('1.3', 'R', 'MLO'), image('1.4', 'L', 'MLO')]

const category = fc.constantFrom(null, ...acr.options.map(({ value }) => value))
const somewhere = fc.constantFrom(null, { x: 0.4, y: 0.4 })
const anomaly: fc.Arbitrary<Anomalie> = fc.record({
  id: fc.uuid(), cote: fc.constantFrom('D', 'G'), type: fc.constantFrom(...typeAnomalie.options), quadrant: fc.constant(null), schemaFace: somewhere, schemaProfil: fc.constant(null),
  reperes: fc.constant([]), tailleMm: fc.constant(null), precision: fc.constant(''), evolution: fc.constantFrom('STABLE', 'NOUVELLE'), incidencesVisible: fc.constantFrom(['FACE', 'OBLIQUE'], ['FACE']),
})
const sheet: fc.Arbitrary<Fiche> = fc.record({
  statut: fc.constantFrom(null, 'NON_FAIT', 'NORMAL_OU_BENIN', 'ANORMAL'), felt: fc.boolean(), realise: fc.constantFrom(...bdi.shape.realise.options), raison: fc.constantFrom('', 'Recommandé.'),
  examens: fc.constantFrom<Fiche['bdi']['examens'][]>([], ['ECHOGRAPHIE'], ['AGRANDI_FACE', 'AGRANDI_PROFIL', 'PROFIL', 'ECHOGRAPHIE']), ecsConfirme: fc.constantFrom(null, true, false),
  chosen: fc.constantFrom(null, null, ...cat.options), before: category, echo: fc.boolean(),
}).map(({ statut, felt, realise, raison, examens, ecsConfirme, chosen, before, echo }): Fiche => ({
  ...ficheVide,
  ecs: { statut, anomalies: felt ? [{ id: '6a4c3a57-6f0a-4d53-9d53-0f3f4ac0e001', libelle: '', localisation: { cote: 'G', quadrant: null, schemaFace: { x: 0.4, y: 0.4 }, schemaProfil: null } }] : [] },
  bdi: { realise, motif: null, examens, documentsJoints: false, raison, ecsConfirme }, cat: chosen, acrAvantBilan: { D: null, G: before },
  echoSystematique: echo ? { faite: true, resultat: 'NORMALE', cat: '' } : { faite: false },
}))
const opinion: fc.Arbitrary<Avis> = fc.record({
  D: fc.oneof(fc.constant(1 as const), category), G: category, densite: fc.constantFrom(null, 2 as const, 4 as const), anomalies: fc.array(anomaly, { maxLength: 3 }), fiche: sheet,
  recalled: fc.constantFrom(false, false, true), commentaire: fc.constantFrom('', 'Bénin.'),
}).map(({ D, G, densite, anomalies, fiche, recalled, commentaire }) => ({
  ...avisVide, acr: { D, G }, densite, anomalies, fiche, commentaire,
  rappelTechnique: recalled ? { cliches: [{ cote: 'G', incidence: 'FACE', motif: 'FLOU', action: 'REFAIRE' }], consigne: 'Refaire.' } : null,
}))

describe('the way of an exam', () => {
  it('R11 is exactly one for every sheet of the first reader that breaks no blocking rule', () => {
    const met = new Map<string, number>()
    fc.assert(fc.property(opinion, (avis) => {
      if (examineAvis(avis, { kind: 'FIRST', images, studyDate: null, today: '2025-03-12' }).some(({ blocking }) => blocking)) return
      const ways = waysOf(avis)
      expect(ways).toHaveLength(1)
      for (const way of ways) met.set(way, (met.get(way) ?? 0) + 1)
    }), { numRuns: 20_000, seed: 417 })
    // Worth something only if every way was met.
    expect([...met.keys()].sort()).toEqual(['BILAN_DIFFERE', 'CLICHES_A_REFAIRE', 'L2', 'PRELEVEMENT', 'SURVEILLANCE'])
  })

  it('is read the same from an opinion that was sealed before the sheet was whole', () => {
    const { fiche: _, ...before } = { ...avisVide, acr: { D: 1 as const, G: 2 as const } }
    expect(waysOf(avisSchema.parse(before))).toEqual(['L2'])
    expect(waysOf(avisSchema.parse({ ...before, acr: { D: 1, G: 0 } }))).toEqual([])
  })
})
