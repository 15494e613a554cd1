/** Words of whose exam it is, in both languages. */
import type { IdentityReason, Language, PatientIdentity } from '../../main/contract/index.ts'
import { spaced } from '../i18n/index.ts'

type Ins = NonNullable<PatientIdentity['ins']>

const fr = {
  conflict: 'Identité en conflit',
  conflictWith: (reasons: string) => `Un autre examen présent ici porte le même numéro : ${reasons}. Ils ne sont pas réunis.`,
  reasons: {
    'other-name': 'autre nom', 'other-birth-date': 'autre date de naissance', 'other-sex': 'autre sexe', 'other-number': 'autre numéro', 'other-issuer': 'même numéro d’un autre établissement',
    'other-ins': 'autre INS', 'issuer-unknown': 'origine du numéro inconnue', 'no-number': 'sans numéro',
  } satisfies Record<IdentityReason, string>,
  ins: { NIR: 'INS', NIA: 'INS (NIA)', TEST: 'INS de test', DEMO: 'INS de démonstration' } satisfies Record<Ins['kind'], string>,
  status: { QUALIFIED: 'qualifiée', RETRIEVED: 'récupérée, non qualifiée', PROVISIONAL: 'identité provisoire', NOT_SENT: 'statut non transmis', ABSENT: 'INS absente' } satisfies Record<PatientIdentity['insStatus'], string>,
  faults: { malformed: 'matricule mal formé', key: 'clé fausse', sex: 'contredit le sexe', 'birth-date': 'contredit la date de naissance' } satisfies Record<Ins['faults'][number], string>,
  notReal: 'ne désigne personne',
  birthName: (name: string) => `nom de naissance ${name}`,
  firstGivenName: (name: string) => `premier prénom ${name}`,
  birthPlace: (code: string) => `né(e) à ${code} (INSEE)`,
  doubtful: (n: number) => (n === 1 ? '1 antérieur douteux' : `${n} antérieurs douteux`),
  doubtfulTitle: 'Antérieurs dont le patient est douteux',
  doubtfulText: 'Ces examens sont peut-être d’une autre personne : ils ne sont pas affichés avec l’examen et rien n’est réuni. Vérifiez l’identité auprès du site avant de les comparer.',
  asks: 'Patient à préciser', asksText: 'Ces images importées ne disent pas de qui elles sont, ou peut-être d’un autre patient : à rapprocher avant lecture.',
  reconciled: 'Identité rapprochée', keptAsIs: 'Identité gardée telle quelle',
  reconciledBy: (by: string, at: string, medium: string) => `Rapprochée par ${by} le ${at}. Les images portent : ${medium}.`,
  decidedBy: (by: string, at: string) => `Décidé par ${by} le ${at}. Les images elles-mêmes n’ont pas été modifiées.`,
  question: 'À quel patient appartiennent ces images ?',
  questionText: 'Les images restent telles qu’elles sont venues ; l’identité choisie est celle de la liste, de la lecture et du compte rendu, et toujours dite rapprochée.',
  looking: 'Recherche des patients présents ici…', candidates: 'Identité du support et patients présents ici', choice: 'Choix', onMedium: 'Sur le support', issuer: 'Origine du numéro', here: 'Ici',
  exams: (n: number) => (n === 1 ? '1 examen' : `${n} examens`), last: (day: string) => `dernier ${day}`,
  absentFromMedium: 'absent du support', noCandidate: 'Aucun patient présent ici ne ressemble à cette identité. Cherchez-le ci-dessous, ou gardez l’identité du support.',
  searchOther: 'Chercher un autre patient présent ici', searchPlaceholder: 'Nom, numéro, date de naissance, numéro d’examen',
  notMedium: 'Cet examen vient du PACS : son identité se corrige à la source.',
  keep: 'Garder telle quelle', withdraw: 'Annuler cette décision', refuse: 'Refuser les images', assignNone: 'Choisissez un patient', assign: (name: string) => `Rattacher à ${name}`,
  refuseText: (name: string) => `Les images de cet examen (${name}) sont retirées de ce poste. Le support n’est pas modifié ; la décision est inscrite au journal.`,
  decided: { ASSIGN: 'Identité rapprochée', KEEP: 'Identité gardée', REFUSE: 'Images retirées', WITHDRAW: 'Décision annulée' },
  waiting: (n: number) => (n === 1 ? '1 examen importé attend : à quel patient appartient-il ?' : `${n} examens importés attendent : à quel patient appartiennent-ils ?`),
  waitingText: 'Leur identité manque, ou ressemble à celle d’un autre patient présent ici. Rien n’est réuni sans réponse.', answer: 'Répondre',
  patient: 'Patient', number: 'Numéro', birth: 'Né(e)', sex: 'Sexe', exam: 'Examen', differs: 'Ce qui diffère', this: 'Cet examen', none: 'absent', unnamed: 'Sans nom',
}
type Words = typeof fr
const en: Words = {
  conflict: 'Identity in conflict',
  conflictWith: (reasons) => `Another exam here bears the same number: ${reasons}. They are not joined.`,
  reasons: {
    'other-name': 'other name', 'other-birth-date': 'other birth date', 'other-sex': 'other sex', 'other-number': 'other number', 'other-issuer': 'same number of another institution',
    'other-ins': 'other INS', 'issuer-unknown': 'origin of the number unknown', 'no-number': 'no number',
  },
  ins: { NIR: 'INS', NIA: 'INS (NIA)', TEST: 'test INS', DEMO: 'demonstration INS' },
  status: { QUALIFIED: 'qualified', RETRIEVED: 'retrieved, not qualified', PROVISIONAL: 'provisional identity', NOT_SENT: 'status not sent', ABSENT: 'no INS' },
  faults: { malformed: 'malformed number', key: 'wrong key', sex: 'contradicts the sex', 'birth-date': 'contradicts the birth date' },
  notReal: 'names nobody',
  birthName: (name) => `birth name ${name}`,
  firstGivenName: (name) => `first given name ${name}`,
  birthPlace: (code) => `born in ${code} (INSEE)`,
  doubtful: (n) => (n === 1 ? '1 doubtful prior' : `${n} doubtful priors`),
  doubtfulTitle: 'Priors of a doubtful patient',
  doubtfulText: 'These exams may be another person’s: they are not shown with this exam and nothing is joined. Have the site verify the identity before comparing them.',
  asks: 'Patient to be told', asksText: 'These imported images do not say whose they are, or perhaps another patient’s: to be reconciled before reading.',
  reconciled: 'Reconciled identity', keptAsIs: 'Identity kept as it is',
  reconciledBy: (by, at, medium) => `Reconciled by ${by} on ${at}. The images say: ${medium}.`,
  decidedBy: (by, at) => `Decided by ${by} on ${at}. The images themselves were not changed.`,
  question: 'To which patient do these images belong?',
  questionText: 'The images stay as they came; the chosen identity is that of the list, the reading and the report, and always said to be reconciled.',
  looking: 'Looking for the patients here…', candidates: 'Identity on the medium and patients here', choice: 'Choice', onMedium: 'On the medium', issuer: 'Origin of the number', here: 'Here',
  exams: (n) => (n === 1 ? '1 exam' : `${n} exams`), last: (day) => `last ${day}`,
  absentFromMedium: 'absent from the medium', noCandidate: 'No patient here resembles this identity. Search below, or keep what the medium says.',
  searchOther: 'Search another patient here', searchPlaceholder: 'Name, number, birth date, accession number',
  notMedium: 'This exam comes from the PACS: its identity is corrected at its source.',
  keep: 'Keep as it is', withdraw: 'Withdraw this decision', refuse: 'Refuse the images', assignNone: 'Choose a patient', assign: (name) => `Attach to ${name}`,
  refuseText: (name) => `The images of this exam (${name}) are removed from this workstation. The medium is not changed; the decision goes into the audit trail.`,
  decided: { ASSIGN: 'Identity reconciled', KEEP: 'Identity kept', REFUSE: 'Images removed', WITHDRAW: 'Decision withdrawn' },
  waiting: (n) => (n === 1 ? '1 imported exam waits: to which patient does it belong?' : `${n} imported exams wait: to which patients do they belong?`),
  waitingText: 'Their identity is missing, or resembles that of another patient here. Nothing is joined without an answer.', answer: 'Answer',
  patient: 'Patient', number: 'Number', birth: 'Born', sex: 'Sex', exam: 'Exam', differs: 'What differs', this: 'This exam', none: 'absent', unnamed: 'Unnamed',
}

export const patientStrings: Record<Language, Words> = { fr: spaced(fr), en }
export type PatientStrings = Words
