/** Saves what the reader types, a moment after the last stroke, one save at a time, under the version that
 *  this window knows. Nothing typed is ever dropped: a failure keeps it and tries again, a stale version keeps
 *  it and waits for the reader's choice. Owns no timer and no network: both come in as ports. */
import type { Avis, Reading } from '../../main/contract/index.ts'

export interface DraftContent {
  readonly avis: Avis
  readonly text: Reading['text']
}

export type DraftState =
  | { readonly kind: 'saved'; readonly at: Date | null }
  | { readonly kind: 'editing' }
  | { readonly kind: 'saving' }
  /** Changed elsewhere; nothing is sent until the reader chooses between the two. */
  | { readonly kind: 'stale' }
  /** Not saved; tried again after `retryMs`, or never when null (the act is no longer possible). */
  | { readonly kind: 'failed'; readonly error: unknown; readonly retryMs: number | null }

export interface DraftAutosavePorts {
  save(content: DraftContent, expectedVersion: number): Promise<Reading>
  /** What an answer means: `stale` asks the reader, `final` cannot be repaired by trying again. */
  judge(error: unknown): 'stale' | 'final' | 'retry'
  onSaved(reading: Reading): void
  onState(state: DraftState): void
  /** Runs `work` after `ms` unless the returned function is called first. */
  schedule(work: () => void, ms: number): () => void
  now(): Date
}

export interface DraftAutosave {
  edit(content: DraftContent): void
  /** Saves at once what waits; true when nothing unsaved is left. */
  flush(): Promise<boolean>
  /** After a transition that answered a new version. */
  adopt(version: number): void
  /** A transition found that the reading was changed elsewhere. */
  markStale(): void
  /** The reader keeps what is on screen: saved over the version found elsewhere. */
  keepMine(content: DraftContent, version: number): Promise<boolean>
  /** The reader takes what was saved elsewhere: what waits here is let go. */
  letGo(version: number): void
  readonly pending: DraftContent | null
  /** Stops the timers. What waits stays in `pending`. */
  dispose(): void
}

export const SAVE_AFTER_MS = 600
const RETRY_FIRST_MS = 2_000
const RETRY_MOST_MS = 30_000

export function createDraftAutosave(ports: DraftAutosavePorts, startVersion: number): DraftAutosave {
  let version = startVersion
  let pending: DraftContent | null = null
  let running: Promise<boolean> | null = null
  let cancelTimer: (() => void) | null = null
  let retryMs = RETRY_FIRST_MS
  let stale = false

  const clearTimer = () => {
    cancelTimer?.()
    cancelTimer = null
  }

  const arm = (ms: number) => {
    clearTimer()
    cancelTimer = ports.schedule(() => {
      cancelTimer = null
      void run()
    }, ms)
  }

  const saveOnce = async (): Promise<boolean> => {
    clearTimer()
    while (pending !== null && !stale) {
      const sent = pending
      ports.onState({ kind: 'saving' })
      try {
        const reading = await ports.save(sent, version)
        version = reading.version
        retryMs = RETRY_FIRST_MS
        // What was typed while the save was under way is newer than what was saved.
        if (pending === sent) pending = null
        ports.onSaved(reading)
      } catch (error) {
        fail(error)
        return false
      }
    }
    if (stale) return false
    ports.onState({ kind: 'saved', at: ports.now() })
    return true
  }

  const fail = (error: unknown) => {
    const verdict = ports.judge(error)
    if (verdict === 'stale') {
      stale = true
      ports.onState({ kind: 'stale' })
      return
    }
    ports.onState({ kind: 'failed', error, retryMs: verdict === 'final' ? null : retryMs })
    if (verdict === 'final') return
    arm(retryMs)
    retryMs = Math.min(retryMs * 2, RETRY_MOST_MS)
  }

  const run = (): Promise<boolean> => {
    running ??= saveOnce().finally(() => {
      running = null
    })
    return running
  }

  return {
    edit(content) {
      pending = content
      if (stale || running !== null) return
      ports.onState({ kind: 'editing' })
      arm(SAVE_AFTER_MS)
    },
    async flush() {
      if (running !== null) await running
      if (pending === null) return !stale
      return stale ? false : run()
    },
    adopt(next) {
      version = next
    },
    markStale() {
      clearTimer()
      stale = true
      ports.onState({ kind: 'stale' })
    },
    keepMine(content, next) {
      pending = content
      version = next
      stale = false
      return run()
    },
    letGo(next) {
      version = next
      stale = false
      pending = null
      clearTimer()
      ports.onState({ kind: 'saved', at: null })
    },
    get pending() {
      return pending
    },
    dispose: clearTimer,
  }
}
