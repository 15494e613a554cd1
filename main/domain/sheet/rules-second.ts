/** Rules of the second reading alone (V.A, V.C, V.D): what may be concluded without a workup, and on what. */
import { cotes, decisionOf } from './decision.ts'
import { alert, second, type SheetRule } from './rule.ts'
import { daysBetween, mostCtiShare, warnedAfterDays } from './limits.ts'

export const secondReaderRules: readonly SheetRule[] = [
  {
    id: 'R13a', applies: second, blocks: second,
    fr: 'Le second lecteur ne peut classer ACR 3 ou 4 sans bilan : ACR 0, ou ACR 5 devant un cancer évident.', en: 'The second reader cannot give ACR 3 or 4 without a workup: ACR 0, or ACR 5 for an obvious cancer.',
    broken: (avis, { bdiL1 }) => (bdiL1 === true ? [] : cotes.filter((cote) => avis.acr[cote] === 3 || avis.acr[cote] === 4)),
  },
  {
    id: 'R13c', applies: second, blocks: second,
    fr: 'Une seconde lecture positive propose les examens du bilan.', en: 'A positive second reading proposes the exams of the workup.',
    broken: (avis) => decisionOf(avis) === 'POSITIF' && avis.examensProposes.length === 0,
  },
  {
    id: 'R13d', applies: second, blocks: alert,
    fr: 'Divergence avec le bilan du premier lecteur, qui a négativé l’image : elle sera inscrite.', en: 'This differs from the first reader’s workup, which found nothing to follow: it will be recorded so.',
    broken: (avis, { bdiL1 }) => (bdiL1 === true ? cotes.filter((cote) => avis.acr[cote] === 3 || avis.acr[cote] === 4) : []),
  },
  {
    id: 'R14a', applies: second, blocks: alert,
    fr: 'Un consensus est conseillé avant un rappel technique ; la cible est de 1 % des examens lus.', en: 'Consensus is advised before a technical recall; the target is 1 % of the exams read.',
    broken: ({ rappelTechnique }, { tauxCti = 0 }) => rappelTechnique !== null && (rappelTechnique.consensus !== true || tauxCti > mostCtiShare),
  },
  {
    id: 'R16', applies: second, blocks: second,
    fr: 'Le premier et le second lecteur doivent être deux personnes différentes.', en: 'The first and second reader must be two different people.',
    broken: (_, { reader, firstReader }) => reader !== undefined && reader === firstReader,
  },
  {
    id: 'R17', applies: second, blocks: second,
    fr: 'Toutes les images doivent avoir été affichées, sur un poste conforme.', en: 'Every image must have been displayed, on a fit workstation.',
    broken: (_, { imagesToutesVues = true, posteConforme = true }) => !imagesToutesVues || !posteConforme,
  },
  {
    id: 'R18', applies: second, blocks: alert,
    fr: 'La mammographie date de plus de 12 jours ; le résultat est dû sous 15 jours.', en: 'The mammogram is more than 12 days old; the result is due within 15 days.',
    broken: (_, { studyDate, today }) => studyDate !== null && daysBetween(studyDate, today) > warnedAfterDays,
  },
]
