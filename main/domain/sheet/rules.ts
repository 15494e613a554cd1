/** The rules of the national sheet for the fields that this program fills, as a table. Numbers and wording follow the
 *  cahier des charges des radiologues (annexe III-B, IV, V and annexes 2, 3); a blocking rule forbids freeze and signature.
 *  Rules about clinical examination, immediate workup and systematic ultrasound wait for those parts of the sheet. */
import type { Avis, Cote } from '../../contract/index.ts'
import { checkPlaced, checkTrace, marksOf, placedRepere } from '../marks/index.ts'
import { anomaliesOf, cotes, decisionOf, isOnlyTechnical, isPositive } from './decision.ts'
import { coteOf, incidenceOf, type SheetImage } from './views.ts'

export type SheetKind = 'FIRST' | 'SECOND'

export interface SheetContext {
  readonly kind: SheetKind
  /** Images of the exam that is read, priors left out. */
  readonly images: readonly SheetImage[]
  /** ISO days. */
  readonly studyDate: string | null
  readonly today: string
  /** Images whose side the reader disputes. */
  readonly disputed?: readonly string[]
}

export interface SheetRule {
  readonly id: string
  readonly applies: readonly SheetKind[]
  readonly blocking: boolean
  readonly fr: string
  readonly en: string
  /** Breasts on which the rule is broken, or whether it is where it concerns the whole sheet. */
  readonly broken: (avis: Avis, context: SheetContext) => readonly Cote[] | boolean
}

const both: readonly SheetKind[] = ['FIRST', 'SECOND']

