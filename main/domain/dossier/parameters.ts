/** What a policy and a screening centre decide about the course of an exam, as data. Durations are in the unit that
 *  the name ends with; nothing here runs. Sources: annexe III-B (V.A, V.C, V.D); what the order leaves open is a
 *  proposal that the centre may change. */
import type { PolicyName } from '../second-reading/index.ts'

/** One place to fill by one reader: the second reading of the order, or the two parallel ones and their arbiter. */
export type Place = 'L2' | 'A' | 'B'

export interface PolicyCourse {
  readonly places: readonly Place[]
  /** Masked until the reader's own opinion is frozen. */
  readonly blind: boolean
  /** Whether the first conclusion is ever shown to this reader. */
  readonly reveals: boolean
  /** Second readers may consult each other; independent readers may not, it would betray the other reading. */
  readonly consensus: boolean
  /** What the last final opinion leads to: its own issue, or the comparison of both. */
  readonly afterReading: 'ISSUE' | 'COMPARAISON'
}

export const courses: Readonly<Record<PolicyName, PolicyCourse>> = {
  FR_DOCS_MASQUE: { places: ['L2'], blind: true, reveals: true, consensus: true, afterReading: 'ISSUE' },
  FR_DOCS: { places: ['L2'], blind: false, reveals: true, consensus: true, afterReading: 'ISSUE' },
  INDEPENDANT: { places: ['A', 'B'], blind: true, reveals: false, consensus: false, afterReading: 'COMPARAISON' },
}

export type ArbitrationPolicy = 'DISCORDANTS' | 'TOUS_POSITIFS' | 'TOUS_NON_NORMAUX'

export interface DossierParameters {
  /** Which pairs of independent opinions go to an arbiter. */
  readonly arbitration: ArbitrationPolicy
  /** Days after the mammogram (V.C: result at 15 at the latest). */
  readonly due: { readonly soonDays: number; readonly urgentDays: number; readonly limitDays: number }
  /** How long an exam stays taken without a sign of life of its reader. */
  readonly leaseMinutes: number
  /** How long a provisional opinion can be taken back; then it is finalised by itself. 0: at once final. */
  readonly undoMinutes: number
  /** No opinion is taken sooner after full display, milliseconds: a key pressed twice is no second reading. */
  readonly guardMs: number
  readonly priorsDays: number
  readonly retakeReminderDays: number
  readonly retakeLimitMonths: number
  /** Whether the reader of the first round may read the exam again once its films were redone (rule R16: no). */
  readonly sameReaderAfterRetake: boolean
  /** Whether a negative opinion on an exam without a workup may do without the reveal. */
  readonly revealSkippedWhenNegative: boolean
}

export const defaultParameters: DossierParameters = {
  arbitration: 'DISCORDANTS',
  due: { soonDays: 8, urgentDays: 12, limitDays: 15 },
  leaseMinutes: 20,
  undoMinutes: 60,
  guardMs: 2000,
  priorsDays: 5,
  retakeReminderDays: 30,
  retakeLimitMonths: 6,
  sameReaderAfterRetake: false,
  revealSkippedWhenNegative: true,
}
