/** The letters that come with the program, in plain French; each structure may write its own over them. An examination
 *  "to complete" is explained as such: no category without its meaning, no word of cancer where nothing is known. */
import type { LetterRecipient, LetterResult } from '../../contract/index.ts'

export interface LetterWording { readonly result: LetterResult; readonly recipient: LetterRecipient; readonly subject: string; readonly body: string }

const identity = 'Concernant : {patiente}, née le {dateNaissance} (dossier {numeroDossier}). Mammographie de dépistage du {dateExamen}, {site}.'
const courtesy: Readonly<Record<LetterRecipient, string>> = {
  WOMAN: 'Nous vous prions d’agréer, Madame, l’expression de nos salutations distinguées.', PHYSICIAN: 'Nous vous prions d’agréer, Docteur, l’expression de nos salutations distinguées.',
}
const closing = '{structure}'

const wording = (result: LetterResult, recipient: LetterRecipient, subject: string, ...paragraphs: string[]): LetterWording =>
  ({ result, recipient, subject, body: [...paragraphs, courtesy[recipient], closing].join('\n\n') })

export const defaultTemplates: readonly LetterWording[] = [
  wording('NEGATIVE', 'WOMAN', 'Résultat de votre mammographie de dépistage',
    'Madame,',
    'Votre mammographie de dépistage du {dateExamen} ({site}) a été lue par deux radiologues. Aucune anomalie suspecte n’a été vue.',
    'Vous serez invitée à une nouvelle mammographie dans deux ans. Le dépistage ne voit pas tout : si vous remarquez entre-temps un changement de vos seins (boule, rougeur, écoulement, déformation), consultez votre médecin sans attendre cette invitation.',
    'Conservez vos clichés et apportez-les lors du prochain examen.'),
  wording('NEGATIVE', 'PHYSICIAN', 'Résultat de la mammographie de dépistage de votre patiente',
    'Docteur,', identity,
    'Les deux lectures concordent : aucune image suspecte. Votre patiente sera invitée de nouveau dans deux ans.',
    'Un signe clinique apparu entre-temps doit être exploré sans tenir compte de ce résultat.'),
  wording('POSITIVE', 'PHYSICIAN', 'Seconde lecture : examens complémentaires à faire',
    'Docteur,', identity,
    'La seconde lecture demande un bilan de diagnostic différé. {categorie}',
    'À explorer : {localisation}.',
    'Examens proposés : {examensProposes}.',
    'Une classification ACR 0 signifie « examen à compléter » : des images supplémentaires sont nécessaires avant de conclure. Elle n’est pas un diagnostic.',
    'Le bilan se fait chez le radiologue de la première lecture, qui a été prévenu. Votre patiente recevra un courrier dans les 24 à 48 heures ; nous vous laissons le soin de la joindre avant si vous le souhaitez.'),
  wording('POSITIVE', 'WOMAN', 'Votre mammographie : des examens complémentaires sont nécessaires',
    'Madame,',
    'Votre mammographie de dépistage du {dateExamen} ({site}) a été relue par un second radiologue. Pour pouvoir conclure, il demande des images supplémentaires : votre examen est à compléter.',
    'Cela arrive à quelques femmes sur cent, et dans la grande majorité des cas l’examen complémentaire est rassurant. Il est néanmoins important de le faire sans tarder.',
    'Nous vous invitons à prendre rendez-vous au centre qui a fait votre mammographie. Votre médecin est informé et peut répondre à vos questions.'),
  wording('TECHNICAL_RECALL', 'PHYSICIAN', 'Seconde lecture : clichés à refaire',
    'Docteur,', identity,
    'La seconde lecture n’a pas pu conclure : {clichesARefaire}. {consigne}',
    'Il s’agit d’une insuffisance technique des clichés, non d’une anomalie. Les clichés sont refaits gratuitement par le centre de la première lecture, puis relus avec les premiers.'),
  wording('TECHNICAL_RECALL', 'WOMAN', 'Votre mammographie : des clichés sont à refaire',
    'Madame,',
    'Votre mammographie de dépistage du {dateExamen} ({site}) a été relue par un second radiologue. Certains clichés ne sont pas assez nets ou ne montrent pas tout le sein ; ils sont à refaire pour pouvoir conclure.',
    'Ce n’est pas le signe d’une anomalie. Les nouveaux clichés ne vous seront pas facturés. Nous vous invitons à prendre rendez-vous au centre qui a fait votre mammographie.'),
  wording('LATE', 'WOMAN', 'Votre mammographie : le résultat vous parviendra avec retard',
    'Madame,',
    'La seconde lecture de votre mammographie du {dateExamen} ({site}) n’est pas terminée, {jours} jours après l’examen. Le résultat aurait dû vous parvenir dans les quinze jours ; nous vous prions de nous en excuser.',
    'Ce retard ne dit rien de votre résultat. Il vous sera adressé dès que la lecture sera faite.'),
  wording('LATE', 'PHYSICIAN', 'Seconde lecture en retard',
    'Docteur,', identity,
    'La seconde lecture de cet examen n’est pas terminée, {jours} jours après la mammographie. Ce retard ne préjuge pas du résultat, qui vous sera adressé dès la lecture faite.'),
]
