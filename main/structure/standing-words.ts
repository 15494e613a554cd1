/** French words of the standings and levels, for the export. The window has its own of both languages. */
import type { DueLevel, ExamStanding } from '../contract/index.ts'
import type { Decision } from '../domain/sheet/index.ts'

export const standingFrench: Readonly<Record<ExamStanding, string>> = {
  ATTENTE_L1: 'En attente de L1', LECTURE_L1: 'L1 en cours', INCOMPLET: 'Incomplet', ATTENTE_L2: 'En attente de L2', LECTURE_L2: 'L2 en cours', AVIS_FIGE: 'Avis L2 figé',
  DIFFERE: 'Différé', ATTENTE_ANTERIORITES: 'Antériorités attendues', CONSENSUS: 'Avis d’un confrère demandé', COMPARAISON: 'Deux lectures à comparer', ARBITRAGE: 'En arbitrage',
  CONCORDANT_NEGATIF: 'Concordant négatif, à envoyer', RESULTAT_ENVOYE: 'Résultat envoyé', POSITIF_L2: 'L2 positive, à annoncer', BDD_ATTENDU: 'BDD attendu', BDD_RECU: 'BDD reçu, suite attendue',
  RAPPEL_A_DEMANDER: 'Rappel technique à demander', RAPPEL_ATTENDU: 'Rappel technique attendu', RAPPEL_RECU: 'Clichés refaits reçus', RAPPEL_REFUSE: 'Refus écrit du L1',
  ANNULE: 'Retiré du programme', CLOS: 'Clos', HORS_L2: 'Hors seconde lecture', ENVELOPPE_ALTEREE: 'Enveloppe altérée',
}

export const dueFrench: Readonly<Record<DueLevel, string>> = { closed: 'Clos', 'in-time': 'Dans les délais', soon: 'Bientôt dû', urgent: 'Urgent', late: 'En retard' }

export const decisionFrench: Readonly<Record<Decision, string>> = { NEGATIF: 'Négative', POSITIF: 'Positive', RAPPEL_TECHNIQUE: 'Rappel technique' }
