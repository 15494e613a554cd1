/** An exam of the programme as it stands. A value: `advance` gives the next one. Instants are milliseconds of the epoch. */
import type { PolicyName } from '../second-reading/index.ts'
import type { Issue, Reception } from './events.ts'
import type { Place } from './parameters.ts'
import type { Refusal } from './refusals.ts'
import type { State } from './table.ts'

export interface Lecture {
  readonly place: Place
  readonly state: State
  readonly reader: string | null
  /** Until when the exam is taken without another sign of life; null while nobody reads or once the opinion is frozen. */
  readonly leaseUntil: number | null
  /** Digests of this reader's envelopes, oldest first. The first one is the blind opinion, the one of the statistics. */
  readonly digests: readonly string[]
  /** The first conclusion was shown to this reader. */
  readonly revealed: boolean
  /** Since when the opinion stands without being final. */
  readonly provisionalSince: number | null
  readonly reason: string
  /** Since when priors or an answer are awaited. */
  readonly waitingSince: number | null
  readonly consensus: { readonly invited: string; readonly returnsTo: State } | null
}

/** A final opinion. Corrections follow, nothing is overwritten. */
export interface Version {
  readonly round: number
  readonly version: number
  readonly place: Place | 'ARBITRE'
  readonly reader: string
  readonly digest: string
  readonly blindDigest: string
  readonly at: number
  readonly issue: Issue | null
  readonly reason: string
  readonly coordinator: string | null
}

export interface Dossier {
  readonly policy: PolicyName
  readonly first: string | null
  readonly receivedAt: number
  /** The state of the exam itself; null while it is being read: the readings then have theirs. */
  readonly own: State | null
  readonly round: number
  readonly lectures: readonly Lecture[]
  /** Who may not read this exam any more: has concluded, or has seen the first conclusion. */
  readonly haveRead: readonly string[]
  /** Who was consulted by another reader. */
  readonly consulted: readonly string[]
  /** Whose unfinished entry is kept. */
  readonly drafts: readonly string[]
  /** Why a reader's exam went back to the queue, told when that reader acts as if it had not. */
  readonly lost: Readonly<Record<string, 'E_BAIL_EXPIRE' | 'E_DOSSIER_MODIFIE'>>
  readonly missing: readonly Refusal[]
  readonly issue: Issue | null
  readonly versions: readonly Version[]
  /** Result, letter or request has left. */
  readonly exported: boolean
  /** Who decides between two independent readings now, by a lease as any reader; null while nobody does. */
  readonly arbiter: { readonly reader: string; readonly leaseUntil: number } | null
  readonly retake: { readonly since: number; readonly reminders: readonly number[] } | null
  readonly reason: string
}

/** `before`: the exam as it was known in an earlier round; who has read it stays known, and so does every version. */
export function receive({ policy, first, round = 1 }: Reception, now: number, before: Dossier | null = null): Dossier {
  const earlier = before !== null && before.round < round ? before : null
  return {
    policy, first, receivedAt: earlier?.receivedAt ?? now, own: 'RECU', round, lectures: [], haveRead: earlier?.haveRead ?? [], consulted: earlier?.consulted ?? [], drafts: [], lost: {}, missing: [],
    issue: null, versions: earlier?.versions ?? [], exported: false, arbiter: null, retake: null, reason: '',
  }
}

export function emptyLecture(place: Place, state: State, now: number): Lecture {
  return { place, state, reader: null, leaseUntil: null, digests: [], revealed: false, provisionalSince: null, reason: '', waitingSince: state === 'EN_FILE' ? null : now, consensus: null }
}

/** The state as the structure sees it: of the exam, or of the reading that is least far. */
export function stateOf(dossier: Dossier): State {
  return dossier.own ?? dossier.lectures.find(({ state }) => state !== 'DEFINITIF')?.state ?? 'DEFINITIF'
}

export function lectureOf(dossier: Dossier, reader: string): Lecture | null {
  return dossier.lectures.find((lecture) => lecture.reader === reader) ?? null
}
