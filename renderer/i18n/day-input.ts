/** A day as it is typed: `10.03.2025`, `10/3/2025`, `10-03-25`, `10032025` or ISO; day first, as the reader writes it. */

export function parseDay(typed: string): string | null {
  const text = typed.trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (iso !== null) return valid(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const separated = /^(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{2}|\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text)
  if (separated === null) return null
  const year = Number(separated[3])
  return valid(year < 100 ? 2000 + year : year, Number(separated[2]), Number(separated[1]))
}

function valid(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day))
  if (year < 1800 || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null
  return at.toISOString().slice(0, 10)
}

/** An ISO day moved by whole days. */
export function addDays(iso: string, days: number): string {
  const at = new Date(`${iso}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

/** Today in local time, as an ISO day. */
export function today(now: Date): string {
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`
}
