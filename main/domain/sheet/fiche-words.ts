/** The words of the sheet's own codes, beside those of the opinion: one list for screen and print. */
import type { Bdd, Bdi, Cat, Ecs, Evolution, ExamenBdi, Fiche, OuiNonNsp } from '../../contract/index.ts'
import type { Way } from './route.ts'
import type { Words } from './words.ts'

type Of<T> = Readonly<Record<Extract<T, string>, Words>>

export const ouiNonWords: Of<OuiNonNsp> = {
  OUI: { fr: 'Oui', en: 'Yes' }, NON: { fr: 'Non', en: 'No' }, NSP: { fr: 'Ne sait pas', en: 'Not known' },
}
export const ecsWords: Of<Ecs['statut']> = {
  NON_FAIT: { fr: 'Non fait', en: 'Not done' }, NORMAL_OU_BENIN: { fr: 'Normal ou bénin', en: 'Normal or benign' }, ANORMAL: { fr: 'Anormal', en: 'Abnormal' },
}
export const materielWords: Of<Fiche['technique']['materiel']> = {
  DR: { fr: 'Numérique plein champ (DR)', en: 'Full field digital (DR)' }, CR: { fr: 'Plaques (CR)', en: 'Plates (CR)' },
  BALAYAGE: { fr: 'À balayage', en: 'Scanning' }, TOMO_3D_2DS: { fr: 'Tomosynthèse et 2D synthétique', en: 'Tomosynthesis with synthetic 2D' },
}
export const lectureWords: Of<Fiche['technique']['lectureL1']> = {
  CONSOLE: { fr: 'Console', en: 'Workstation' }, FILM_IMPRIME: { fr: 'Films imprimés', en: 'Printed films' },
}
export const modeEntreeWords: Of<Fiche['identification']['modeEntree']> = {
  INVITATION: { fr: 'Invitation', en: 'Invitation' }, PRESCRIPTION: { fr: 'Prescription', en: 'Referral' }, DEMANDE: { fr: 'À la demande de la femme', en: 'At the woman’s request' },
}
export const medecinWords: Of<Fiche['identification']['medecins'][number]['role']> = {
  MG: { fr: 'Médecin traitant', en: 'General practitioner' }, GYN: { fr: 'Gynécologue', en: 'Gynaecologist' }, AUTRE: { fr: 'Autre médecin', en: 'Other physician' },
}
export const antecedentPersonnelWords: Of<Fiche['interrogatoire']['antecedentsPersonnels'][number]> = {
  AUCUN: { fr: 'Aucun', en: 'None' }, CANCER_SEIN_TRAITE: { fr: 'Cancer du sein traité', en: 'Treated breast cancer' }, CHIR_BENIGNE: { fr: 'Chirurgie bénigne', en: 'Benign surgery' },
  LESION_A_RISQUE: { fr: 'Lésion à risque', en: 'High-risk lesion' }, RADIOTHERAPIE_THORAX: { fr: 'Radiothérapie thoracique', en: 'Chest radiotherapy' },
}
export const antecedentFamilialWords: Of<Fiche['interrogatoire']['antecedentsFamiliaux'][number]> = {
  AUCUN: { fr: 'Aucun', en: 'None' }, MERE: { fr: 'Mère', en: 'Mother' }, SOEUR: { fr: 'Sœur', en: 'Sister' }, FILLE: { fr: 'Fille', en: 'Daughter' }, AUTRE: { fr: 'Autre', en: 'Other' },
}
export const evolutionWords: Of<Evolution> = {
  NOUVELLE: { fr: 'Nouvelle', en: 'New' }, STABLE: { fr: 'Stable', en: 'Stable' }, MAJOREE: { fr: 'Majorée', en: 'Increased' }, SANS_ANTERIORITE: { fr: 'Sans antériorité', en: 'No prior' },
}
export const bdiWords: Of<Bdi['realise']> = {
  NON: { fr: 'Sans bilan', en: 'No workup' }, OUI: { fr: 'Fait', en: 'Done' }, REFUS: { fr: 'Refusé', en: 'Refused' }, DIFFERE: { fr: 'Différé', en: 'Put off' },
}
export const motifBdiWords: Of<Bdi['motif']> = {
  RADIOLOGIQUE: { fr: 'Radiologique', en: 'Radiological' }, CLINIQUE: { fr: 'Clinique', en: 'Clinical' }, LES_DEUX: { fr: 'Les deux', en: 'Both' },
}
export const examenBdiWords: Of<ExamenBdi> = {
  AGRANDI_FACE: { fr: 'Agrandi de face', en: 'Magnified craniocaudal' }, AGRANDI_PROFIL: { fr: 'Agrandi de profil', en: 'Magnified lateral' }, PROFIL: { fr: 'Profil', en: 'Lateral' },
  COMPRESSION: { fr: 'Compression localisée', en: 'Spot compression' }, ECHOGRAPHIE: { fr: 'Échographie', en: 'Ultrasound' }, CYTOPONCTION: { fr: 'Cytoponction', en: 'Fine needle aspiration' },
  ANTERIORITES: { fr: 'Antériorités', en: 'Priors' }, AUTRE: { fr: 'Autre', en: 'Other' },
}
export const catWords: Of<Cat> = {
  L2: { fr: 'Seconde lecture', en: 'Second reading' }, SURVEILLANCE: { fr: 'Surveillance', en: 'Follow-up' }, PRELEVEMENT: { fr: 'Prélèvement', en: 'Biopsy' },
  RCP: { fr: 'Réunion de concertation pluridisciplinaire', en: 'Multidisciplinary meeting' }, BILAN_RECOMMANDE: { fr: 'Bilan recommandé', en: 'Workup recommended' },
}
export const catBddWords: Of<Bdd['cat']> = {
  FIN: { fr: 'Retour au dépistage', en: 'Back to screening' }, SURVEILLANCE: catWords.SURVEILLANCE, PRELEVEMENT: catWords.PRELEVEMENT, RCP: catWords.RCP,
}
/** Where the exam goes, as the form says it. */
export const wayWords: Of<Way> = {
  L2: { fr: 'Passe en seconde lecture.', en: 'Goes to the second reader.' },
  CLICHES_A_REFAIRE: { fr: 'Attend des clichés : ne passe pas en seconde lecture.', en: 'Waits for images: does not go to the second reader.' },
  BILAN_DIFFERE: { fr: 'Attend le bilan : ne passe pas en seconde lecture.', en: 'Waits for the workup: does not go to the second reader.' },
  SURVEILLANCE: { fr: 'Surveillance : ne passe pas en seconde lecture.', en: 'Follow-up: does not go to the second reader.' },
  PRELEVEMENT: { fr: 'Prélèvement ou concertation : ne passe pas en seconde lecture.', en: 'Biopsy or meeting: does not go to the second reader.' },
}
