/** Words of what its reader may do with an ordinary report after its signature. */
import type { Language } from '../../../main/contract/index.ts'
import { spaced } from '../../i18n/index.ts'

export type Amendment = 'ADDENDUM' | 'REPLACEMENT' | 'WITHDRAWAL'

interface Words {
  readonly section: string
  readonly text: string
  readonly acts: Readonly<Record<Amendment, string>>
  readonly titles: Readonly<Record<Amendment, (patient: string) => string>>
  readonly consequences: Readonly<Record<Amendment, { readonly left: string; readonly stays: string }>>
  /** After a report that was taken back. */
  readonly anew: string
  readonly withdraw: string
  readonly addendum: string
  readonly reason: string
  readonly reasonHint: string
  readonly parts: { readonly indication: string; readonly technique: string; readonly resultats: string; readonly conclusion: string }
  readonly missing: Readonly<Record<Amendment, string>>
  readonly added: (at: string) => string
  readonly withdrawnTitle: string
  readonly withdrawn: (at: string) => string
}

export const amendmentStrings: Readonly<Record<Language, Words>> = {
  fr: spaced({
    section: 'Après la signature',
    text: 'Rien de ce qui est signé n’est effacé : chaque version reste consultable, et celles qui sont parties sont suivies d’un message.',
    acts: { ADDENDUM: 'Ajouter un complément', REPLACEMENT: 'Remplacer le compte rendu', WITHDRAWAL: 'Retirer le compte rendu' },
    titles: {
      ADDENDUM: (patient) => `Signer un complément au compte rendu de ${patient}`,
      REPLACEMENT: (patient) => `Signer un nouveau compte rendu de ${patient}, à la place du précédent`,
      WITHDRAWAL: (patient) => `Retirer le compte rendu de ${patient}`,
    },
    consequences: {
      ADDENDUM: { left: 'Le compte rendu est parti : une nouvelle version, texte d’origine inchangé et complément en tête, le suit au PACS et au RIS.', stays: 'Le compte rendu n’est pas encore parti : seule la version complétée partira.' },
      REPLACEMENT: { left: 'Le compte rendu est parti : un rectificatif qui l’annule et le remplace le suit au PACS et au RIS.', stays: 'Le compte rendu n’est pas encore parti : seule la nouvelle version partira.' },
      WITHDRAWAL: { left: 'Le compte rendu est parti : son annulation le suit au RIS, et le PACS reçoit une note de rejet. Prévenez le demandeur par téléphone : un message ne remplace pas un appel.', stays: 'Le compte rendu n’est pas encore parti : rien n’en sera envoyé.' },
    },
    anew: 'Le compte rendu précédent a été retiré : celui-ci part comme un nouveau compte rendu.', withdraw: 'Retirer',
    addendum: 'Complément',
    reason: 'Motif',
    reasonHint: 'Obligatoire. Il reste scellé avec le compte rendu.',
    parts: { indication: 'Indication', technique: 'Technique', resultats: 'Résultats', conclusion: 'Conclusion' },
    missing: { ADDENDUM: 'Écrivez le complément avant de signer.', REPLACEMENT: 'Écrivez la conclusion et le motif avant de signer.', WITHDRAWAL: 'Écrivez le motif avant de signer.' },
    added: (at) => `Complément du ${at}`,
    withdrawnTitle: 'Compte rendu retiré',
    withdrawn: (at) => `Retiré le ${at}. Il reste consultable ici ; un nouveau compte rendu peut être signé à sa place.`,
  }),
  en: {
    section: 'After the signature',
    text: 'Nothing that is signed is erased: each version can still be read, and those that left are followed by a message.',
    acts: { ADDENDUM: 'Add an addendum', REPLACEMENT: 'Replace the report', WITHDRAWAL: 'Withdraw the report' },
    titles: {
      ADDENDUM: (patient) => `Sign an addendum to the report of ${patient}`,
      REPLACEMENT: (patient) => `Sign a new report of ${patient} in place of the one before`,
      WITHDRAWAL: (patient) => `Withdraw the report of ${patient}`,
    },
    consequences: {
      ADDENDUM: { left: 'The report has left: a new version, the text unchanged and the addendum before it, follows it to PACS and RIS.', stays: 'The report has not left yet: only the version with the addendum will leave.' },
      REPLACEMENT: { left: 'The report has left: a corrigendum that cancels and replaces it follows to PACS and RIS.', stays: 'The report has not left yet: only the new version will leave.' },
      WITHDRAWAL: { left: 'The report has left: its cancellation follows to the RIS, and the PACS gets a rejection note. Telephone the requester: a message does not stand in for a call.', stays: 'The report has not left yet: nothing of it will be sent.' },
    },
    anew: 'The report before it was withdrawn: this one leaves as a report of its own.', withdraw: 'Withdraw',
    addendum: 'Addendum',
    reason: 'Reason',
    reasonHint: 'Required. It stays sealed with the report.',
    parts: { indication: 'Indication', technique: 'Technique', resultats: 'Results', conclusion: 'Conclusion' },
    missing: { ADDENDUM: 'Write the addendum before signing.', REPLACEMENT: 'Write the conclusion and the reason before signing.', WITHDRAWAL: 'Write the reason before signing.' },
    added: (at) => `Addendum of ${at}`,
    withdrawnTitle: 'Report withdrawn',
    withdrawn: (at) => `Withdrawn on ${at}. It can still be read here; a new report can be signed in its place.`,
  },
}
