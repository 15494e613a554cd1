/** The calendar day where the console stands, ISO 8601: a check "of today" is of the reader's day, not of Greenwich's. */
export function localDay(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
