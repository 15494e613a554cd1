/** Codes of the volume IMG-CR-IMG 2024.01 and the words that stand with them: modalities (JDV_ModaliteAcquisition), acts
 *  by modality (JDV_CodesDocumentImagerie), places of the body (JDV_LocalisationAnatomique). What has no row here is not
 *  guessed: the act is then without a code, and a report without a coded place is sent as level 1. */
import { element, type Attributes, type Xml } from './xml.ts'

export const oids = {
  loinc: '2.16.840.1.113883.6.1', dcm: '1.2.840.10008.2.16.4', sct: '2.16.840.1.113883.6.96', dcmUid: '1.2.840.10008.2.6.1',
  professional: '1.2.250.1.71.4.2.1', organisation: '1.2.250.1.71.4.2.2', specialty: '1.2.250.1.213.1.1.4.5', sector: '1.2.250.1.213.1.1.4.9',
  gender: '2.16.840.1.113883.5.1', confidentiality: '2.16.840.1.113883.5.25',
} as const

/** National identity: NIR, NIA, and their test and demonstration domains. */
export const insOids = ['1.2.250.1.213.1.4.8', '1.2.250.1.213.1.4.9', '1.2.250.1.213.1.4.10', '1.2.250.1.213.1.4.11'] as const

export interface Coded { readonly code: string; readonly displayName: string }

export const loinc = (name: string, { code, displayName }: Coded, ...inside: readonly Xml[]): Xml => element(name, { code, displayName, codeSystem: oids.loinc, codeSystemName: 'LOINC' }, ...inside)
export const dcm = (name: string, { code, displayName }: Coded, ...inside: readonly Xml[]): Xml => element(name, { code, displayName, codeSystem: oids.dcm, codeSystemName: 'DCM' }, ...inside)
export const sct = (name: string, { code, displayName }: Coded, more: Attributes = {}, ...inside: readonly Xml[]): Xml => element(name, { ...more, code, displayName, codeSystem: oids.sct, codeSystemName: 'SNOMED CT' }, ...inside)

interface Modality { readonly displayName: string; readonly act: Coded | null }

export const modalities: Readonly<Record<string, Modality>> = {
  MG: { displayName: 'Mammographie', act: { code: '24605-8', displayName: 'MG sein ; incidences pour diagnostic' } },
  CT: { displayName: 'Tomodensitométrie', act: { code: '25045-6', displayName: 'CT' } },
  MR: { displayName: 'Imagerie par résonance magnétique', act: { code: '25056-3', displayName: 'RM' } },
  US: { displayName: 'Échographie', act: { code: '25061-3', displayName: 'échographie' } },
  CR: { displayName: 'Radiographie numérisée', act: { code: '43468-8', displayName: 'RX ; incidences' } },
  DX: { displayName: 'Radiographie numérique', act: { code: '43468-8', displayName: 'RX ; incidences' } },
  NM: { displayName: 'Médecine nucléaire', act: null }, PT: { displayName: 'Tomographie par émission de positons', act: null },
  XA: { displayName: 'Angiographie à rayons X', act: null }, RF: { displayName: 'Radioscopie', act: null },
  PX: { displayName: 'Panoramique dentaire', act: null }, IO: { displayName: 'Radiographie intra-orale', act: null }, EEG: { displayName: 'Électroencéphalographie', act: null },
}

export const screeningAct: Coded = { code: '24606-6', displayName: 'MG sein ; incidences pour dépistage' }
export const breast: Coded = { code: '181131000', displayName: 'sein entier' }

/** The words of a site's own description of the exam, and the place that they name. */
const places: readonly (readonly [RegExp, Coded])[] = [
  [/\b(?:sein|mammo|mammaire)/, breast],
  [/\babdom/, { code: '302553009', displayName: 'abdomen entier' }],
  [/pelvi|\bpelvis/, { code: '229765004', displayName: 'pelvis entier' }],
  [/\bthora/, { code: '302551006', displayName: 'thorax entier' }],
  [/\bcerebr|\bencephal/, { code: '258335003', displayName: 'encéphale entier' }],
  [/\bcrane\b|\bcranien/, { code: '731717004', displayName: 'crâne entier' }],
  [/\bcou\b/, { code: '302550007', displayName: 'cou entier' }],
  [/\brachis cervical|\bcolonne cervicale/, { code: '361684008', displayName: 'colonne vertébrale cervicale entière' }],
  [/\brachis lombaire|\bcolonne lombaire/, { code: '361686005', displayName: 'colonne vertébrale lombaire entière' }],
  [/\brachis(?! cervical| lombaire)/, { code: '44300000', displayName: 'colonne vertébrale entière' }],
  [/\bgenou/, { code: '361291001', displayName: 'région entière du genou' }],
  [/\bhanche/, { code: '302543008', displayName: 'région entière de la hanche' }],
  [/\bepaule/, { code: '361103004', displayName: 'région entière de l\'épaule' }],
  [/\bcheville/, { code: '361292008', displayName: 'région entière de la cheville' }],
  [/\bpoignet/, { code: '361289009', displayName: 'région entière du poignet' }],
  [/\bcoude/, { code: '76248009', displayName: 'région entière du coude' }],
  [/\bmain\b/, { code: '302539009', displayName: 'main entière' }],
  [/\bpied\b/, { code: '302545001', displayName: 'pied entier' }],
]

export function placesNamed(description: string): readonly Coded[] {
  const plain = description.normalize('NFD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase('fr')
  return places.filter(([words]) => words.test(plain)).map(([, place]) => place)
}
