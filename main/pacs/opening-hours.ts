/** Whether a source may be asked at this moment, by the clock of this console. */
import type { OpeningHours } from '../contract/index.ts'

/** Hours that go past midnight belong to the day on which they begin. */
export function isOpenAt(hours: OpeningHours | null, at: Date): boolean {
  if (hours === null) return true
  const { from, to, days } = hours
  const now = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
  const today = ((at.getDay() + 6) % 7) + 1
  const yesterday = ((today + 5) % 7) + 1
  if (from < to) return days.includes(today) && now >= from && now < to
  if (from === to) return days.includes(today)
  return (days.includes(today) && now >= from) || (days.includes(yesterday) && now < to)
}
