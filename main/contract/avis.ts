/** The reader's opinion on a screening mammogram: the fields of the national interpretation sheet that
 *  this program fills (cahier des charges des radiologues, annexe III-B). French names, as on the sheet. */
import { z } from 'zod'
import { sopInstanceUID } from './ids.ts'

export const cote = z.enum(['D', 'G'])
export type Cote = z.infer<typeof cote>

/** ACR categories of the programme: 4a/4b/4c and 6 are not offered (annexe 2). */
export const acr = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])
export type Acr = z.infer<typeof acr>

export const densite = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
export type Densite = z.infer<typeof densite>

export const incidence = z.enum(['FACE', 'OBLIQUE', 'PROFIL', 'AUTRE'])
export type Incidence = z.infer<typeof incidence>

export const quadrant = z.enum(['QSE', 'QSI', 'QIE', 'QII', 'RETRO_AREOLAIRE', 'CENTRAL', 'PROLONGEMENT_AXILLAIRE'])
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

/** A place on the scheme: 0..1 of its width and height. Face: viewed from the front. Profil: the side itself. */
export const pointSchema = z.strictObject({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) })

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
})
export type Anomalie = z.infer<typeof anomalie>

export const motifRappel = z.enum(['POSITIONNEMENT', 'FLOU', 'EXPOSITION', 'COMPRESSION', 'GLANDE_NON_DEGAGEE', 'ARTEFACT', 'TRAITEMENT_IMAGE', 'IMAGE_MANQUANTE', 'AUTRE'])
export type MotifRappel = z.infer<typeof motifRappel>

/** Cliché techniquement insuffisant: which view, why, what to do. */
export const rappelTechnique = z.strictObject({
  cliches: z.array(z.strictObject({ cote, incidence, motif: motifRappel, action: z.enum(['REFAIRE', 'RETRANSMETTRE']) })).min(1).max(12),
  consigne: z.string().max(1000),
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
}
