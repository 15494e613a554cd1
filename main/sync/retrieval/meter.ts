/** How fast bytes come: over the last seconds, not since the beginning, so that a line that got slower is said to be. */
import type { Clock } from '../clock.ts'

export interface Meter {
  readonly bytes: number
  add(bytes: number): void
  /** Bytes per second; 0 when nothing came lately. */
  rate(): number
}

const windowMs = 5_000
const slotMs = 250

export function createMeter(clock: Clock): Meter {
  const began = clock.now().getTime()
  const slots: { at: number; bytes: number }[] = []
  let bytes = 0
  return {
    get bytes() { return bytes },
    add(count) {
      bytes += count
      const at = Math.floor(clock.now().getTime() / slotMs) * slotMs
      const last = slots.at(-1)
      if (last?.at === at) last.bytes += count
      else slots.push({ at, bytes: count })
      while ((slots[0]?.at ?? at) < at - windowMs) slots.shift()
    },
    rate() {
      const now = clock.now().getTime()
      const lately = slots.filter(({ at }) => at > now - windowMs).reduce((sum, slot) => sum + slot.bytes, 0)
      return Math.round((lately * 1000) / Math.min(windowMs, Math.max(slotMs, now - began)))
    },
  }
}

/** Seconds until the rest is here if it is like what came; null while nothing came whole, or nothing comes. */
export function secondsLeft({ objects, bytes, rate, remaining }: { objects: number; bytes: number; rate: number; remaining: number }): number | null {
  if (remaining === 0) return 0
  if (objects === 0 || rate <= 0) return null
  return Math.ceil((bytes / objects) * remaining / rate)
}
