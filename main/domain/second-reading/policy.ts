/** Reading policies as data: which steps a reading goes through, when the second reader may begin, and who may see
 *  what from which phase on. Nothing here runs; `transition.ts`, `opening.ts` and `visibility.ts` obey it. */
import type { Reading, ReadingPhase } from '../../contract/index.ts'

export type ReadingKind = Reading['kind']
export type PolicyName = Reading['policy']
export type Act = 'saveDraft' | 'freeze' | 'undo' | 'reveal' | 'change' | 'sign'

/** From which phase an act leads to which. What is not listed is not possible. */
export type Course = Readonly<Partial<Record<ReadingPhase, Readonly<Partial<Record<Act, ReadingPhase>>>>>>

/** An ordinary reading: written, then signed. */
const open: Course = {
  LECTURE: { saveDraft: 'LECTURE', sign: 'DEFINITIF' },
}

/** Blind until frozen, then the other conclusion is shown, then confirmed or changed with a reason. */
const blindThenRevealed: Course = {
  LECTURE_AVEUGLE: { saveDraft: 'LECTURE_AVEUGLE', freeze: 'AVIS_FIGE' },
  // Signed as it stands where the reveal would tell nothing (`signsUnrevealed`).
  AVIS_FIGE: { undo: 'LECTURE_AVEUGLE', reveal: 'REVELATION', sign: 'DEFINITIF' },
  REVELATION: { change: 'REVELATION', sign: 'DEFINITIF' },
}

/** Blind to the end: no reveal. */
const blindThroughout: Course = {
  LECTURE_AVEUGLE: { saveDraft: 'LECTURE_AVEUGLE', freeze: 'AVIS_FIGE' },
  AVIS_FIGE: { undo: 'LECTURE_AVEUGLE', sign: 'DEFINITIF' },
}

/** What one reader may see of the other. The context is the part of the first sheet that names no conclusion
 *  (identification, interrogatoire, clinical examination, technique). `since` is a phase of the second reading. */
export type Shared = 'FIRST_CONTEXT' | 'FIRST_OPINION' | 'FIRST_REPORT' | 'SECOND_REPORT'
export type Since = ReadingPhase | 'ALWAYS' | 'NEVER'

export interface Policy {
  readonly name: PolicyName
  readonly second: Course
  readonly secondBeginsIn: 'LECTURE' | 'LECTURE_AVEUGLE'
  /** What must have happened before a second reader may open the study. */
  readonly secondWaitsFor: 'FIRST_SIGNED_IN_SCOPE' | 'NOTHING'
  /** Second readings that an exam gets in one round. */
  readonly secondReaders: 1 | 2
  /** Which frozen opinions are signed without a reveal, in a course that has one (`reveler`: skipped when negative). */
  readonly signsUnrevealed: 'NEGATIVE_THAT_AGREES' | 'NONE'
  readonly visible: Readonly<Record<Shared, { readonly to: 'FIRST' | 'SECOND'; readonly since: Since }>>
}

export const policies: Readonly<Record<PolicyName, Policy>> = {
  /** Double blind: the conclusion of the first reader is masked until the second reader's opinion is frozen. */
  FR_DOCS_MASQUE: {
    name: 'FR_DOCS_MASQUE',
    second: blindThenRevealed,
    secondBeginsIn: 'LECTURE_AVEUGLE',
    secondWaitsFor: 'FIRST_SIGNED_IN_SCOPE',
    secondReaders: 1,
    signsUnrevealed: 'NEGATIVE_THAT_AGREES',
    visible: {
      FIRST_CONTEXT: { to: 'SECOND', since: 'LECTURE_AVEUGLE' },
      FIRST_OPINION: { to: 'SECOND', since: 'REVELATION' },
      FIRST_REPORT: { to: 'SECOND', since: 'REVELATION' },
      SECOND_REPORT: { to: 'FIRST', since: 'DEFINITIF' },
    },
  },
  /** The letter of the order (annexe III-B, V.A): the second reader has the first reader's sheet at once. */
  FR_DOCS: {
    name: 'FR_DOCS',
    second: open,
    secondBeginsIn: 'LECTURE',
    secondWaitsFor: 'FIRST_SIGNED_IN_SCOPE',
    secondReaders: 1,
    signsUnrevealed: 'NONE',
    visible: {
      FIRST_CONTEXT: { to: 'SECOND', since: 'LECTURE' },
      FIRST_OPINION: { to: 'SECOND', since: 'LECTURE' },
      FIRST_REPORT: { to: 'SECOND', since: 'LECTURE' },
      SECOND_REPORT: { to: 'FIRST', since: 'DEFINITIF' },
    },
  },
  /** Two parallel blind readings. Neither reader is ever shown the other's conclusion, and nothing tells that the other
   *  reading exists; where they disagree a third reader, who has both before him, decides. */
  INDEPENDANT: {
    name: 'INDEPENDANT',
    second: blindThroughout,
    secondBeginsIn: 'LECTURE_AVEUGLE',
    secondWaitsFor: 'NOTHING',
    secondReaders: 2,
    signsUnrevealed: 'NONE',
    visible: {
      FIRST_CONTEXT: { to: 'SECOND', since: 'NEVER' },
      FIRST_OPINION: { to: 'SECOND', since: 'NEVER' },
      FIRST_REPORT: { to: 'SECOND', since: 'NEVER' },
      SECOND_REPORT: { to: 'FIRST', since: 'NEVER' },
    },
  },
}

export function courseOf(kind: ReadingKind, policy: PolicyName): Course {
  return kind === 'SECOND' ? policies[policy].second : open
}

/** What the reading's present phase allows: the renderer's affordance, the machine's law. */
export function possibleActs(reading: { kind: ReadingKind; policy: PolicyName; phase: ReadingPhase }): Act[] {
  return Object.keys(courseOf(reading.kind, reading.policy)[reading.phase] ?? {}) as Act[]
}
