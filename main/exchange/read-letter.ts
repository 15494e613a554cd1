/** One object of a mailbox, from its bytes to a verified letter, or the sentence for which it is refused. */
import { ExpectedError, type AccountId } from '../contract/index.ts'
import { readLetter, type LetterObject } from '../dicom/index.ts'
import type { UnlockedVault } from '../vault/index.ts'
import { letterContent } from './letter-content.ts'
import type { ReceivedLetter } from './ports.ts'

type Trust = Pick<UnlockedVault, 'letters' | 'foreign'>

/** What stands in the clear. `id` is the SOP Instance UID under which the PACS gave it. */
export function readObject(part10: Uint8Array, id: string, mailbox: string): LetterObject {
  const object = readLetter(part10)
  if (object.sopInstanceUID !== id) throw new ExpectedError('exchange/replayed')
  if (object.recipient !== mailbox) throw new ExpectedError('exchange/other-recipient')
  return object
}

/** Opens and verifies; throws `exchange/*`. */
export async function openLetter({ letters, foreign }: Trust, sealed: string, id: string, mailbox: string): Promise<ReceivedLetter> {
  const { payload, signer } = await letters.open(sealed)
  const content = letterContent.safeParse(payload).data
  if (content === undefined) throw new ExpectedError('exchange/unknown-message')
  if (content.to !== mailbox) throw new ExpectedError('exchange/other-recipient')
  if (content.id !== id) throw new ExpectedError('exchange/replayed')
  if (!(await mayWrite(foreign, signer, mailbox))) throw new ExpectedError('exchange/unknown-sender')
  return { id, from: signer, studyInstanceUID: content.studyInstanceUID, message: content.message, sentAt: content.sentAt }
}

/** To a centre: a reader whose card is admitted there. To a reader: a coordinator of the centre that was joined. */
async function mayWrite(foreign: UnlockedVault['foreign'], signer: AccountId, mailbox: string): Promise<boolean> {
  const joined = foreign.joined()
  if (joined !== null) return mailbox !== joined.centreId && joined.coordinators.some(({ accountId }) => accountId === signer)
  return mailbox === foreign.centreId() && (await foreign.admitted()).some(({ card }) => card.accountId === signer)
}
