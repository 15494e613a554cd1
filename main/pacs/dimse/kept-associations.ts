/** Associations that are kept for a moment between two requests of one kind: opening one costs several round trips. */
import type { Association } from './association.ts'

export interface KeptAssociations {
  /** A kept one, or a new one; the message number to use on it. */
  take(kind: string, open: () => Promise<Association>): Promise<{ readonly association: Association; readonly messageId: number; readonly fresh: boolean }>
  give(kind: string, association: Association, messageId: number): void
  close(): void
}

/** Peers close an idle association after some ten seconds. */
const keptMs = 4000
/** Message numbers have 16 bits. */
const lastMessageId = 60_000

export function keepAssociations(): KeptAssociations {
  let kept: { kind: string; association: Association; messageId: number; timer: NodeJS.Timeout }[] = []
  let closed = false
  const release = (association: Association) => { association.release().catch(() => undefined) }
  return {
    async take(kind, open) {
      const found = kept.findLast((one) => one.kind === kind)
      if (found === undefined) return { association: await open(), messageId: 1, fresh: true }
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
