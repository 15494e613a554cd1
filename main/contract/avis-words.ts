/** The small words that opinion and sheet share: side, category, view, quadrant, place on the scheme. */
import { z } from 'zod'

export const cote = z.enum(['D', 'G'])
export type Cote = z.infer<typeof cote>

/** ACR categories of the programme: 4a/4b/4c and 6 are not offered (annexe 2). */
export const acr = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])
export type Acr = z.infer<typeof acr>
/** After a workup: ACR 0 is provisional. */
export const acrDefinitif = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])

export const densite = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
export type Densite = z.infer<typeof densite>

export const incidence = z.enum(['FACE', 'OBLIQUE', 'PROFIL', 'FACE_TOURNEE_EXT', 'COMPRESSION_LOCALISEE', 'AGRANDI_FACE', 'AGRANDI_PROFIL', 'EKLUND_ID', 'AUTRE'])
export type Incidence = z.infer<typeof incidence>

export const quadrant = z.enum(['QSE', 'QSI', 'QIE', 'QII', 'UNION_SUP', 'UNION_INF', 'UNION_EXT', 'UNION_INT', 'RETRO_AREOLAIRE', 'CENTRAL', 'PROLONGEMENT_AXILLAIRE'])

/** A place on the scheme: 0..1 of its width and height. Face: viewed from the front. Profil: the side itself. */
export const pointSchema = z.strictObject({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) })
