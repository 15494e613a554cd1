/** The edits that the sheet offers, as pure functions of the opinion: keys, buttons and tests share them.
 *  Nothing here judges the opinion; the rules of the sheet do. */
import type { Acr, Anomalie, Avis, Cote, ExamenPropose, RappelTechnique, Repere, TypeAnomalie } from '../../main/contract/index.ts'
import { type PointSchema, type ProposedPlace, type SchemeViewName, quadrantAt } from '../../main/domain/breast-scheme/index.ts'


export type Cliche = RappelTechnique['cliches'][number]

/** What « normal » records for each breast: 1 (nothing), or 2 where the reader prefers to say benign. */
export type NormalAcr = 1 | 2

export function withAcr(avis: Avis, cote: Cote, acr: Acr): Avis {
  return { ...avis, acr: { ...avis.acr, [cote]: acr } }
}

/** One key, one normal exam: each imaged breast gets its category. Density and comment stay: they are no anomaly. */
export function asNormal(avis: Avis, acr: NormalAcr, imaged: readonly Cote[]): Avis {
  const given = { D: imaged.includes('D') ? acr : null, G: imaged.includes('G') ? acr : null }
  return { ...avis, acr: given, anomalies: [], traces: untied(avis), rappelTechnique: null, examensProposes: [] }
}

/** What `asNormal` would take away, so that one key never erases work unasked. */
export function erasedByNormal(avis: Avis): { anomalies: number; cliches: number; examens: number } {
  return {
    anomalies: avis.anomalies.length,
    cliches: avis.rappelTechnique?.cliches.length ?? 0,
    examens: avis.examensProposes.length,
  }
}

export function newAnomalie(id: string, cote: Cote, type: TypeAnomalie): Anomalie {
  return { id, cote, type, quadrant: null, schemaFace: null, schemaProfil: null, reperes: [], tailleMm: null, precision: '' }
}

export function withAnomalie(avis: Avis, anomalie: Anomalie): Avis {
  const known = avis.anomalies.some((other) => other.id === anomalie.id)
  return {
    ...avis,
    // On another breast, what was drawn on the former one no longer shows it.
    traces: avis.traces.filter((trace) => trace.anomalieId !== anomalie.id || trace.cote === anomalie.cote),
    anomalies: known ? avis.anomalies.map((other) => (other.id === anomalie.id ? anomalie : other)) : [...avis.anomalies, anomalie],
  }
}

export function withoutAnomalie(avis: Avis, id: string): Avis {
  return { ...avis, anomalies: avis.anomalies.filter((anomalie) => anomalie.id !== id), traces: avis.traces.filter(({ anomalieId }) => anomalieId !== id) }
}

/** Marks that show no anomaly. */
function untied(avis: Avis): Avis['traces'] {
  return avis.traces.filter(({ anomalieId }) => anomalieId === null)
}

/** The place that the marks suggest, confirmed. The quadrant follows only where views from both directions speak. */
export function withProposedPlace(anomalie: Anomalie, { face, profil, across, height }: ProposedPlace): Anomalie {
  const isWhole = face !== null && across !== null && height !== null && across !== 'MIDDLE' && height !== 'MIDDLE'
  return {
    ...anomalie, schemaFace: anomalie.schemaFace ?? face, schemaProfil: anomalie.schemaProfil ?? profil,
    quadrant: anomalie.quadrant ?? (isWhole && anomalie.schemaFace === null ? quadrantAt(anomalie.cote, face) : null),
  }
}

/** Places the anomaly on one drawing. The face drawing also tells the quadrant while none was chosen by hand,
 *  that is while the quadrant is the one that the former mark stood for. */
export function placedOnScheme(anomalie: Anomalie, view: SchemeViewName, point: PointSchema): Anomalie {
  if (view === 'PROFIL') return { ...anomalie, schemaProfil: point }
  const follows = anomalie.quadrant === null || (anomalie.schemaFace !== null && quadrantAt(anomalie.cote, anomalie.schemaFace) === anomalie.quadrant)
  return { ...anomalie, schemaFace: point, quadrant: follows ? quadrantAt(anomalie.cote, point) : anomalie.quadrant }
}

/** Another breast, another place: what was placed on the former one no longer holds. */
export function movedToCote(anomalie: Anomalie, cote: Cote): Anomalie {
  if (cote === anomalie.cote) return anomalie
  return { ...anomalie, cote, quadrant: null, schemaFace: null, schemaProfil: null, reperes: [] }
}

export function withRepere(anomalie: Anomalie, repere: Repere): Anomalie {
  return { ...anomalie, reperes: [...anomalie.reperes, repere].slice(0, 20) }
}

export function withExamenToggled(avis: Avis, examen: ExamenPropose): Avis {
  const proposed = avis.examensProposes
  return { ...avis, examensProposes: proposed.includes(examen) ? proposed.filter((other) => other !== examen) : [...proposed, examen] }
}

/** Checks or unchecks one view of the technical recall; without any view there is no recall. */
export function withClicheToggled(rappel: RappelTechnique | null, cote: Cote, incidence: Cliche['incidence']): RappelTechnique | null {
  const cliches = rappel?.cliches ?? []
  const known = cliches.some((cliche) => cliche.cote === cote && cliche.incidence === incidence)
  const next: Cliche[] = known
    ? cliches.filter((cliche) => cliche.cote !== cote || cliche.incidence !== incidence)
    : [...cliches, { cote, incidence, motif: 'POSITIONNEMENT', action: 'REFAIRE' }]
  return next.length === 0 ? null : { consigne: '', ...rappel, cliches: next }
}

export function withCliche(rappel: RappelTechnique, index: number, change: Partial<Cliche>): RappelTechnique {
  return { ...rappel, cliches: rappel.cliches.map((cliche, at) => (at === index ? { ...cliche, ...change } : cliche)) }
}

export function sameAvis(one: Avis, other: Avis): boolean {
  return JSON.stringify(canonical(one)) === JSON.stringify(canonical(other))
}

function canonical(avis: Avis) {
  return {
    acr: [avis.acr.D, avis.acr.G],
    densite: avis.densite,
    anomalies: avis.anomalies.map((a) => [a.id, a.cote, a.type, a.quadrant, a.schemaFace?.x, a.schemaFace?.y, a.schemaProfil?.x, a.schemaProfil?.y, a.reperes.map((r) => [r.sopInstanceUID, r.frame, r.column, r.row]), a.tailleMm, a.precision, a.evolution, [...(a.incidencesVisible ?? [])].sort()]),
    traces: avis.traces.map((trace) => JSON.stringify(trace)),
    fiche: avis.fiche,
    rappel: avis.rappelTechnique === null ? null : [avis.rappelTechnique.cliches.map((c) => [c.cote, c.incidence, c.motif, c.action]), avis.rappelTechnique.consigne, avis.rappelTechnique.consensus],
    examens: [...avis.examensProposes].sort(),
    commentaire: avis.commentaire,
  }
}
