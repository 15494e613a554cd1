/** What is written of an agreed correction: saved a moment after the last stroke, as a draft is. What could not be saved when
 *  its panel went away is offered again at the next one, in memory only. */
import type { Avis, Call, Reading } from '../../../main/contract/index.ts'
import { problemCode } from '../../api/index.ts'
import { createDraftAutosave, type DraftState } from '../draft-autosave.ts'

export interface WritingSnapshot {
  readonly avis: Avis
  readonly saveState: DraftState
}

export interface CorrectionWriting {
  subscribe(listener: () => void): () => void
  snapshot(): WritingSnapshot
  edit(avis: Avis): void
  /** True when nothing unsaved is left. */
  flush(): Promise<boolean>
  /** Its panel goes away: saves what waits. May be shown again. */
  leave(): void
  /** Signed: nothing of it is to be saved any more. */
  done(): void
}

export interface WritingPorts {
  call: Call
  schedule: (work: () => void, ms: number) => () => void
  now: () => Date
  /** What main keeps of it now: the next panel begins there. */
  onSaved: (reading: Reading) => void
}

const waiting = new Map<string, { accountId: string; avis: Avis }>()
const FINAL = ['dossier/coordinator-needed', 'dossier/invalid-state', 'request/not-found', 'request/forbidden', 'input/invalid']

export function createCorrectionWriting({ call, schedule, now, onSaved }: WritingPorts, reading: Reading): CorrectionWriting {
  const listeners = new Set<() => void>()
  const kept = waiting.get(reading.id)
  let state: WritingSnapshot = { avis: reading.correction?.avis ?? reading.avis, saveState: { kind: 'saved', at: null } }
  const set = (change: Partial<WritingSnapshot>) => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }
  const autosave = createDraftAutosave({
    save: ({ avis }) => call('reading.saveCorrection', { readingId: reading.id, avis }),
    judge: (error) => (FINAL.includes(problemCode(error) ?? '') ? 'final' : 'retry'),
    onSaved: (saved) => {
      waiting.delete(reading.id)
      onSaved(saved)
    },
    onState: (saveState) => { set({ saveState }) },
    schedule, now,
  }, reading.version)
  const edit = (avis: Avis) => {
    set({ avis })
    autosave.edit({ avis, text: reading.text })
  }
  if (kept?.accountId === reading.accountId) edit(kept.avis)
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
    snapshot: () => state,
    edit,
    flush: () => autosave.flush(),
    leave() {
      const { pending } = autosave
      if (pending === null) return
      waiting.set(reading.id, { accountId: reading.accountId, avis: pending.avis })
      // What is not saved now waits for the next panel: no timer runs without one.
      void autosave.flush().then((saved) => { if (!saved) autosave.dispose() })
    },
    done() {
      waiting.delete(reading.id)
      autosave.letGo(reading.version)
    },
  }
}
