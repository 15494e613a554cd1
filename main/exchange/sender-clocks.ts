/** A letter that is dated in the future tells that its writer's clock, or ours, is wrong. It is taken all the same; the
 *  difference is said where the connections are. Kept in memory: the next letter in time takes it away. */

/** Two consoles that follow a time server differ by far less. Seconds. */
export const clockTolerance = 180

export function createSenderClocks(now: () => Date) {
  const ahead = new Map<string, number>()
  return {
    /** True when what is known changed. */
    saw(sender: string, sentAt: string): boolean {
      const seconds = Math.round((Date.parse(sentAt) - now().getTime()) / 1000)
      const known = ahead.has(sender)
      if (seconds < clockTolerance) return ahead.delete(sender)
      ahead.set(sender, seconds)
      return !known
    },
    differing: () => [...ahead].map(([id, seconds]) => ({ id, seconds })),
  }
}
