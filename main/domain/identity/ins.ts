/** The national health identity (INS): a matricule of 13 figures with its key of two, and the authority that says which
 *  kind it is (CI-SIS; PS3.3 C.7.1.1 Issuer of Patient ID Qualifiers). DICOM carries no status: only an order says
 *  whether the identity was qualified (HL7 v2 PID-32, table 0445). */

export const insAuthorities = { '1.2.250.1.213.1.4.8': 'NIR', '1.2.250.1.213.1.4.9': 'NIA', '1.2.250.1.213.1.4.10': 'TEST', '1.2.250.1.213.1.4.11': 'DEMO' } as const
export type InsKind = (typeof insAuthorities)[keyof typeof insAuthorities]

export interface Ins {
  /** 13 figures and key, or 13 alone, as carried; 2A and 2B of Corsica as letters. */
  readonly value: string
  readonly kind: InsKind
}

/** `NOT_SENT`: there is an INS, and nobody said how far it was verified. */
export type InsStatus = 'QUALIFIED' | 'RETRIEVED' | 'PROVISIONAL' | 'NOT_SENT' | 'ABSENT'

/** What does not fit: no form of a matricule, a key that is not its own, and traits that contradict the number. */
export type InsFault = 'malformed' | 'key' | 'sex' | 'birth-date'

/** The identity of a pair of number and authority; null for another authority. */
export function insOf(value: string, authorityOid: string): Ins | null {
  const kind: InsKind | undefined = (insAuthorities as Readonly<Record<string, InsKind>>)[authorityOid.trim()]
  const plain = value.replaceAll(/\s/g, '').toUpperCase()
  return kind === undefined || plain === '' ? null : { value: plain.slice(0, 32), kind }
}

/** Test and demonstration authorities name nobody. */
export const isReal = ({ kind }: Ins): boolean => kind === 'NIR' || kind === 'NIA'

/** What may join two identities: a real one, well formed, with the right key. */
export function comparableIns(ins: Ins | null | undefined): Ins | null {
  return ins === null || ins === undefined || !isReal(ins) || insFaults(ins, null).length > 0 ? null : ins
}

/** 97 less the rest of the number by 97; 2A counts as 19, 2B as 18. Null for what is no matricule. */
export function insKey(thirteen: string): string | null {
  if (!/^\d{5}(?:\d{2}|2[AB])\d{6}$/.test(thirteen)) return null
  const figures = thirteen.replace(/^(\d{5})2A/, '$119').replace(/^(\d{5})2B/, '$118')
  return String(97 - Number(figures) % 97).padStart(2, '0')
}

export function insFaults({ value }: Ins, traits: { readonly patientSex: string; readonly patientBirthDate: string | null } | null): InsFault[] {
  const key = insKey(value.slice(0, 13))
  if (key === null || ![13, 15].includes(value.length) || !/^\d{2}$|^$/.test(value.slice(13))) return ['malformed']
  const [sex, year, month] = [value[0], value.slice(1, 3), value.slice(3, 5)]
  const stated = traits?.patientSex === 'F' ? '2' : traits?.patientSex === 'M' ? '1' : null
  const born = traits?.patientBirthDate ?? null
  // Months beyond 12 are those of births whose month was not known; 3, 4, 7 and 8 are numbers that wait.
  const comparable = Number(month) >= 1 && Number(month) <= 12
  return [
    ...value.length === 15 && value.slice(13) !== key ? ['key' as const] : [],
    ...stated !== null && (sex === '1' || sex === '2') && sex !== stated ? ['sex' as const] : [],
    ...born !== null && (born.slice(2, 4) !== year || (comparable && born.slice(5, 7) !== month)) ? ['birth-date' as const] : [],
  ]
}

/** `reliability`: PID-32 of the order that concerns this patient; null where there is none. */
export function insStatus(ins: Ins | null, reliability: readonly string[] | null): InsStatus {
  if (ins === null) return 'ABSENT'
  if (reliability === null || reliability.length === 0) return 'NOT_SENT'
  if (reliability.includes('PROV')) return 'PROVISIONAL'
  return reliability.includes('VALI') && isReal(ins) && insFaults(ins, null).length === 0 ? 'QUALIFIED' : 'RETRIEVED'
}

/** `2 62 04 61 169 042 83`. */
export const groupedIns = (value: string): string => [value.slice(0, 1), value.slice(1, 3), value.slice(3, 5), value.slice(5, 7), value.slice(7, 10), value.slice(10, 13), value.slice(13)].filter((part) => part !== '').join('\u00a0')
