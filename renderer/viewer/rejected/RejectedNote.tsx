/** How many images of the exam, and of the prior beside it, their site rejected: said as long as the exam is open, with
 *  the reason where all have the same. */
import { Ban } from 'lucide-react'
import type { Language, OpenedStudy } from '../../../main/contract/index.ts'
import { rejectedStrings } from './strings.ts'

export function RejectedNote({ current, prior, language }: { current: OpenedStudy; prior: OpenedStudy | null; language: Language }) {
  const strings = rejectedStrings[language]
  const ofPrior = prior?.rejected.length ?? 0
  const count = current.rejected.length
  const [reason, another] = [...new Set(current.rejected.map((one) => one.reason))]
  const why = reason === undefined || another !== undefined ? '' : ` (${strings.reason[reason]})`
  return (
    <>
      {count === 0 ? null : <span data-kind="rejected"><Ban size={12} aria-hidden /> {strings.note(count)}{why}</span>}
      {ofPrior === 0 ? null : <span data-kind="rejected">{strings.noteOfPrior(ofPrior)}</span>}
    </>
  )
}
