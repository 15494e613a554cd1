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
  patient: 'Patient', number: 'Number', birth: 'Born', sex: 'Sex', exam: 'Exam', differs: 'What differs', this: 'This exam', none: 'absent', unnamed: 'Unnamed',
}

export const patientStrings: Record<Language, Words> = { fr: spaced(fr), en }
export type PatientStrings = Words