export const sheetRules: readonly SheetRule[] = [
  {
    id: 'R1', applies: both, blocking: true,
    fr: 'Un ACR est attendu pour chaque sein radiographié.', en: 'Each imaged breast needs an ACR category.',
    broken: (avis, { images }) => {
      const imaged = cotes.filter((cote) => images.some((image) => coteOf(image) === cote))
      return (imaged.length === 0 ? cotes : imaged).filter((cote) => avis.acr[cote] === null)
    },
  },
  {
    id: 'R2', applies: both, blocking: true,
    fr: 'La densité mammaire est obligatoire.', en: 'Breast density is required.',
    broken: (avis) => avis.densite === null,
  },
  {
    id: 'R3', applies: both, blocking: false,
    fr: 'Il manque l’incidence de face ou l’oblique externe.', en: 'The craniocaudal or the oblique view is missing.',
    broken: (_, { images }) => {
      const has = (cote: Cote, incidence: string) => images.some((image) => coteOf(image) === cote && incidenceOf(image) === incidence)
      return cotes.filter((cote) => !has(cote, 'FACE') || !has(cote, 'OBLIQUE'))
    },
  },
  {
    id: 'R4', applies: ['FIRST'], blocking: false,
    fr: 'Un ACR 0 est provisoire : l’examen ne part pas en seconde lecture avant la fin du bilan.', en: 'ACR 0 is provisional: the exam does not go to the second reader before the workup has ended.',
    broken: (avis) => cotes.filter((cote) => avis.acr[cote] === 0),
  },
  {
    id: 'R5', applies: ['FIRST'], blocking: false,
    fr: 'Un ACR 3, 4 ou 5 suppose un bilan diagnostique (agrandissements, profil ou échographie) ; mentionnez-le en commentaire.', en: 'ACR 3, 4 or 5 presupposes a diagnostic workup (magnification, lateral view or ultrasound); mention it in the comment.',
    broken: (avis) => cotes.filter((cote) => (avis.acr[cote] ?? 0) >= 3 && avis.commentaire.trim() === ''),
  },
  {
    id: 'R6', applies: ['FIRST'], blocking: false,
    fr: 'Un ACR 3 ne convient pas à une image visible sur une seule incidence.', en: 'ACR 3 does not suit a finding seen on one view only.',
    broken: (avis) => cotes.filter((cote) => avis.acr[cote] === 3 && anomaliesOf(avis, cote).some((anomalie) => new Set(marksOf(avis, anomalie).map(({ sopInstanceUID }) => sopInstanceUID)).size === 1)),
  },
  {
    id: 'R8', applies: both, blocking: true,
    fr: 'Un sein dense sans anomalie se classe ACR 1 : la densité seule ne justifie ni ACR 0 ni ACR 2.', en: 'A dense breast without a finding is ACR 1: density alone justifies neither ACR 0 nor ACR 2.',
    broken: (avis) => (avis.densite ?? 0) < 3 ? [] : cotes.filter((cote) => avis.acr[cote] !== null && avis.acr[cote] !== 1 && anomaliesOf(avis, cote).length === 0 && !isOnlyTechnical(avis, cote)),
  },
  {
    id: 'R9', applies: both, blocking: false,
    fr: 'Un ACR 2 gagne à décrire l’image bénigne.', en: 'An ACR 2 should describe the benign finding.',
    broken: (avis) => avis.commentaire.trim() !== '' ? [] : cotes.filter((cote) => avis.acr[cote] === 2 && anomaliesOf(avis, cote).length === 0),
  },
  {
    id: 'R12', applies: both, blocking: true,
    fr: 'Des examens sont proposés alors que la lecture est négative.', en: 'Further exams are proposed although the reading is negative.',
    broken: (avis) => avis.examensProposes.length > 0 && decisionOf(avis) === 'NEGATIF' && cotes.some((cote) => avis.acr[cote] !== null),
  },
  {
    id: 'R13a', applies: ['SECOND'], blocking: true,
    fr: 'Le second lecteur ne peut classer ACR 3 ou 4 sans bilan : ACR 0, ou ACR 5 devant un cancer évident.', en: 'The second reader cannot give ACR 3 or 4 without a workup: ACR 0, or ACR 5 for an obvious cancer.',
    broken: (avis) => cotes.filter((cote) => avis.acr[cote] === 3 || avis.acr[cote] === 4),
  },
  {
    id: 'R13b', applies: both, blocking: true,
    fr: 'Une lecture positive localise au moins une anomalie sur le schéma.', en: 'A positive reading places at least one finding on the scheme.',
    broken: (avis) => cotes.filter((cote) => isPositive(avis, cote) && !anomaliesOf(avis, cote).some(({ schemaFace, schemaProfil }) => schemaFace !== null || schemaProfil !== null)),
  },
  {
    id: 'R13c', applies: ['SECOND'], blocking: true,
    fr: 'Une seconde lecture positive propose les examens du bilan.', en: 'A positive second reading proposes the exams of the workup.',
    broken: (avis) => decisionOf(avis) === 'POSITIF' && avis.examensProposes.length === 0,
  },
  {
    id: 'R14', applies: both, blocking: true,
    fr: 'Un rappel technique dit le cliché, le motif et la consigne.', en: 'A technical recall names the view, the reason and what to do.',
    broken: ({ rappelTechnique }) => rappelTechnique !== null && (rappelTechnique.cliches.length === 0 || rappelTechnique.consigne.trim() === ''),
  },
  {
    id: 'R15', applies: both, blocking: true,
    fr: 'Une échographie ne se propose pas pour la densité seule : décrivez l’anomalie.', en: 'Ultrasound is not proposed for density alone: describe the finding.',
    broken: (avis) => avis.examensProposes.includes('ECHOGRAPHIE') && avis.anomalies.length === 0,
  },
  {
    id: 'R18', applies: ['SECOND'], blocking: false,
    fr: 'La mammographie date de plus de 12 jours ; le résultat est dû sous 15 jours.', en: 'The mammogram is more than 12 days old; the result is due within 15 days.',
    broken: (_, { studyDate, today }) => studyDate !== null && (Date.parse(today) - Date.parse(studyDate)) / 86_400_000 > 12,
  },
  {
    id: 'R19', applies: both, blocking: true,
    fr: 'Un repère n’est pas du côté de son anomalie, ou hors des images de cet examen.', en: 'A mark is not on the side of its finding, or outside the images of this exam.',
    broken(avis, { images }) {
      const misplaced = cotes.filter((cote) =>
        anomaliesOf(avis, cote).some(({ reperes }) => reperes.some((repere) => checkPlaced(placedRepere(repere, cote), images) !== null))
        || avis.traces.some((trace) => trace.cote === cote && checkTrace(trace, images, avis.anomalies) !== null))
      return misplaced.length > 0 ? misplaced : avis.traces.some((trace) => trace.cote === null && checkTrace(trace, images, avis.anomalies) !== null)
    },
  },
  {
    id: 'R21', applies: both, blocking: true,
    fr: 'Le côté d’un cliché est contesté : demandez un rappel technique sur cette incidence, ou retirez la contestation.', en: 'The side of an image is disputed: ask for a technical recall of this view, or withdraw the dispute.',
    broken: ({ rappelTechnique }, { images, disputed = [] }) => images.some((image) => disputed.includes(image.sopInstanceUID) && !(rappelTechnique?.cliches ?? []).some(({ incidence }) => incidence === incidenceOf(image))),
  },
  {
    id: 'R20', applies: both, blocking: false,
    fr: 'Un ACR 1 accompagne une anomalie décrite.', en: 'An ACR 1 goes with a described finding.',
    broken: (avis) => cotes.filter((cote) => avis.acr[cote] === 1 && anomaliesOf(avis, cote).length > 0),
  },
]
