/** What the reading room tells other consoles of its acts: sealed before the transaction, sent within it. */
import type { AccountId, ReportId, RoundMessage, StudyInstanceUID } from '../contract/index.ts'
import type { ReadingRow } from './reading-rows.ts'
import type { Envelope } from './sealed-opinions.ts'

export interface ReleasedElsewhere { readonly row: ReadingRow; readonly digest: string; readonly sealed: string; readonly witness: string }

export type ReadingNews =
  | { readonly type: 'FROZEN'; readonly row: ReadingRow; readonly frozen: Envelope }
  | { readonly type: 'UNDONE'; readonly row: ReadingRow; readonly digest: string; readonly at: string }
  | { readonly type: 'SIGNED'; readonly row: ReadingRow; readonly reportId: ReportId; readonly frozen: string | null; readonly signed: Envelope }
  /** By a coordinator: `frozen` is the digest of the opinion of `row`, whose reader is shown another one. */
  | { readonly type: 'RELEASED'; readonly row: ReadingRow; readonly frozen: string; readonly released: ReleasedElsewhere }

export interface Elsewhere {
  /** This console belongs to a centre elsewhere, which alone says who reads second. */
  readonly onlyAssigned: () => boolean
  /** What it gives is run in the transaction of the act. Nothing where nobody elsewhere need know. */
  readonly tell: (news: ReadingNews) => Promise<() => void>
  /** From a reader's console to its centre; nothing from any other console. What it gives is run in a transaction. */
  readonly toCentre: (studyInstanceUID: StudyInstanceUID, message: RoundMessage) => Promise<() => void>
  /** From the centre to a reader of another console; nothing to one of this console. */
  readonly toReader: (reader: AccountId, studyInstanceUID: StudyInstanceUID, message: RoundMessage) => Promise<() => void>
  /** In a transaction: something was written down that other consoles are to be told. */
  readonly owing: () => void
}
