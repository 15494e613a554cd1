/** The words of the sheet for each code, French as on the national form, English beside. One list for the
 *  screen, the PDF and the structured report, so that a conclusion reads the same wherever it is read. */
import type { Acr, ActionRappel, Anomalie, Avis, Cote, Densite, Incidence, MotifRappel, TypeAnomalie } from '../../contract/index.ts'

export interface Words { readonly fr: string; readonly en: string }

export const coteWords: Record<Cote, Words> = {
  D: { fr: 'Sein droit', en: 'Right breast' },
  G: { fr: 'Sein gauche', en: 'Left breast' },
}

/** Meaning of each category (annexe 2). ACR 0 says that the exam is to be completed, not that something was found. */
export const acrWords: Record<Acr, Words> = {
  0: { fr: 'Examen à compléter : des images supplémentaires sont nécessaires avant de conclure.', en: 'Exam to be completed: further images are needed before a conclusion.' },
  1: { fr: 'Mammographie normale.', en: 'Normal mammogram.' },
  2: { fr: 'Image bénigne ne demandant ni surveillance ni examen complémentaire.', en: 'Benign finding; no follow-up or further exam needed.' },
  3: { fr: 'Forte probabilité de bénignité ; une surveillance à court terme est conseillée.', en: 'Probably benign; short-term follow-up advised.' },
  4: { fr: 'Anomalie indéterminée ou suspecte ; une vérification histologique est indiquée.', en: 'Indeterminate or suspicious; histological verification indicated.' },
  5: { fr: 'Anomalie évocatrice d’un cancer.', en: 'Finding suggestive of cancer.' },
}

export const densiteWords: Record<Densite, Words> = {
  1: { fr: 'Type 1 : sein presque entièrement graisseux (moins de 25 % de tissu glandulaire).', en: 'Type 1: almost entirely fatty (less than 25 % glandular tissue).' },
  2: { fr: 'Type 2 : opacités fibroglandulaires dispersées (25 à 50 %).', en: 'Type 2: scattered fibroglandular densities (25 to 50 %).' },
  3: { fr: 'Type 3 : tissu mammaire dense et hétérogène (50 à 75 %).', en: 'Type 3: heterogeneously dense (50 to 75 %).' },
  4: { fr: 'Type 4 : tissu mammaire extrêmement dense et homogène (plus de 75 %).', en: 'Type 4: extremely dense and homogeneous (more than 75 %).' },
}

export const typeAnomalieWords: Record<TypeAnomalie, Words> = {
  MASSE: { fr: 'Masse', en: 'Mass' },
  CALCIFICATIONS: { fr: 'Calcifications', en: 'Calcifications' },
  MASSE_AVEC_CALCIFICATIONS: { fr: 'Masse avec calcifications', en: 'Mass with calcifications' },
  DISTORSION: { fr: 'Distorsion architecturale', en: 'Architectural distortion' },
  ASYMETRIE_FOCALE: { fr: 'Asymétrie focale de densité', en: 'Focal asymmetry' },
  AUTRE: { fr: 'Autre', en: 'Other' },
}

export const quadrantWords: Record<NonNullable<Anomalie['quadrant']>, Words> = {
  QSE: { fr: 'Quadrant supéro-externe', en: 'Upper outer quadrant' },
  QSI: { fr: 'Quadrant supéro-interne', en: 'Upper inner quadrant' },
  QIE: { fr: 'Quadrant inféro-externe', en: 'Lower outer quadrant' },
  QII: { fr: 'Quadrant inféro-interne', en: 'Lower inner quadrant' },
  UNION_SUP: { fr: 'Union des quadrants supérieurs', en: 'Between the upper quadrants' },
  UNION_INF: { fr: 'Union des quadrants inférieurs', en: 'Between the lower quadrants' },
  UNION_EXT: { fr: 'Union des quadrants externes', en: 'Between the outer quadrants' },
  UNION_INT: { fr: 'Union des quadrants internes', en: 'Between the inner quadrants' },
  RETRO_AREOLAIRE: { fr: 'Rétro-aréolaire', en: 'Retroareolar' },
  CENTRAL: { fr: 'Central', en: 'Central' },
  PROLONGEMENT_AXILLAIRE: { fr: 'Prolongement axillaire', en: 'Axillary tail' },
}

export const incidenceWords: Record<Incidence, Words> = {
  FACE: { fr: 'Face', en: 'Craniocaudal' },
  OBLIQUE: { fr: 'Oblique externe', en: 'Mediolateral oblique' },
  PROFIL: { fr: 'Profil', en: 'Lateral' },
  FACE_TOURNEE_EXT: { fr: 'Face tournée externe', en: 'Exaggerated craniocaudal, lateral' },
  COMPRESSION_LOCALISEE: { fr: 'Compression localisée', en: 'Spot compression' },
  AGRANDI_FACE: { fr: 'Agrandi de face', en: 'Magnified craniocaudal' },
  AGRANDI_PROFIL: { fr: 'Agrandi de profil', en: 'Magnified lateral' },
  EKLUND_ID: { fr: 'Eklund', en: 'Implant displaced' },
  AUTRE: { fr: 'Autre incidence', en: 'Other view' },
}

export const motifRappelWords: Record<MotifRappel, Words> = {
  POSITIONNEMENT: { fr: 'Positionnement', en: 'Positioning' },
  FLOU: { fr: 'Flou', en: 'Blur' },
  EXPOSITION: { fr: 'Exposition', en: 'Exposure' },
  COMPRESSION: { fr: 'Compression', en: 'Compression' },
  GLANDE_NON_DEGAGEE: { fr: 'Glande insuffisamment dégagée', en: 'Gland not fully shown' },
  ARTEFACT: { fr: 'Artefact', en: 'Artefact' },
  TRAITEMENT_IMAGE: { fr: 'Traitement de l’image', en: 'Image processing' },
  IMPRESSION: { fr: 'Impression', en: 'Printing' },
  IMAGE_MANQUANTE: { fr: 'Image manquante', en: 'Missing image' },
  AUTRE: { fr: 'Autre', en: 'Other' },
}

export const actionRappelWords: Record<ActionRappel, Words> = {
  REFAIRE: { fr: 'Cliché à refaire', en: 'Repeat the view' },
  REIMPRIMER: { fr: 'Cliché à réimprimer', en: 'Print the view again' },
  RETRANSMETTRE: { fr: 'Image à retransmettre', en: 'Send the image again' },
}

export const examenProposeWords: Record<Avis['examensProposes'][number], Words> = {
  PROFIL: { fr: 'Profil', en: 'Lateral view' },
  AGRANDISSEMENT: { fr: 'Agrandissement', en: 'Magnification' },
  COMPRESSION: { fr: 'Compression localisée', en: 'Spot compression' },
  ECHOGRAPHIE: { fr: 'Échographie', en: 'Ultrasound' },
  ANTERIORITES: { fr: 'Comparaison aux antériorités', en: 'Comparison with priors' },
  AUTRE: { fr: 'Autre examen', en: 'Other exam' },
}
