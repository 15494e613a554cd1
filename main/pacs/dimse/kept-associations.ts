/** Associations that are kept for a moment between two requests of one kind: opening one costs several round trips. An
 *  archive serves only so many at a time (Orthanc four), so one that is kept idle is never in the way of a new one: as many
 *  stand as were ever needed at once, no more. */
import type { Association } from './association.ts'

export interface KeptAssociations {
  /** A new one, to be released by the caller; the longest idle one gives it its place. */
  open(open: () => Promise<Association>): Promise<Association>
  /** A kept one, or a new one; the message number to use on it. */
  take(kind: string, open: () => Promise<Association>): Promise<{ readonly association: Association; readonly messageId: number; readonly fresh: boolean }>
  give(kind: string, association: Association, messageId: number): void
  close(): void
}

/** Peers close an idle association after some ten seconds. */
const keptMs = 4000
/** A peer that does not answer a release in this time is told that it is over, milliseconds. */
const releaseMs = 2000
/** Message numbers have 16 bits. */
const lastMessageId = 60_000

export function keepAssociations(): KeptAssociations {
  let kept: { kind: string; association: Association; messageId: number; timer: NodeJS.Timeout }[] = []
  let closed = false
  const release = (association: Association) => { association.release().catch(() => undefined) }
  async function openInPlace(open: () => Promise<Association>): Promise<Association> {
    const longestIdle = kept.shift()
    if (longestIdle !== undefined) {
      const { association, timer } = longestIdle
      clearTimeout(timer)
      const patience = setTimeout(() => { association.abort() }, releaseMs)
      await association.release().catch(() => undefined)
      clearTimeout(patience)
    }
    return open()
  }

  return {
    open: openInPlace,
    async take(kind, open) {
      const found = kept.findLast((one) => one.kind === kind)
      if (found === undefined) return { association: await openInPlace(open), messageId: 1, fresh: true }
      kept = kept.filter((one) => one !== found)
      clearTimeout(found.timer)
      return { association: found.association, messageId: found.messageId + 1, fresh: false }
    },
    give(kind, association, messageId) {
      if (closed || messageId >= lastMessageId) return release(association)
      const timer = setTimeout(() => {
        kept = kept.filter((one) => one.association !== association)
        release(association)
      }, keptMs)
      timer.unref()
      kept.push({ kind, association, messageId, timer })
    },
    close() {
      closed = true
      for (const { association, timer } of kept) {
        clearTimeout(timer)
        release(association)
      }
      kept = []
    },
  }
}
