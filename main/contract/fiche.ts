/** What the national interpretation sheet holds beside the opinion (cahier des charges des radiologues, annexe III-B:
 *  II.A, III, IV.B, V.B, annexe 3): identification, interrogatoire, clinical examination (ECS), technique, immediate
 *  diagnostic workup (BDI) and course of action, as the first reader fills them; and the deferred workup (BDD).
 *  Everything may be left open in a draft; the rules of `domain/sheet` say what a signed sheet must hold.
 *  `contexteL1` is the part that a second reader has before him while blind; nothing else of the sheet may be there. */
import { z } from 'zod'
import { acr, acrDefinitif, cote, incidence, pointSchema, quadrant } from './avis-words.ts'
import { day } from './ids.ts'

export const ouiNonNsp = z.enum(['OUI', 'NON', 'NSP'])
export type OuiNonNsp = z.infer<typeof ouiNonNsp>

/** « Localisation (schéma obligatoire) » of what was seen or felt on the woman, not on an image. */
export const localisation = z.strictObject({ cote, quadrant: quadrant.nullable(), schemaFace: pointSchema.nullable(), schemaProfil: pointSchema.nullable() })
export type Localisation = z.infer<typeof localisation>

/** What the images do not say of the woman and of her exam. Name, birth date and exam date are those of the images. */
export const identification = z.strictObject({
  numeroDossier: z.string().max(40),
  numeroPriseEnCharge: z.string().max(40),
  ins: z.string().max(22),
  departementResidence: z.string().max(3),
  /** Régime d’assurance maladie. */
  organisme: z.string().max(80),
  modeEntree: z.enum(['INVITATION', 'PRESCRIPTION', 'DEMANDE']).nullable(),
  medecins: z.array(z.strictObject({ role: z.enum(['MG', 'GYN', 'AUTRE']), nom: z.string().max(80) })).max(6),
  aucunMedecinDesigne: z.boolean(),
  mammobile: z.boolean(),
})

export const antecedentPersonnel = z.enum(['AUCUN', 'CANCER_SEIN_TRAITE', 'CHIR_BENIGNE', 'LESION_A_RISQUE', 'RADIOTHERAPIE_THORAX'])
export const antecedentFamilial = z.enum(['AUCUN', 'MERE', 'SOEUR', 'FILLE', 'AUTRE'])

export const interrogatoire = z.strictObject({
  mammoAnterieure: ouiNonNsp.nullable(),
  dateMammoAnterieure: day.nullable(),
  anterieureDansDO: ouiNonNsp.nullable(),
  ths: ouiNonNsp.nullable(),
  antecedentsPersonnels: z.array(antecedentPersonnel).max(5),
  antecedentsFamiliaux: z.array(antecedentFamilial).max(5),
  prothese: z.array(cote).max(2),
  chirurgiePlastique: z.array(cote).max(2),
  traumatisme: z.array(cote).max(2),
  cicatrices: z.array(localisation).max(12),
  risqueEleveSansSuivi: z.boolean(),
  precision: z.string().max(500),
})

/** Examen clinique des seins: only what justifies a workup counts as « anormal » (III.B). */
export const ecs = z.strictObject({
  statut: z.enum(['NON_FAIT', 'NORMAL_OU_BENIN', 'ANORMAL']).nullable(),
  anomalies: z.array(z.strictObject({ id: z.uuid(), libelle: z.string().max(200), localisation })).max(12),
})
export type Ecs = z.infer<typeof ecs>

const cliche = z.strictObject({ cote, incidence })
export const materiel = z.enum(['DR', 'CR', 'BALAYAGE', 'TOMO_3D_2DS'])

export const technique = z.strictObject({
  materiel: materiel.nullable(),
  lectureL1: z.enum(['CONSOLE', 'FILM_IMPRIME']),
  /** Views that the first reader had made again (CTI of L1). */
  refaits: z.array(cliche).max(12),
  /** Why a view of an imaged breast is missing; empty where none is. */
  incidenceManquante: z.string().max(300),
  anterioritesComparees: z.boolean().nullable(),
})

