/** The state machine of one reading. Pure: the same state and act always give the same answer, in main (authority)
 *  and in the renderer (affordance). Guards follow the policies; a refusal names a problem of the contract. */
import type { ErrorCode, ReadingPhase } from '../../contract/index.ts'
import { courseOf, policies, type PolicyName, type ReadingKind } from './policy.ts'

export interface ReadingMachine {
  readonly kind: ReadingKind
  readonly policy: PolicyName
  readonly phase: ReadingPhase
  /** Goes up by one with every accepted act. */
  readonly version: number
  readonly reader: string
  /** Who signed the first reading of this study, if anybody. */
  readonly firstReader: string | null
  /** Somebody else signed a reading of this kind on this study. */
  readonly taken: boolean
}

interface ActBase { readonly by: string; readonly expectedVersion: number }
export type ReadingAct =
  | (ActBase & { readonly type: 'saveDraft' })
  | (ActBase & { readonly type: 'freeze'; readonly opinionHolds: boolean })
  /** `annuler`; `expired`: the time after which an opinion counts as final has run out. */
  | (ActBase & { readonly type: 'undo'; readonly expired: boolean })
  | (ActBase & { readonly type: 'reveal' })
  | (ActBase & { readonly type: 'change'; readonly opinionHolds: boolean; readonly reason: string })
  /** `agrees`: negative, and so is what the first reader concluded; asked only of an opinion that was not revealed. */
  | (ActBase & { readonly type: 'sign'; readonly opinionHolds: boolean; readonly agrees?: boolean })

/** What is asked, without who asks and on which version. */
export type AskedAct = ReadingAct extends infer A ? (A extends ReadingAct ? Omit<A, keyof ActBase> : never) : never

export type Transition =
  | { readonly accepted: true; readonly state: ReadingMachine }
  | { readonly accepted: false; readonly problem: ErrorCode }

export function transition(state: ReadingMachine, act: ReadingAct): Transition {
  const problem = refusal(state, act)
  if (problem !== null) return { accepted: false, problem }
  const next = courseOf(state.kind, state.policy)[state.phase]?.[act.type]
  if (next === undefined) return { accepted: false, problem: 'reading/invalid-transition' }
  return { accepted: true, state: { ...state, phase: next, version: state.version + 1 } }
}

function refusal(state: ReadingMachine, act: ReadingAct): ErrorCode | null {
  // Another reader's reading does not exist for this one: no other answer may betray it.
  if (act.by !== state.reader) return 'request/not-found'
  // An early attempt is a security event whatever else is wrong with it.
  if (act.type === 'reveal' && state.phase === 'LECTURE_AVEUGLE') return 'reading/premature-reveal'
  if (act.expectedVersion !== state.version) return 'reading/stale-version'
  if (act.type === 'undo') return undoRefusal(state, act.expired)
  const next = courseOf(state.kind, state.policy)[state.phase]?.[act.type]
  if (next === undefined) {
    return act.type === 'reveal' && neverReveals(state) ? 'reading/premature-reveal' : 'reading/invalid-transition'
  }
  if (act.type === 'sign' && state.phase === 'AVIS_FIGE' && !neverReveals(state) && !signsUnrevealed(state.policy, act.agrees ?? false)) return 'reading/invalid-transition'
  if (state.kind === 'SECOND' && state.firstReader === state.reader) return 'reading/same-reader'
  if (state.taken && act.type !== 'saveDraft') return 'reading/not-your-turn'
  if (act.type === 'change' && act.reason.trim() === '') return 'reading/reason-required'
  if ((act.type === 'freeze' || act.type === 'change' || act.type === 'sign') && !act.opinionHolds) return 'reading/invalid-opinion'
  return null
}

/** Before the reveal a frozen opinion goes back to the blind draft; after it, it is never blind again: what was seen
 *  cannot be unseen, and it changes with a reason only. */
function undoRefusal(state: ReadingMachine, expired: boolean): ErrorCode | null {
  if (state.phase === 'DEFINITIF') return 'reading/finalised'
  if (state.phase === 'REVELATION') return 'reading/already-revealed'
  if (courseOf(state.kind, state.policy)[state.phase]?.undo === undefined) return 'reading/invalid-transition'
  if (state.taken) return 'reading/not-your-turn'
  return expired ? 'reading/finalised' : null
}

export function signsUnrevealed(policy: PolicyName, agrees: boolean): boolean {
  return agrees && policies[policy].signsUnrevealed === 'NEGATIVE_THAT_AGREES'
}

function neverReveals(state: ReadingMachine): boolean {
  const course = courseOf(state.kind, state.policy)
  return state.phase === 'AVIS_FIGE' && Object.values(course).every((acts) => acts.reveal === undefined)
}
