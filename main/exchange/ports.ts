/** What the exchange room needs, and the seam that other rooms build on. */
import type { Account, AccountId, ServerEvent } from '../contract/index.ts'
import type { Audit } from '../audit/index.ts'
import type { PacsClient } from '../pacs/index.ts'
import type { Store } from '../store/index.ts'
import type { Clock, OutboxDraft } from '../sync/index.ts'
import type { ExchangeStanding, UnlockedVault } from '../vault/index.ts'

export interface SealedLetter { readonly id: string; readonly to: AccountId | 'CENTRE'; readonly studyInstanceUID: string; readonly sealed: string; readonly sentAt: string }

/** `from`: who signed it, verified, and entitled to write here: a coordinator of the joined centre, or an admitted reader. */
export interface ReceivedLetter { readonly id: string /* SOPInstanceUID */; readonly from: AccountId; readonly studyInstanceUID: string; readonly message: unknown; readonly sentAt: string }

/** What follows is run in one transaction with the letter's own mark, once per letter; 'LATER': it needs something that
 *  has not come yet, and is asked again. Throws ExpectedError: refused, kept and shown with its sentence. */
export type TakeLetter = (letter: ReceivedLetter) => Promise<(() => void) | 'LATER'>

export interface Letterbox {
  /** Signed by the active account, before the transaction. On the centre's console by a coordinator (`keys/not-held`);
   *  `request/not-found` for a reader whose card is not admitted, `exchange/not-joined` without a centre to write to. */
  seal(to: AccountId | 'CENTRE', studyInstanceUID: string, message: unknown): Promise<SealedLetter>
  /** In the caller's transaction. */
  post(letter: SealedLetter): void
  /** Joined to a centre elsewhere, its coordinator's console, or neither. */
  standing(): ExchangeStanding
}

export interface ExchangePorts {
  readonly store: Store
  readonly audit: Pick<Audit, 'record'>
  readonly vault: UnlockedVault
  /** The account whose session this is. */
  readonly account: () => Account
  /** Accounts of this console. */
  readonly accounts: () => { readonly id: AccountId; readonly roles: Account['roles'] }[]
  /** Null while none is configured. */
  readonly pacs: () => PacsClient | null
  readonly outbox: { enqueue(rows: OutboxDraft[]): void }
  readonly take: TakeLetter
  readonly emit: (event: ServerEvent) => void
  /** Logs a bug and gives its incident number. */
  readonly onBug: (error: unknown) => string
  readonly newId: () => string
  readonly newUid: () => string
  /** Name of the structure, as it stands on the card of the centre. */
  readonly centreName: () => string
  /** Accession number of an exam that is known here. */
  readonly accessionNumber?: (studyInstanceUID: string) => string | null
  readonly clock?: Clock
  /** 0..1 */
  readonly random?: () => number
}
