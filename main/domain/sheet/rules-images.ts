/** Rules that hold for both readers: categories, views, density, place of the marks. */
import { checkPlaced, checkTrace, placedRepere } from '../marks/index.ts'
import { anomaliesOf, cotes, decisionOf, isOnlyTechnical, isPositive } from './decision.ts'
import { ficheOf } from './route.ts'
import { alert, both, first, type SheetContext, type SheetRule } from './rule.ts'
import { coteOf, incidenceOf } from './views.ts'

const imagedIn = ({ images }: SheetContext) => cotes.filter((cote) => images.some((image) => coteOf(image) === cote))
const lacksView = ({ images }: SheetContext) => cotes.filter((cote) =>
  (['FACE', 'OBLIQUE'] as const).some((view) => !images.some((image) => coteOf(image) === cote && incidenceOf(image) === view)))

export const imageRules: readonly SheetRule[] = [
  {
    id: 'R0', applies: both, blocks: both,
    fr: 'Un ACR est attendu pour chaque sein radiographié.', en: 'Each imaged breast needs an ACR category.',
    broken: (avis, context) => {
      const imaged = imagedIn(context)
      return (imaged.length === 0 ? cotes : imaged).filter((cote) => avis.acr[cote] === null)
    },
  },
  {
    id: 'R3', applies: first, blocks: first,
    fr: 'Il manque la face ou l’oblique externe : dites pourquoi, ou demandez un rappel technique.', en: 'The craniocaudal or the oblique view is missing: say why, or ask for a technical recall.',
    broken: (avis, context) => ficheOf(avis).technique.incidenceManquante.trim() !== '' ? [] : lacksView(context).filter((cote) =>
      imagedIn(context).includes(cote) && avis.rappelTechnique?.cliches.some((cliche) => cliche.cote === cote) !== true),
  },
  {
    id: 'R3a', applies: both, blocks: alert,
    fr: 'Il manque l’incidence de face ou l’oblique externe.', en: 'The craniocaudal or the oblique view is missing.',
    broken: (avis, context) => lacksView(context).filter((cote) => context.kind === 'SECOND' || !imagedIn(context).includes(cote) || ficheOf(avis).technique.incidenceManquante.trim() !== ''),
  },
  {
    id: 'R8', applies: both, blocks: both,
    fr: 'Un sein dense sans anomalie se classe ACR 1 : la densité seule ne justifie ni ACR 0 ni ACR 2.', en: 'A dense breast without a finding is ACR 1: density alone justifies neither ACR 0 nor ACR 2.',
    broken: (avis) => (avis.densite ?? 0) < 3 ? [] : cotes.filter((cote) => avis.acr[cote] !== null && avis.acr[cote] !== 1 && anomaliesOf(avis, cote).length === 0 && !isOnlyTechnical(avis, cote)),
  },
  {
    id: 'R9', applies: both, blocks: first,
    fr: 'Un ACR 2 décrit l’image bénigne.', en: 'An ACR 2 describes the benign finding.',
    broken: (avis) => avis.commentaire.trim() !== '' ? [] : cotes.filter((cote) => avis.acr[cote] === 2 && anomaliesOf(avis, cote).length === 0),
  },
  {
    id: 'R9a', applies: both, blocks: alert,
    fr: 'Un ACR 1 accompagne une anomalie décrite.', en: 'An ACR 1 goes with a described finding.',
    broken: (avis) => cotes.filter((cote) => avis.acr[cote] === 1 && anomaliesOf(avis, cote).length > 0),
  },
  {
    id: 'R12', applies: both, blocks: both,
    fr: 'Des examens sont proposés alors que la lecture est négative.', en: 'Further exams are proposed although the reading is negative.',
    broken: (avis) => avis.examensProposes.length > 0 && decisionOf(avis) === 'NEGATIF' && cotes.some((cote) => avis.acr[cote] !== null) && !['REFUS', 'DIFFERE'].includes(ficheOf(avis).bdi.realise),
  },
  {
    id: 'R13b', applies: both, blocks: both,
    fr: 'Une lecture positive localise au moins une anomalie sur le schéma.', en: 'A positive reading places at least one finding on the scheme.',
    broken: (avis) => cotes.filter((cote) => isPositive(avis, cote) && !anomaliesOf(avis, cote).some(({ schemaFace, schemaProfil }) => schemaFace !== null || schemaProfil !== null)),
  },
  {
    id: 'R14', applies: both, blocks: both,
    fr: 'Un rappel technique dit le cliché, le motif et la consigne.', en: 'A technical recall names the view, the reason and what to do.',
    broken: ({ rappelTechnique }) => rappelTechnique !== null && (rappelTechnique.cliches.length === 0 || rappelTechnique.consigne.trim() === ''),
  },
  {
    id: 'R15', applies: both, blocks: both,
    fr: 'Une échographie ne se propose pas pour la densité seule : décrivez l’anomalie.', en: 'Ultrasound is not proposed for density alone: describe the finding.',
    broken: (avis) => avis.examensProposes.includes('ECHOGRAPHIE') && avis.anomalies.length === 0 && ficheOf(avis).ecs.statut !== 'ANORMAL',
  },
  {
    id: 'R19', applies: both, blocks: both,
    fr: 'Un repère n’est pas du côté de son anomalie, ou hors des images de cet examen.', en: 'A mark is not on the side of its finding, or outside the images of this exam.',
    broken(avis, { images }) {
      const misplaced = cotes.filter((cote) =>
        anomaliesOf(avis, cote).some(({ reperes }) => reperes.some((repere) => checkPlaced(placedRepere(repere, cote), images) !== null))
        || avis.traces.some((trace) => trace.cote === cote && checkTrace(trace, images, avis.anomalies) !== null))
      return misplaced.length > 0 ? misplaced : avis.traces.some((trace) => trace.cote === null && checkTrace(trace, images, avis.anomalies) !== null)
    },
  },
  {
    id: 'R21', applies: both, blocks: both,
    fr: 'Le côté d’un cliché est contesté : demandez un rappel technique sur cette incidence, ou retirez la contestation.', en: 'The side of an image is disputed: ask for a technical recall of this view, or withdraw the dispute.',
    broken: ({ rappelTechnique }, { images, disputed = [] }) => images.some((image) => disputed.includes(image.sopInstanceUID) && !(rappelTechnique?.cliches ?? []).some(({ incidence }) => incidence === incidenceOf(image))),
  },
]
