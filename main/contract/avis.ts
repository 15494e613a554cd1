/** The reader's opinion on a screening mammogram: the fields of the national interpretation sheet that speak of the
 *  images (cahier des charges des radiologues, annexe III-B). French names, as on the sheet. The rest of the first
 *  reader's sheet hangs on it as `fiche`. */
import { z } from 'zod'
import { acr, cote, densite, incidence, pointSchema, quadrant } from './avis-words.ts'
import { fiche } from './fiche.ts'
import { sopInstanceUID } from './ids.ts'

export * from './avis-words.ts'

export const typeAnomalie = z.enum(['MASSE', 'CALCIFICATIONS', 'MASSE_AVEC_CALCIFICATIONS', 'DISTORSION', 'ASYMETRIE_FOCALE', 'AUTRE'])
export type TypeAnomalie = z.infer<typeof typeAnomalie>

/** A place on one image: column and row of the stored pixel matrix, origin at the top left pixel's corner. */
export const repere = z.strictObject({
  sopInstanceUID,
  frame: z.number().int().positive(),
  column: z.number(),
  row: z.number(),
})
export type Repere = z.infer<typeof repere>

/** A place in the stored pixel matrix, as in `repere`. */
export const pointImage = z.strictObject({ column: z.number(), row: z.number() })
export type PointImage = z.infer<typeof pointImage>

const traceCommun = {
  id: z.uuid(),
  sopInstanceUID,
  frame: z.number().int().positive(),
  /** Breast that the mark speaks of; null where the image shows none (CT, radiograph). */
  cote: cote.nullable(),
  /** The anomaly that it shows; null for a mark that stands for itself. */
  anomalieId: z.uuid().nullable(),
}
const paire = z.tuple([pointImage, pointImage])

/** What the reader drew on one frame of one image, in pixels of the stored matrix. Points alone are `reperes`. */
export const trace = z.discriminatedUnion('forme', [
  /** Ends of the two axes, the longer one first (as the ELLIPSE of PS3.3 C.10.5). */
  z.strictObject({ ...traceCommun, forme: z.literal('ELLIPSE'), grandAxe: paire, petitAxe: paire }),
  /** A closed outline; the last point joins the first. */
  z.strictObject({ ...traceCommun, forme: z.literal('LIBRE'), points: z.array(pointImage).min(3).max(2000) }),
  z.strictObject({ ...traceCommun, forme: z.literal('LONGUEUR'), de: pointImage, a: pointImage }),
])
export type Trace = z.infer<typeof trace>

export const evolution = z.enum(['NOUVELLE', 'STABLE', 'MAJOREE', 'SANS_ANTERIORITE'])
export type Evolution = z.infer<typeof evolution>

export const anomalie = z.strictObject({
  id: z.uuid(),
  cote,
  type: typeAnomalie,
  quadrant: quadrant.nullable(),
  schemaFace: pointSchema.nullable(),
  schemaProfil: pointSchema.nullable(),
  reperes: z.array(repere).max(20),
  /** Largest diameter, millimetres. */
  tailleMm: z.number().positive().max(300).nullable(),
  precision: z.string().max(500),
  /** Against the priors. */
  evolution: evolution.optional(),
  /** Views on which it is seen, beside those that carry its marks. */
  incidencesVisible: z.array(incidence).max(9).optional(),
})
export type Anomalie = z.infer<typeof anomalie>

export const motifRappel = z.enum(['POSITIONNEMENT', 'FLOU', 'EXPOSITION', 'COMPRESSION', 'GLANDE_NON_DEGAGEE', 'ARTEFACT', 'TRAITEMENT_IMAGE', 'IMPRESSION', 'IMAGE_MANQUANTE', 'AUTRE'])
export type MotifRappel = z.infer<typeof motifRappel>

export const actionRappel = z.enum(['REFAIRE', 'REIMPRIMER', 'RETRANSMETTRE'])
export type ActionRappel = z.infer<typeof actionRappel>

/** Cliché techniquement insuffisant: which view, why, what to do. */
export const rappelTechnique = z.strictObject({
  cliches: z.array(z.strictObject({ cote, incidence, motif: motifRappel, action: actionRappel })).min(1).max(12),
  consigne: z.string().max(1000),
  /** Advised, never required (V.D): another second reader saw these views and agrees. */
  consensus: z.boolean().optional(),
})
export type RappelTechnique = z.infer<typeof rappelTechnique>

export const examenPropose = z.enum(['PROFIL', 'AGRANDISSEMENT', 'COMPRESSION', 'ECHOGRAPHIE', 'ANTERIORITES', 'AUTRE'])
export type ExamenPropose = z.infer<typeof examenPropose>

/** A draft may be incomplete (nulls); the rules of `domain/sheet` say what a frozen or signed one must hold. */
export const avis = z.strictObject({
  acr: z.strictObject({ D: acr.nullable(), G: acr.nullable() }),
  densite: densite.nullable(),
  anomalies: z.array(anomalie).max(30),
  /** Absent from what was saved or sealed before marks were kept. */
  traces: z.array(trace).max(200).default([]),
  rappelTechnique: rappelTechnique.nullable(),
  examensProposes: z.array(examenPropose),
  commentaire: z.string().max(4000),
  /** Filled by the first reader; null in a second reading, and absent from what was saved or sealed before. */
  fiche: fiche.nullable().default(null),
})
export type Avis = z.infer<typeof avis>

export const avisVide: Avis = {
  acr: { D: null, G: null },
  densite: null,
  anomalies: [],
  traces: [],
  rappelTechnique: null,
  examensProposes: [],
  commentaire: '',
  fiche: null,
}
