/** Who sees what of an exam in the programme: the visibility table as data, one row per kind of information, and the
 *  question asked of it. Main asks before it answers; what is denied is absent from the payload. */
import { lectureOf, type Dossier } from './dossier.ts'
import { courses } from './parameters.ts'

/** As whom somebody stands before an exam. `AUCUN`: neither reads it nor answers for it. */
export type Seer = 'L2_AVEUGLE' | 'L2_APRES' | 'L1' | 'ARBITRE' | 'COORDINATEUR' | 'EXTERIEUR' | 'AUCUN'

export type Sight =
  | 'oui' | 'non'
  /** One's own alone. */
  | 'propre'
  /** That there is a workup, not what it found. */
  | 'existence'
  /** Once the exam is final, the second reader by code only. */
  | 'definitif-code'
  /** Only while consulting each other. */
  | 'consensus'
  /** Of the two readers of an arbitration, by code. */
  | 'opposes-code'
  /** Where the centre has chosen so. */
  | 'option'
  /** Counts without the exam. */
  | 'statistiques'
  /** By the first reader's report or the result's letter, never from here. */
  | 'par-lettre'

export type Datum = 'IMAGES' | 'IDENTITE' | 'CONCLUSION_L1' | 'BDI' | 'CAD' | 'AVIS_L2' | 'AUTRES_AVIS_L2' | 'STATISTIQUES' | 'AUTRE_LECTURE'

export interface VisibilityRow {
  readonly id: `V${number}`
  readonly datum: Datum
  readonly what: string
  readonly to: Readonly<Record<Seer, Sight>>
}

const row = (id: VisibilityRow['id'], datum: Datum, what: string, L2_AVEUGLE: Sight, L2_APRES: Sight, L1: Sight, ARBITRE: Sight, COORDINATEUR: Sight, EXTERIEUR: Sight): VisibilityRow =>
  ({ id, datum, what, to: { L2_AVEUGLE, L2_APRES, L1, ARBITRE, COORDINATEUR, EXTERIEUR, AUCUN: 'non' } })

export const visibilityRows: readonly VisibilityRow[] = [
  row('V1', 'IMAGES', 'images, complementary views that are not magnified, priors', 'oui', 'oui', 'oui', 'oui', 'oui', 'par-lettre'),
  row('V2', 'IDENTITE', 'identity, anamnesis, clinical examination, implants, scars, technique', 'oui', 'oui', 'oui', 'oui', 'oui', 'non'),
  row('V3', 'CONCLUSION_L1', 'density, ACR, anomalies and comment of the first reader', 'non', 'oui', 'oui', 'non', 'oui', 'par-lettre'),
  row('V4', 'BDI', 'views, ultrasound and result of the immediate workup', 'existence', 'oui', 'oui', 'oui', 'oui', 'par-lettre'),
  row('V5', 'CAD', 'findings of a machine', 'non', 'option', 'non', 'option', 'statistiques', 'non'),
  row('V6', 'AVIS_L2', 'opinion of the second reader', 'propre', 'propre', 'definitif-code', 'opposes-code', 'definitif-code', 'par-lettre'),
  row('V7', 'AUTRES_AVIS_L2', 'opinions of consulted second readers', 'non', 'consensus', 'non', 'non', 'oui', 'non'),
  row('V8', 'STATISTIQUES', 'figures of a reader', 'propre', 'propre', 'propre', 'propre', 'oui', 'non'),
  row('V9', 'AUTRE_LECTURE', 'that the other of two independent readings exists, and how far it is', 'non', 'non', 'non', 'oui', 'oui', 'non'),
]

const rowOf = new Map(visibilityRows.map((one) => [one.datum, one]))

export interface Viewer {
  readonly id: string
  readonly coordinator: boolean
  /** Has the exam before him as its arbiter; refused to its readers. */
  readonly arbitrates?: boolean
}

/** A reader of the exam stands before it as a reader, whatever other role the account has. */
export function seerOf(dossier: Dossier, { id, coordinator, arbitrates = false }: Viewer): Seer {
  const { blind, reveals } = courses[dossier.policy]
  const lecture = lectureOf(dossier, id)
  if (lecture !== null) return !blind || (reveals && lecture.revealed) ? 'L2_APRES' : 'L2_AVEUGLE'
  const asking = dossier.lectures.find(({ consensus, state }) => consensus?.invited === id && state === 'CONSENSUS_EN_COURS')
  if (asking !== undefined) return !blind || asking.revealed ? 'L2_APRES' : 'L2_AVEUGLE'
  if (id === dossier.first) return 'L1'
  if (dossier.versions.some(({ place, reader, round }) => place === 'ARBITRE' && reader === id && round === dossier.round) || (arbitrates && dossier.own === 'ARBITRAGE' && !dossier.haveRead.includes(id))) return 'ARBITRE'
  // Who has left the exam unfinished may come back to it blind.
  if (dossier.drafts.includes(id) && !dossier.haveRead.includes(id)) return 'L2_AVEUGLE'
  return coordinator ? 'COORDINATEUR' : 'AUCUN'
}

/** @param whose for opinions and figures: the account that they are of. */
export function sees(dossier: Dossier, viewer: Viewer, datum: Datum, whose: string = viewer.id, option = false): boolean {
  const seer = seerOf(dossier, viewer)
  // An opinion of one's own stays one's own, wherever the exam went.
  if ((datum === 'AVIS_L2' || datum === 'STATISTIQUES') && whose === viewer.id) return true
  switch (rowOf.get(datum)?.to[seer] ?? 'non') {
    case 'oui': return true
    case 'option': return option
    case 'definitif-code': return dossier.issue !== null && dossier.versions.some(({ reader }) => reader === whose)
    case 'opposes-code': return dossier.versions.some(({ reader, place, round }) => reader === whose && place !== 'ARBITRE' && round === dossier.round)
    case 'consensus': return dossier.lectures.some(({ reader, consensus, state }) => state === 'CONSENSUS_EN_COURS' && (reader === viewer.id ? consensus?.invited === whose : consensus?.invited === viewer.id && reader === whose))
    case 'propre': return whose === viewer.id
    case 'non': case 'existence': case 'statistiques': case 'par-lettre': return false
  }
}