/** Systematic ultrasound of a normal dense breast (IV.B): bilateral and complete, apart from the workup. */
export const echoSystematique = z.discriminatedUnion('faite', [
  z.strictObject({ faite: z.literal(false) }),
  z.strictObject({ faite: z.literal(true), resultat: z.enum(['NORMALE', 'ANORMALE']), cat: z.string().max(200) }),
])

export const examenBdi = z.enum(['AGRANDI_FACE', 'AGRANDI_PROFIL', 'PROFIL', 'COMPRESSION', 'ECHOGRAPHIE', 'CYTOPONCTION', 'ANTERIORITES', 'AUTRE'])
export type ExamenBdi = z.infer<typeof examenBdi>

export const bdi = z.strictObject({
  realise: z.enum(['NON', 'OUI', 'REFUS', 'DIFFERE']),
  motif: z.enum(['RADIOLOGIQUE', 'CLINIQUE', 'LES_DEUX']).nullable(),
  examens: z.array(examenBdi).max(8),
  documentsJoints: z.boolean(),
  /** Why it was refused or put off, and what is recommended. */
  raison: z.string().max(500),
  /** Abnormal clinical examination: whether the workup bore it out. Null while not said. */
  ecsConfirme: z.boolean().nullable(),
})
export type Bdi = z.infer<typeof bdi>

/** Conduite à tenir. Derived from the definitive ACR; given by hand only where the law leaves a choice. */
export const cat = z.enum(['L2', 'SURVEILLANCE', 'PRELEVEMENT', 'RCP', 'BILAN_RECOMMANDE'])
export type Cat = z.infer<typeof cat>

export const fiche = z.strictObject({
  identification, interrogatoire, ecs, technique, echoSystematique,
  /** Before the workup; null: the category of the opinion, there was none. */
  acrAvantBilan: z.strictObject({ D: acr.nullable(), G: acr.nullable() }),
  bdi,
  cat: cat.nullable(),
  delaiSurveillanceMois: z.number().int().min(1).max(24).nullable(),
})
export type Fiche = z.infer<typeof fiche>

/** What the second reader sees of the sheet in the blind phase (table of visibility, second row). Of the workup only
 *  that documents of one are joined: neither its exams nor its result. */
export const contexteL1 = z.strictObject({ identification, interrogatoire, ecs, technique, bdiJoint: z.boolean() })
export type ContexteL1 = z.infer<typeof contexteL1>

/** Bilan de diagnostic différé: the separate sheet (A4) that the first reader sends back after a positive L2 (V.C). */
export const bdd = z.strictObject({
  radiologue: z.string().max(80),
  date: day,
  examens: z.array(examenBdi).min(1).max(8),
  acrDefinitif: z.strictObject({ D: acrDefinitif.nullable(), G: acrDefinitif.nullable() }),
  cat: z.enum(['FIN', 'SURVEILLANCE', 'PRELEVEMENT', 'RCP']),
  imagesJointes: z.boolean(),
  commentaire: z.string().max(2000),
})
export type Bdd = z.infer<typeof bdd>

export const ficheVide: Fiche = {
  identification: { numeroDossier: '', numeroPriseEnCharge: '', ins: '', departementResidence: '', organisme: '', modeEntree: null, medecins: [], aucunMedecinDesigne: false, mammobile: false },
  interrogatoire: {
    mammoAnterieure: null, dateMammoAnterieure: null, anterieureDansDO: null, ths: null, antecedentsPersonnels: [], antecedentsFamiliaux: [],
    prothese: [], chirurgiePlastique: [], traumatisme: [], cicatrices: [], risqueEleveSansSuivi: false, precision: '',
  },
  ecs: { statut: null, anomalies: [] },
  technique: { materiel: null, lectureL1: 'CONSOLE', refaits: [], incidenceManquante: '', anterioritesComparees: null },
  echoSystematique: { faite: false },
  acrAvantBilan: { D: null, G: null },
  bdi: { realise: 'NON', motif: null, examens: [], documentsJoints: false, raison: '', ecsConfirme: null },
  cat: null,
  delaiSurveillanceMois: null,
}
