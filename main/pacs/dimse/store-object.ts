/** C-STORE as a user (PS3.4 B): the data set leaves byte for byte as the file holds it, in its own transfer syntax. */
import { ExpectedError } from '../../contract/index.ts'
import type { Part10Parts } from '../../dicom/index.ts'
import type { Association } from './association.ts'
import { commandField } from './command-set.ts'
import type { OfferedContext } from './pdu.ts'
import { answerTo, refusal } from './services.ts'

export const storeOffer = ({ sopClassUID, transferSyntaxUID }: Part10Parts): { contexts: OfferedContext[] } => ({ contexts: [{ id: 1, abstractSyntax: sopClassUID, transferSyntaxes: [transferSyntaxUID] }] })

/** Returns when the peer said that it has this very object; the association then stands for the next. Warnings (B000, B006,
 *  B007) mean that the peer coerced or dropped something: not what was signed. */
export async function storeObject(association: Association, messageId: number, { sopClassUID, sopInstanceUID, dataSet }: Part10Parts): Promise<void> {
  let said = false
  try {
    const [context] = association.accepted
    if (context === undefined) throw new ExpectedError('pacs/not-accepted', { params: { service: sopClassUID }, subject: sopInstanceUID })
    await association.send(context.id, { CommandField: commandField.store, MessageID: messageId, Priority: 0, AffectedSOPClassUID: sopClassUID, AffectedSOPInstanceUID: sopInstanceUID }, [dataSet])
    const { command } = await answerTo(association, commandField.store, messageId)
    said = true
    if (command.Status !== 0) throw refusal(command.Status, sopInstanceUID)
  } catch (error) {
    // The final status is what counts: how the association ends changes nothing of it.
    if (said) await association.release().catch(() => undefined)
    else association.abort()
    throw error
  }
}
