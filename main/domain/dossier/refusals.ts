/** Why an event is refused: the names of the state table, and the problem of the contract that says it to a reader. */
import type { ErrorCode } from '../../contract/index.ts'

export const refusals = {
  E_FICHE_INVALIDE: 'dossier/sheet-invalid',
  E_HORS_CHAMP_L2: 'dossier/out-of-scope',
  E_IDENTITE: 'dossier/identity-differs',
  E_IMAGES_MANQUANTES: 'dossier/images-missing',
  E_MEME_LECTEUR: 'reading/same-reader',
  E_NON_HABILITE: 'dossier/not-entitled',
  E_POSTE_NON_CONFORME: 'display/unfit',
  E_DEJA_PRIS: 'dossier/taken',
  E_DEJA_LU: 'dossier/already-read',
  E_PREFETCH: 'study/not-local',
  E_TROP_TOT: 'dossier/too-early',
  E_IMAGE_NON_VUE: 'dossier/image-not-seen',
  E_BAIL_EXPIRE: 'dossier/lease-expired',
  E_NON_TITULAIRE: 'dossier/not-holder',
  E_REVELATION_PREMATUREE: 'reading/premature-reveal',
  E_REVELATION_ATTENDUE: 'dossier/reveal-first',
  E_JUSTIF: 'dossier/reason-required',
  E_FINALISE: 'dossier/finalised',
  E_VALIDATION: 'dossier/sheet-rules',
  E_SIGNATURE: 'dossier/unsigned',
  E_CONSENSUS_LECTEUR: 'dossier/consensus-reader',
  E_DOSSIER_MODIFIE: 'dossier/changed',
  E_AVANT_TERME: 'dossier/not-yet-due',
  E_TOUR_INCOMPLET: 'dossier/round-incomplete',
  E_EXPORTE: 'dossier/exported',
  E_ARBITRE_DEJA_LECTEUR: 'dossier/arbiter-has-read',
  E_COORDINATEUR: 'dossier/coordinator-needed',
  E_ETAT: 'dossier/invalid-state',
} as const satisfies Record<string, ErrorCode>

export type Refusal = keyof typeof refusals
