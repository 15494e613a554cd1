/** Rules of the first reader's sheet: clinical examination, technique, workup, systematic ultrasound, course (III–IV). */
import type { Avis, Cote } from '../../contract/index.ts'
import { marksOf } from '../marks/index.ts'
import { anomaliesOf, cotes, isOnlyTechnical } from './decision.ts'
import { allowedCats, ficheOf, isEcsConfirmed } from './route.ts'
import { alert, first, type SheetContext, type SheetRule } from './rule.ts'
import { incidenceOf } from './views.ts'
import { lacksWorkupExam } from './workup.ts'

const refusedOrPutOff = (avis: Avis) => ['REFUS', 'DIFFERE'].includes(ficheOf(avis).bdi.realise)
const withAcr = (avis: Avis, ...values: number[]) => cotes.filter((cote) => values.includes(avis.acr[cote] ?? -1))

/** Views on which an anomaly is seen: those named, and those that carry its marks. */
function viewsOf(avis: Avis, anomalie: Avis['anomalies'][number], { images }: SheetContext): Set<string> {
  const marked = marksOf(avis, anomalie).flatMap(({ sopInstanceUID }) => images.filter((image) => image.sopInstanceUID === sopInstanceUID).map(incidenceOf))
  return new Set([...(anomalie.incidencesVisible ?? []), ...marked])
}

const isUnfitForThree = (avis: Avis, cote: Cote, context: SheetContext) => anomaliesOf(avis, cote).some((anomalie) =>
  anomalie.evolution === 'NOUVELLE' || anomalie.evolution === 'MAJOREE' || viewsOf(avis, anomalie, context).size === 1)

/** « pas de masse », « sans calcification » deny what the words would otherwise describe. */
function describesAnomaly(text: string): boolean {
  const said = text.replaceAll(/\b(?:pas d|absence d|sans\b|aucune?\b|ni\b)[^.,;\n]*/gi, '')
  return /masse|nodule|opacité|calcification|distorsion|asymétrie|spicul/i.test(said)
}

