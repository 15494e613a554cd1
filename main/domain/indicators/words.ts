/** The words of the figures, French as in the order, English beside: one list for the screen and the export. */
import type { DelayName } from './delays.ts'
import type { IndicatorName, Standing, Target } from './targets.ts'

export interface FigureWords { readonly fr: string; readonly en: string }

export const indicatorWords: Readonly<Record<IndicatorName, FigureWords>> = {
  L1_POSITIVE: { fr: 'L1 positives avant bilan immédiat (BDI)', en: 'L1 positives before immediate workup (BDI)' },
  L1_POSITIVE_SUBSEQUENT: { fr: 'L1 positives avant BDI, vagues suivantes (antériorité de 1 à 3 ans)', en: 'L1 positives before BDI, later rounds (prior of 1 to 3 years)' },
  L2_POSITIVE: { fr: 'L2 positives avant bilan différé (BDD)', en: 'L2 positives before deferred workup (BDD)' },
  RECALLED: { fr: 'Femmes rappelées après la seconde lecture', en: 'Women called back after the second reading' },
  TECHNICAL_RECALL: { fr: 'Clichés techniquement insuffisants (CTI)', en: 'Technically insufficient images (CTI)' },
  SURGICAL_BIOPSY: { fr: 'Biopsies chirurgicales', en: 'Surgical biopsies' },
  COMPLEMENTARY_VIEWS: { fr: 'Examens avec incidences complémentaires', en: 'Exams with complementary views' },
}

export const delayWords: Readonly<Record<DelayName, FigureWords>> = {
  EXAM_TO_ARRIVAL: { fr: 'Mammographie → arrivée à la structure', en: 'Mammogram → arrival at the structure' },
  ARRIVAL_TO_L2: { fr: 'Arrivée → seconde lecture', en: 'Arrival → second reading' },
  EXAM_TO_L2: { fr: 'Mammographie → seconde lecture', en: 'Mammogram → second reading' },
  ARRIVAL_TO_RESULT: { fr: 'Arrivée → envoi du résultat', en: 'Arrival → result sent' },
  EXAM_TO_RESULT: { fr: 'Mammographie → envoi du résultat', en: 'Mammogram → result sent' },
}

export const standingWords: Readonly<Record<Standing, FigureWords>> = {
  kept: { fr: 'Cible tenue', en: 'Target met' },
  missed: { fr: 'Hors cible', en: 'Off target' },
  insufficient: { fr: 'Données insuffisantes', en: 'Not enough data' },
}

const signs: Readonly<Record<Target['comparison'], string>> = { below: '<', 'at-most': '≤', about: '≈' }

/** `< 10 %` in French, `< 10%` in English. */
export function targetWords({ comparison, limit }: Target): FigureWords {
  const points = Math.round(limit * 1000) / 10
  return { fr: `${signs[comparison]} ${String(points).replace('.', ',')}\u00A0%`, en: `${signs[comparison]} ${points}%` }
}
