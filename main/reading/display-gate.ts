/** Asks the display of the session before an act (Q5) and gives the words that the audit trail keeps of it. The rule
 *  itself is `domain/display-quality`'s. */
import { ExpectedError } from '../contract/index.ts'
import { gate, refusalParams, standingWords, type GateAnswer, type GatedAct } from '../domain/display-quality/index.ts'
import type { ReadingPorts } from './ports.ts'
import type { ReadingRow } from './reading-rows.ts'

/** A reading about to begin has no row yet. */
export type Gated = Pick<ReadingRow, 'kind' | 'study_instance_uid' | 'signed_at'> & { readonly training: 0 | 1 | null }

export interface Passed { readonly answer: Exclude<GateAnswer, `display/${string}`>; readonly words: string }

/** Throws `display/unfit` with the reasons, or `display/training`. */
export function passDisplay(ports: ReadingPorts, row: Gated, act: GatedAct): Passed {
  const standing = ports.displayGate()
  const demo = ports.study(row.study_instance_uid)?.demo ?? false
  const answer = gate(standing, { kind: row.kind, demo, signed: row.signed_at !== null, training: row.training === null ? null : row.training === 1 }, act)
  if (answer === 'display/unfit') throw new ExpectedError(answer, { subject: row.study_instance_uid, params: refusalParams(standing.reasons) })
  if (answer === 'display/training') throw new ExpectedError(answer, { subject: row.study_instance_uid })
  return { answer, words: standingWords(standing) }
}