export const firstReaderRules: readonly SheetRule[] = [
  {
    id: 'R1', applies: first, blocks: first,
    fr: 'L’examen clinique est à renseigner ; laissé vide, il est réputé non fait.', en: 'The clinical examination is to be filled in; left empty, it counts as not done.',
    broken: (avis) => ficheOf(avis).ecs.statut === null,
  },
  {
    id: 'R1a', applies: first, blocks: first,
    fr: 'Un examen clinique anormal situe au moins une anomalie sur le schéma.', en: 'An abnormal clinical examination places at least one finding on the scheme.',
    broken: (avis) => ficheOf(avis).ecs.statut === 'ANORMAL' && !ficheOf(avis).ecs.anomalies.some(({ localisation: { schemaFace, schemaProfil } }) => schemaFace !== null || schemaProfil !== null),
  },
  {
    id: 'R1b', applies: first, blocks: first,
    fr: 'Un examen clinique anormal demande un bilan : fait, refusé ou différé.', en: 'An abnormal clinical examination calls for a workup: done, refused or put off.',
    broken: (avis) => ficheOf(avis).ecs.statut === 'ANORMAL' && ficheOf(avis).bdi.realise === 'NON',
  },
  {
    id: 'R2', applies: first, blocks: first,
    fr: 'La densité mammaire est obligatoire.', en: 'Breast density is required.',
    broken: (avis) => avis.densite === null,
  },
  {
    id: 'R4', applies: first, blocks: first,
    fr: 'Un ACR 0 est provisoire : il ne tient que si le bilan est refusé par la femme ou différé.', en: 'ACR 0 is provisional: it stands only where the woman refused the workup or it is put off.',
    broken: (avis) => (refusedOrPutOff(avis) ? [] : withAcr(avis, 0).filter((cote) => !isOnlyTechnical(avis, cote))),
  },
  {
    id: 'R4a', applies: first, blocks: first,
    fr: 'Un ACR 0 avant bilan demande un bilan.', en: 'ACR 0 before the workup calls for a workup.',
    broken: (avis) => (ficheOf(avis).bdi.realise !== 'NON' ? [] : cotes.filter((cote) => ficheOf(avis).acrAvantBilan[cote] === 0)),
  },
  {
    id: 'R4b', applies: first, blocks: first,
    fr: 'Un bilan refusé ou différé dit pourquoi et ce qui est recommandé.', en: 'A workup that was refused or put off says why, and what is recommended.',
    broken: (avis) => refusedOrPutOff(avis) && ficheOf(avis).bdi.raison.trim() === '',
  },
  {
    id: 'R5', applies: first, blocks: first,
    fr: 'Un ACR 3, 4 ou 5 demande un bilan fait.', en: 'ACR 3, 4 or 5 calls for a workup that was done.',
    broken: (avis) => (ficheOf(avis).bdi.realise === 'OUI' ? [] : withAcr(avis, 3, 4, 5)),
  },
  {
    id: 'R5a', applies: first, blocks: first,
    fr: 'Au bilan : agrandissements de face et de profil pour des calcifications, échographie pour une autre anomalie, profil devant un ACR 5.', en: 'In the workup: magnified craniocaudal and lateral views for calcifications, ultrasound for any other finding, a lateral view for ACR 5.',
    broken: (avis) => (ficheOf(avis).bdi.realise !== 'OUI' ? [] : cotes.filter((cote) => lacksWorkupExam(avis, cote))),
  },
  {
    id: 'R6', applies: first, blocks: first,
    fr: 'Un ACR 3 ne convient ni à une image nouvelle ou majorée, ni à une image vue sur une seule incidence.', en: 'ACR 3 suits neither a new or growing finding, nor one seen on a single view.',
    broken: (avis, context) => withAcr(avis, 3).filter((cote) => isUnfitForThree(avis, cote, context)),
  },
  {
    id: 'R7', applies: first, blocks: first,
    fr: 'La conduite à tenir ne suit pas l’ACR définitif.', en: 'The course of action does not follow the definitive ACR.',
    broken: (avis) => ficheOf(avis).cat !== null && !allowedCats(avis).some((cat) => cat === ficheOf(avis).cat),
  },
  {
    id: 'R7a', applies: first, blocks: first,
    fr: 'Le bilan confirme l’anomalie clinique : choisissez la conduite à tenir.', en: 'The workup bears out the clinical finding: choose the course of action.',
    broken: (avis) => isEcsConfirmed(avis) && ficheOf(avis).cat === null,
  },
  {
    id: 'R10', applies: first, blocks: first,
    fr: 'L’échographie systématique suppose un ACR 1 ou 2 et un examen clinique normal.', en: 'Systematic ultrasound presupposes ACR 1 or 2 and a normal clinical examination.',
    broken: (avis) => ficheOf(avis).echoSystematique.faite && (withAcr(avis, 0, 3, 4, 5).length > 0 || ficheOf(avis).ecs.statut !== 'NORMAL_OU_BENIN'),
  },
  {
    id: 'R10a', applies: first, blocks: first,
    fr: 'L’échographie systématique n’est pas un examen du bilan : une échographie du bilan s’inscrit au bilan seul.', en: 'Systematic ultrasound is no exam of the workup: an ultrasound of the workup is entered there alone.',
    broken: (avis) => ficheOf(avis).echoSystematique.faite && ficheOf(avis).bdi.examens.includes('ECHOGRAPHIE'),
  },
  {
    id: 'R11', applies: first, blocks: first,
    fr: 'Dites si le bilan confirme l’anomalie clinique : l’examen passe ou non en seconde lecture selon la réponse.', en: 'Say whether the workup bears out the clinical finding: whether the exam goes to the second reader depends on it.',
    broken: (avis) => ficheOf(avis).ecs.statut === 'ANORMAL' && ficheOf(avis).bdi.realise === 'OUI' && ficheOf(avis).bdi.ecsConfirme === null,
  },
  {
    id: 'R20', applies: first, blocks: alert,
    fr: 'Le texte décrit une anomalie alors que tout est classé ACR 1.', en: 'The text describes a finding although everything is called ACR 1.',
    broken: (avis) => cotes.every((cote) => avis.acr[cote] === 1 || avis.acr[cote] === null) && withAcr(avis, 1).length > 0
      && [avis.commentaire, ...avis.anomalies.map(({ precision }) => precision)].some(describesAnomaly),
  },
]
