/** One reading as this window holds it: what main last answered, what the reader has typed since, and what is
 *  known of the two. Transitions save first; what could not be saved outlives the panel, in memory only. */
import type { Avis, Call, DisplayedShare, Reading, SOPInstanceUID, StudyInstanceUID } from '../../main/contract/index.ts'
import { type Act, possibleActs } from '../../main/domain/second-reading/index.ts'
import { problemCode } from '../api/index.ts'
import { lossOf } from './course/loss.ts'
import { type DraftContent, type DraftState, createDraftAutosave } from './draft-autosave.ts'

/** After the reveal: the other opinion being written, with its reason. Goes to main only as a whole. */
export interface Revision {
  readonly avis: Avis
  readonly reason: string
}

export interface ReadingSnapshot {
  readonly reading: Reading
  readonly draft: DraftContent
  readonly saveState: DraftState
  /** The transition under way. */
  readonly acting: Act | null
  readonly revision: Revision | null
  /** Why the exam is not this reader's any more; null while it is. What was typed stays. */
  readonly lost: unknown
}

export interface ReadingSession {
  subscribe(listener: () => void): () => void
  snapshot(): ReadingSnapshot
  edit(change: (draft: DraftContent) => DraftContent): void
  revise(revision: Revision | null): void
  flush(): Promise<boolean>
  disputeSide(sopInstanceUID: string, disputed: boolean): Promise<void>
  markUrgent(urgent: boolean): Promise<void>
  /** `displayed`: what of the images was on screen at 1:1. */
  freeze(displayed: readonly DisplayedShare[]): Promise<void>
  /** Freezes `avis` by an act of the session around the reading. True when it was done. */
  conclude(avis: Avis, run: (byVersion: { readingId: Reading['id']; expectedVersion: number }) => Promise<Reading>): Promise<boolean>
  /** Says that the reader is there; told at once when the exam was lost meanwhile. */
  beat(): void
  /** Takes an exam that was lost again, with what is on screen. */
  retake(): Promise<void>
  reveal(): Promise<void>
  change(): Promise<void>
  sign(passphrase: string, displayed: readonly DisplayedShare[]): Promise<void>
  /** Takes over what main answered to an act beside the reading: a correction that was asked for, agreed to, signed. */
  replace(reading: Reading): void
  /** After a stale version: keep what is on screen, or load what was saved elsewhere. */
  keepMine(): Promise<void>
  loadSaved(): Promise<void>
  /** Saves what waits and lets the timers go. */
  close(): Promise<void>
}

export interface ReadingSessionPorts {
  call: Call
  schedule?: (work: () => void, ms: number) => () => void
  now?: () => Date
}

/** Typed but not saved when its panel went away (a lock, a lost connection): offered again at the next opening
 *  by the same account. Held in memory only, and without anything that names the patient. */
const unsaved = new Map<string, { accountId: string; version: number; draft: DraftContent | null; revision: Revision | null }>()

/** A panel that opens a study again waits for the last save of the panel that just left it. */
const closing = new Map<StudyInstanceUID, Promise<void>>()

/** Well within the lease of twenty minutes that a reader holds an exam by. */
export const heartbeatMs = 5 * 60_000

const FINAL = ['reading/invalid-transition', 'reading/not-your-turn', 'request/not-found', 'request/forbidden', 'input/invalid']

