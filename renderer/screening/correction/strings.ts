/** Words of a correction after the signature, in both languages. */
import type { Language } from '../../../main/contract/index.ts'
import { spaced } from '../../i18n/index.ts'

const fr = {
  section: 'Correction', ask: 'Demander une correction…', refused: 'La demande n’est pas partie',
  askText: 'Une lecture signée ne change plus. Sa correction est une nouvelle version signée.',
  title: (patient: string) => `Demander une correction de la lecture de ${patient}`, send: 'Demander la correction',
  text: 'La coordination doit l’accorder ; elle lit votre motif, qui figurera au compte rendu.',
  follows: [
    'La version signée reste : rien n’est effacé, et la nouvelle version est signée à côté d’elle.',
    'Si le compte rendu est déjà parti, un compte rendu rectificatif le suit ; sinon le nouveau part à sa place.',
    'Les statistiques restent sur l’avis donné en aveugle.',
  ],
  followsFirst: 'Si l’examen n’est pas conclu, il revient dans la file des seconds lecteurs avec votre fiche corrigée.',
  reasons: ['Côté inversé', 'Classification à revoir', 'Anomalie omise', 'Erreur de saisie'],
  asked: 'Correction demandée', askedText: (at: string) => `Demandée le ${at}. La coordination n’a pas encore répondu ; la version signée reste en vigueur.`,
  declined: 'Correction refusée', declinedText: (at: string) => `La coordination a refusé la correction demandée le ${at}. La version signée reste en vigueur. Vous pouvez en parler avec elle, ou faire une autre demande.`,
  agreed: 'Correction accordée', agreedText: (version: number) => `La coordination attend la version ${version}, que vous seul signez. Votre saisie est conservée.`, write: 'Écrire la correction', seeSigned: 'Version signée',
  writing: (version: number) => `Version ${version}, en correction`,
  writingText: (opinion: string, at: string) => `La version signée le ${at} reste : ${opinion}.`,
  leaves: 'Le compte rendu est déjà parti : vous signez un rectificatif.', stays: 'Le compte rendu n’est pas encore parti : le nouveau partira à sa place.',
  unchanged: 'Rien ne diffère encore de la version signée.',
  sign: 'Signer la correction',
  signTitle: (reading: string, patient: string, opinion: string) => `Signer la correction de ${reading} de ${patient} : ${opinion}`,
  corrigendumTitle: (reading: string, patient: string, opinion: string) => `Signer le rectificatif de ${reading} de ${patient} : ${opinion}`,
  consequence: 'Le compte rendu corrigé part à la place du premier. Les deux versions restent signées et scellées sur ce poste.',
  consequenceLeft: 'Un compte rendu rectificatif, qui nomme celui qu’il remplace, part aussitôt vers le PACS et le RIS. Les deux versions restent signées et scellées.',
  consequenceFirst: 'Si l’examen n’est pas conclu, il revient dans la file des seconds lecteurs, ou quitte le programme si la fiche corrigée ne va plus en seconde lecture.',
  notice: (patients: string, count: number) => (count === 1 ? `Votre correction de la lecture de ${patients} est accordée : il reste à l’écrire et à la signer.` : `${count} de vos corrections sont accordées et restent à signer : ${patients}.`), open: 'Voir', unnamed: 'Sans nom',
  versions: 'Versions signées', version: (number: number, at: string) => `Version ${number}, signée le ${at}`, stands: 'en vigueur', replaced: 'remplacée, conservée',
  blind: (opinion: string) => `Avis en aveugle, compté dans les statistiques : ${opinion}`, reason: (reason: string) => `Motif de la correction : ${reason}`,
}
type Words = typeof fr

const en: Words = {
  section: 'Correction', ask: 'Ask for a correction…', refused: 'The request was not sent',
  askText: 'A signed reading does not change any more. Its correction is a new signed version.',
  title: (patient) => `Ask for a correction of the reading of ${patient}`, send: 'Ask for the correction',
  text: 'The coordinator must agree; she or he reads your reason, which the report will name.',
  follows: [
    'The signed version stays: nothing is erased, and the new version is signed beside it.',
    'If the report has left already, a corrigendum follows it; otherwise the new one leaves in its place.',
    'Figures stay on the opinion that was given blind.',
  ],
  followsFirst: 'If the exam is not concluded, it goes back to the second readers’ queue with your corrected sheet.',
  reasons: ['Sides swapped', 'Category to be reviewed', 'Anomaly left out', 'Typing error'],
  asked: 'Correction asked for', askedText: (at) => `Asked for on ${at}. The coordinator has not answered yet; the signed version stands.`,
  declined: 'Correction refused', declinedText: (at) => `The coordinator refused the correction asked for on ${at}. The signed version stands. You may speak about it, or ask again.`,
  agreed: 'Correction agreed to', agreedText: (version) => `The coordinator awaits version ${version}, which you alone sign. What you typed is kept.`, write: 'Write the correction', seeSigned: 'Signed version',
  writing: (version) => `Version ${version}, being corrected`,
  writingText: (opinion, at) => `The version signed on ${at} stays: ${opinion}.`,
  leaves: 'The report has left already: you sign a corrigendum.', stays: 'The report has not left yet: the new one will leave in its place.',
  unchanged: 'Nothing differs from the signed version yet.',
  sign: 'Sign the correction',
  signTitle: (reading, patient, opinion) => `Sign the correction of ${reading} of ${patient}: ${opinion}`,
  corrigendumTitle: (reading, patient, opinion) => `Sign the corrigendum of ${reading} of ${patient}: ${opinion}`,
  consequence: 'The corrected report leaves in the place of the first. Both versions stay signed and sealed on this console.',
  consequenceLeft: 'A corrigendum, which names the report that it replaces, leaves at once for PACS and RIS. Both versions stay signed and sealed.',
  consequenceFirst: 'If the exam is not concluded, it goes back to the second readers’ queue, or leaves the programme if the corrected sheet no longer goes to a second reading.',
  notice: (patients, count) => (count === 1 ? `Your correction of the reading of ${patients} was agreed to: it remains to be written and signed.` : `${count} of your corrections were agreed to and remain to be signed: ${patients}.`), open: 'Show', unnamed: 'No name',
  versions: 'Signed versions', version: (number, at) => `Version ${number}, signed on ${at}`, stands: 'stands', replaced: 'replaced, kept',
  blind: (opinion) => `Blind opinion, counted in the figures: ${opinion}`, reason: (reason) => `Reason of the correction: ${reason}`,
}
export const correctionStrings: Readonly<Record<Language, Words>> = { fr: spaced(fr), en }
