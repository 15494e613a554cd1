/** The state table of an exam from its reception to its closure, as data: from which states an event leads where, who
 *  may cause it and what it may be refused with. `advance.ts` obeys it; what is not listed is not possible. */
import { dossierStates, type DossierState } from '../../contract/index.ts'
import type { Refusal } from './refusals.ts'

export const states = dossierStates
export type State = DossierState

/** `titulaire` holds the reading that the event is about; `invite` was asked for a consensus. */
export type Actor = 'systeme' | 'coordinateur' | 'lecteur' | 'titulaire' | 'invite'

export interface Row {
  /** `lecture`: one reading of the exam moves, another one of the same exam does not; `examen`: the exam itself. */
  readonly scope: 'examen' | 'lecture'
  readonly from: readonly State[]
  readonly to: readonly State[]
  readonly by: readonly Actor[]
  readonly refusals: readonly Refusal[]
}

const beforeFreeze = ['ATTRIBUE', 'LECTURE_AVEUGLE'] as const
/** Held by a lease: one reading of the exam, or its arbitration, which one reader at a time works on. */
const leased = [...beforeFreeze, 'ARBITRAGE'] as const
const waiting = ['EN_FILE', 'DIFFERE', 'ATTENTE_ANTERIORITES'] as const
const consensus = ['CONSENSUS_DEMANDE', 'CONSENSUS_EN_COURS'] as const
const frozen = ['AVIS_FIGE', 'REVELATION', 'AVIS_PROVISOIRE'] as const
const notFinal = [...waiting, ...beforeFreeze, ...consensus, ...frozen] as const
const final = ['DEFINITIF', 'CONCLU'] as const

const row = (scope: Row['scope'], by: readonly Actor[], from: readonly State[], to: readonly State[], ...refusals: Refusal[]): Row => ({ scope, by, from, to, refusals })

