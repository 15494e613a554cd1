/** What DICOM spells for machines, as people read it: person names (PS3.5 6.2.1) and ages at a date. */

/** `MAMMATEST^Maria^Anne` → `MAMMATEST Maria Anne`; only the alphabetic group. */
export function formatPatientName(personName: string): string {
  const alphabetic = personName.split('=')[0] ?? ''
  const [family = '', given = '', middle = ''] = alphabetic.split('^').map((part) => part.trim())
  return [family, given, middle].filter((part) => part !== '').join(' ')
}

/** Whole years between two ISO days; null when either is unknown or they are in the wrong order. */
export function ageInYears(birth: string | null, at: string | null): number | null {
  const from = parts(birth)
  const to = parts(at)
  if (from === null || to === null) return null
  const before = to.month < from.month || (to.month === from.month && to.day < from.day)
  const years = to.year - from.year - (before ? 1 : 0)
  return years < 0 ? null : years
}

function parts(iso: string | null): { year: number; month: number; day: number } | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? '')
  return match === null ? null : { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }
}
