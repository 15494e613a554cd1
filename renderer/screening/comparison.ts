/** What differs between the reader's frozen opinion and the first reader's, line by line.
 *  Two anomalies are held to be the same one when side and type agree and their places are near on the sheet. */
import type { Anomalie, Avis } from '../../main/contract/index.ts'

export interface AnomaliePair {
  readonly mine: Anomalie | null
  readonly theirs: Anomalie | null
}

export interface Comparison {
  readonly acrD: boolean
  readonly acrG: boolean
  readonly densite: boolean
  readonly anomalies: boolean
  readonly rappelTechnique: boolean
  readonly examensProposes: boolean
  readonly commentaire: boolean
  /** Lines that differ, the comment left out: free words always do. */
  readonly differences: number
  readonly pairs: readonly AnomaliePair[]
}

/** Each field is true where the two opinions differ. */
export function compareAvis(mine: Avis, theirs: Avis): Comparison {
  const pairs = pairAnomalies(mine.anomalies, theirs.anomalies)
  const lines = {
    acrD: mine.acr.D !== theirs.acr.D,
    acrG: mine.acr.G !== theirs.acr.G,
    densite: mine.densite !== theirs.densite,
    anomalies: pairs.some((pair) => pair.mine === null || pair.theirs === null),
    rappelTechnique: viewsOf(mine) !== viewsOf(theirs),
    examensProposes: [...mine.examensProposes].sort().join() !== [...theirs.examensProposes].sort().join(),
  }
  return {
    ...lines,
    commentaire: mine.commentaire.trim() !== theirs.commentaire.trim(),
    differences: Object.values(lines).filter(Boolean).length,
    pairs,
  }
}

function viewsOf(avis: Avis): string {
  return (avis.rappelTechnique?.cliches ?? []).map((cliche) => `${cliche.cote} ${cliche.incidence}`).sort().join()
}

/** A fifth of the drawing: marks set by two hands on one lesion fall nearer than that. */
const NEAR = 0.2

function pairAnomalies(mine: readonly Anomalie[], theirs: readonly Anomalie[]): AnomaliePair[] {
  const left = [...theirs]
  const pairs: AnomaliePair[] = mine.map((own) => {
    const at = left.findIndex((other) => other.cote === own.cote && other.type === own.type && isNear(own, other))
    return { mine: own, theirs: at === -1 ? null : (left.splice(at, 1)[0] ?? null) }
  })
  return [...pairs, ...left.map((other) => ({ mine: null, theirs: other }))]
}

function isNear(one: Anomalie, other: Anomalie): boolean {
  if (one.schemaFace !== null && other.schemaFace !== null) {
    return Math.hypot(one.schemaFace.x - other.schemaFace.x, one.schemaFace.y - other.schemaFace.y) <= NEAR
  }
  return one.quadrant === null || other.quadrant === null || one.quadrant === other.quadrant
}