export const table = {
  controleOk: row('examen', ['systeme', 'coordinateur'], ['RECU', 'INCOMPLET'], ['EN_FILE', 'ATTENTE_ANTERIORITES', 'INCOMPLET'], 'E_FICHE_INVALIDE', 'E_HORS_CHAMP_L2', 'E_IDENTITE', 'E_IMAGES_MANQUANTES'),
  prendre: row('lecture', ['lecteur'], ['EN_FILE', 'ARBITRAGE'], ['ATTRIBUE', 'ARBITRAGE'], 'E_MEME_LECTEUR', 'E_NON_HABILITE', 'E_POSTE_NON_CONFORME', 'E_DEJA_PRIS', 'E_DEJA_LU', 'E_ARBITRE_DEJA_LECTEUR'),
  battre: row('lecture', ['titulaire'], leased, leased, 'E_BAIL_EXPIRE'),
  ouvrir: row('lecture', ['titulaire'], ['ATTRIBUE'], ['LECTURE_AVEUGLE'], 'E_PREFETCH', 'E_BAIL_EXPIRE'),
  emettreAvis: row('lecture', ['titulaire'], ['LECTURE_AVEUGLE'], ['AVIS_FIGE'], 'E_TROP_TOT', 'E_IMAGE_NON_VUE', 'E_BAIL_EXPIRE', 'E_SIGNATURE', 'E_VALIDATION'),
  reveler: row('lecture', ['titulaire'], ['AVIS_FIGE'], ['REVELATION'], 'E_REVELATION_PREMATUREE'),
  confirmer: row('lecture', ['titulaire'], ['AVIS_FIGE', 'REVELATION'], ['AVIS_PROVISOIRE'], 'E_REVELATION_ATTENDUE'),
  modifier: row('lecture', ['titulaire'], ['REVELATION', 'AVIS_PROVISOIRE'], ['AVIS_PROVISOIRE'], 'E_JUSTIF', 'E_FINALISE'),
  annuler: row('lecture', ['titulaire'], ['AVIS_FIGE', 'AVIS_PROVISOIRE'], ['LECTURE_AVEUGLE'], 'E_FINALISE'),
  finaliser: row('lecture', ['titulaire', 'systeme'], ['AVIS_PROVISOIRE'], ['DEFINITIF'], 'E_VALIDATION', 'E_SIGNATURE', 'E_AVANT_TERME'),
  demanderConsensus: row('lecture', ['titulaire'], ['LECTURE_AVEUGLE', 'REVELATION'], ['CONSENSUS_DEMANDE'], 'E_CONSENSUS_LECTEUR', 'E_JUSTIF', 'E_BAIL_EXPIRE'),
  ouvrirConsensus: row('lecture', ['invite'], ['CONSENSUS_DEMANDE'], ['CONSENSUS_EN_COURS'], 'E_CONSENSUS_LECTEUR'),
  rendreConsensus: row('lecture', ['invite'], ['CONSENSUS_EN_COURS'], ['LECTURE_AVEUGLE', 'REVELATION'], 'E_CONSENSUS_LECTEUR'),
  retirerConsensus: row('lecture', ['titulaire'], consensus, ['LECTURE_AVEUGLE', 'REVELATION']),
  nouvelleImage: row('examen', ['systeme'], ['RECU', 'INCOMPLET', ...notFinal], ['RECU', 'EN_FILE'], 'E_DOSSIER_MODIFIE', 'E_FINALISE'),
  modifL1: row('examen', ['systeme'], ['RECU', 'INCOMPLET', ...notFinal], ['RECU', 'EN_FILE'], 'E_DOSSIER_MODIFIE', 'E_FINALISE'),
  expirationBail: row('lecture', ['systeme'], leased, ['EN_FILE', 'ARBITRAGE'], 'E_AVANT_TERME'),
  differer: row('lecture', ['titulaire', 'coordinateur'], ['EN_FILE', ...beforeFreeze], ['DIFFERE'], 'E_JUSTIF', 'E_BAIL_EXPIRE'),
  reprendre: row('lecture', ['coordinateur'], ['DIFFERE'], ['EN_FILE']),
  demanderAnteriorites: row('lecture', ['titulaire', 'coordinateur'], ['EN_FILE', ...beforeFreeze], ['ATTENTE_ANTERIORITES'], 'E_JUSTIF', 'E_BAIL_EXPIRE'),
  anterioritesRecues: row('lecture', ['systeme', 'coordinateur'], ['ATTENTE_ANTERIORITES'], ['EN_FILE']),
  delaiAnteriorites: row('lecture', ['systeme'], ['ATTENTE_ANTERIORITES'], ['EN_FILE'], 'E_AVANT_TERME'),
  liberer: row('lecture', ['coordinateur'], [...beforeFreeze, ...consensus, ...frozen], ['EN_FILE'], 'E_JUSTIF'),
  annulerDossier: row('examen', ['coordinateur'], ['RECU', 'INCOMPLET', ...notFinal, 'ARBITRAGE'], ['ANNULE'], 'E_JUSTIF', 'E_FINALISE'),
  comparer: row('examen', ['systeme', 'coordinateur'], ['DEFINITIF'], ['CONCLU', 'ARBITRAGE']),
  arbitrer: row('examen', ['lecteur'], ['ARBITRAGE'], ['CONCLU'], 'E_ARBITRE_DEJA_LECTEUR', 'E_NON_HABILITE', 'E_DEJA_PRIS', 'E_BAIL_EXPIRE', 'E_SIGNATURE'),
  resultatEnvoye: row('examen', ['systeme', 'coordinateur'], final, ['RESULTAT_ENVOYE']),
  demanderBdd: row('examen', ['systeme', 'coordinateur'], final, ['BDD_ATTENDU']),
  bddRecu: row('examen', ['coordinateur'], ['BDD_ATTENDU'], ['BDD_RECU'], 'E_SIGNATURE'),
  demanderRefait: row('examen', ['systeme', 'coordinateur'], final, ['ATTENTE_REFAIT']),
  relancer: row('examen', ['systeme', 'coordinateur'], ['ATTENTE_REFAIT'], ['ATTENTE_REFAIT'], 'E_AVANT_TERME'),
  refaitRecu: row('examen', ['systeme', 'coordinateur'], ['ATTENTE_REFAIT'], ['COMPLETE'], 'E_TOUR_INCOMPLET'),
  remettreEnFile: row('examen', ['systeme', 'coordinateur'], ['COMPLETE'], ['EN_FILE']),
  refusL1: row('examen', ['coordinateur'], ['ATTENTE_REFAIT'], ['REFUS_L1_ECRIT'], 'E_JUSTIF'),
  clore: row('examen', ['coordinateur'], ['RESULTAT_ENVOYE', 'BDD_RECU', 'BDD_ATTENDU', 'ATTENTE_REFAIT', 'REFUS_L1_ECRIT'], ['CLOS'], 'E_JUSTIF', 'E_AVANT_TERME'),
  corriger: row('examen', ['lecteur'], ['DEFINITIF', 'CONCLU', 'RESULTAT_ENVOYE', 'BDD_ATTENDU', 'BDD_RECU', 'ATTENTE_REFAIT', 'CLOS'], ['DEFINITIF', 'CONCLU'], 'E_COORDINATEUR', 'E_NON_TITULAIRE', 'E_JUSTIF', 'E_SIGNATURE', 'E_EXPORTE'),
} as const satisfies Record<string, Row>

export type EventName = keyof typeof table

/** Ends of the way: nothing more is owed. A closed exam can still be corrected. */
export const ends: readonly State[] = ['CLOS', 'ANNULE']
