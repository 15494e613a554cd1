/** When a letter is due. A positive second reading, or a technical recall: the physician at once, the woman 24 to 48 hours
 *  after the physician; a negative one by the fifteenth day after the mammogram (cahier des charges, V.C). ISO days. */
import type { LetterRecipient, LetterResult } from '../../contract/index.ts'
import { resultLimitDays } from '../indicators/index.ts'

export interface LetterOccasion {
  readonly result: LetterResult
  readonly recipient: LetterRecipient
  readonly examOn: string | null
  /** Day of the final second reading, or of the day when the letter about a delay is written. */
  readonly concludedOn: string
  /** Day on which the physician's letter left; null while it has not. */
  readonly physicianToldOn: string | null
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)
}

/** Not before `from`, not after `by`. */
export function letterDue({ result, recipient, examOn, concludedOn, physicianToldOn }: LetterOccasion): { from: string; by: string } {
  if (result === 'POSITIVE' || result === 'TECHNICAL_RECALL') {
    if (recipient === 'PHYSICIAN') return { from: concludedOn, by: concludedOn }
    const told = physicianToldOn ?? concludedOn
    return { from: addDays(told, 1), by: addDays(told, 2) }
  }
  if (result === 'LATE') return { from: concludedOn, by: concludedOn }
  const limit = examOn === null ? concludedOn : addDays(examOn, resultLimitDays)
  return { from: concludedOn, by: limit < concludedOn ? concludedOn : limit }
}