export async function openReadingSession(ports: ReadingSessionPorts, studyInstanceUID: StudyInstanceUID, signal: AbortSignal): Promise<ReadingSession> {
  const { call, schedule = afterDelay, now = () => new Date() } = ports
  await closing.get(studyInstanceUID)
  const opened = await call('reading.open', { studyInstanceUID }, { signal })
  const listeners = new Set<() => void>()
  const kept = takeUnsaved(opened)
  let state: ReadingSnapshot = { reading: opened, draft: contentOf(opened), saveState: { kind: 'saved', at: null }, acting: null, revision: kept?.revision ?? null, lost: null }

  const set = (change: Partial<ReadingSnapshot>) => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }

  const autosave = createDraftAutosave(
    {
      save: (content, expectedVersion) => call('reading.saveDraft', { readingId: opened.id, expectedVersion, avis: content.avis, text: content.text }),
      judge: (error) => {
        const code = problemCode(error)
        if (code === 'reading/stale-version') return 'stale'
        return code !== null && FINAL.includes(code) ? 'final' : 'retry'
      },
      // What is on screen is at least as new as what was saved: only the facts around it are taken over.
      onSaved: (reading) => set({ reading }),
      onState: (saveState) => set({ saveState }),
      schedule,
      now,
    },
    kept?.draft === undefined || kept.draft === null ? opened.version : kept.version,
  )

  const edit = (change: (draft: DraftContent) => DraftContent) => {
    // A second stroke while the opinion is being frozen is no draft of anything.
    if (state.acting === 'freeze' || !possibleActs(state.reading).includes('saveDraft')) return
    const draft = change(state.draft)
    set({ draft })
    autosave.edit(draft)
  }

  const noteLoss = (error: unknown) => {
    if (lossOf(error) !== null) set({ lost: error })
  }
  // While the panel is open its reader is there; the idle lock closes it.
  const isFollowed = opened.kind === 'SECOND' || opened.policy === 'INDEPENDANT'
  const beat = () => {
    if (isFollowed && possibleActs(state.reading).includes('saveDraft')) call('programme.heartbeat', { studyInstanceUID }).catch(noteLoss)
  }
  const beating = isFollowed ? setInterval(beat, heartbeatMs) : undefined

  const adopt = (reading: Reading) => {
    autosave.adopt(reading.version)
    set({ reading, draft: contentOf(reading) })
  }

  const act = async (name: Act, run: (byVersion: { readingId: Reading['id']; expectedVersion: number }) => Promise<Reading>) => {
    if (state.acting !== null) return
    set({ acting: name })
    try {
      // A draft that cannot be saved shows why beside the save indicator; the act must not go past it.
      if (!(await autosave.flush())) return
      adopt(await run({ readingId: opened.id, expectedVersion: state.reading.version }))
    } catch (error) {
      if (problemCode(error) === 'reading/stale-version') autosave.markStale()
      if (isFollowed) noteLoss(error)
      throw error
    } finally {
      set({ acting: null })
    }
  }

  if (kept?.draft !== undefined && kept.draft !== null) edit(() => kept.draft ?? state.draft)

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    snapshot: () => state,
    edit,
    revise: (revision) => set({ revision }),
    flush: () => autosave.flush(),
    async disputeSide(sopInstanceUID, disputed) {
      const { disputedSides } = await call('reading.disputeSide', { readingId: opened.id, sopInstanceUID: sopInstanceUID as SOPInstanceUID, disputed })
      set({ reading: { ...state.reading, disputedSides } })
    },
    async markUrgent(urgent) {
      const { urgency } = await call('reading.markUrgent', { readingId: opened.id, urgent })
      set({ reading: { ...state.reading, urgency } })
    },
    freeze: (displayed) => act('freeze', (byVersion) => call('reading.freeze', { ...byVersion, displayed: [...displayed] })),
    async conclude(avis, run) {
      if (state.acting !== null) return false
      if (avis !== state.draft.avis) edit((draft) => ({ ...draft, avis }))
      const { version } = state.reading
      await act('freeze', run)
      return state.reading.version > version
    },
    beat,
    async retake() {
      try {
        const found = await call('reading.open', { studyInstanceUID })
        if (possibleActs(found).includes('saveDraft')) set({ reading: found })
        await autosave.keepMine(state.draft, found.version)
        set({ lost: null })
      } catch (error) {
        noteLoss(error)
      }
    },
    reveal: () => act('reveal', (byVersion) => call('reading.reveal', byVersion)),
    async change() {
      const { revision } = state
      if (revision === null) return
      await act('change', (byVersion) => call('reading.change', { ...byVersion, avis: revision.avis, reason: revision.reason }))
      set({ revision: null })
    },
    sign: (passphrase, displayed) => act('sign', (byVersion) => call('reading.sign', { ...byVersion, passphrase, displayed: [...displayed] })),
    replace: adopt,
    async keepMine() {
      const found = await call('reading.open', { studyInstanceUID })
      if (possibleActs(found).includes('saveDraft')) set({ reading: found })
      await autosave.keepMine(state.draft, found.version)
    },
    async loadSaved() {
      const found = await call('reading.open', { studyInstanceUID })
      autosave.letGo(found.version)
      adopt(found)
    },
    close() {
      const done = settle().finally(() => {
        if (closing.get(studyInstanceUID) === done) closing.delete(studyInstanceUID)
      })
      closing.set(studyInstanceUID, done)
      return done
    },
  }

  async function settle(): Promise<void> {
    clearInterval(beating)
    await autosave.flush()
    autosave.dispose()
    const { pending } = autosave
    if (pending === null && state.revision === null) return
    unsaved.set(opened.id, { accountId: opened.accountId, version: state.reading.version, draft: pending, revision: state.revision })
  }
}

function takeUnsaved(opened: Reading) {
  const kept = unsaved.get(opened.id)
  unsaved.delete(opened.id)
  return kept?.accountId === opened.accountId ? kept : undefined
}

function contentOf(reading: Reading): DraftContent {
  return { avis: reading.avis, text: reading.text }
}

function afterDelay(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms)
  return () => {
    clearTimeout(timer)
  }
}
