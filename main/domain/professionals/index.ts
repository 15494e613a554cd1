/** Who signs, as France names them: the RPPS number of a professional, the FINESS number of a structure, the specialties
 *  that read images (ANS, JDV_J01_XdsAuthorSpecialty: profession / savoir-faire). */
import type { Professional } from '../../contract/index.ts'

/** Eleven digits, the last one a Luhn key over the others. */
export function isRpps(text: string): boolean {
  return /^\d{11}$/.test(text) && luhn(text)
}

/** Nine characters: the département (2A and 2B in Corsica), and seven digits. */
export function isFiness(text: string): boolean {
  return /^(?:\d{2}|2[AB])\d{7}$/.test(text)
}

/** An object identifier in dotted decimals. */
export function isOid(text: string): boolean {
  return /^[0-2](?:\.(?:0|[1-9]\d*)){2,}$/.test(text) && text.length <= 128
}

function luhn(digits: string): boolean {
  const sum = [...digits].toReversed().map(Number).reduce((total, digit, index) => total + (index % 2 === 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit), 0)
  return sum % 10 === 0
}

/** Codes of 1.2.250.1.213.1.1.4.5 with their words there. */
export const specialties = {
  'G15_10/SM44': 'Médecin - Radio-diagnostic (SM)',
  'G15_10/SM74': 'Médecin - Radiologie et imagerie médicale (SM)',
  'G15_10/SM94': 'Médecin - Radiologie imagerie médicale option radiologie interventionnelle avancée (SM)',
  'G15_10/SM55': 'Médecin - Radio-diagnostic et Radio-Thérapie (SM)',
  'G15_10/SM28': 'Médecin - Médecine nucléaire (SM)',
  'G15_10/SM32': 'Médecin - Neurologie (SM)',
  'G15_10/SM20': 'Médecin - Gynécologie-obstétrique (SM)',
} as const satisfies Record<Professional['specialty'], string>
export type Specialty = Professional['specialty']

/** Where the structure works (ANS, JDV_J04_XdsPracticeSettingCode). */
export const sectors = { AMBULATOIRE: 'Ambulatoire', ETABLISSEMENT: 'Etablissement de santé', DEPISTAGE: 'Dépistage' } as const
export type Sector = keyof typeof sectors
