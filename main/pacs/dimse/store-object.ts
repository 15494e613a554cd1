/** C-STORE as a user (PS3.4 B): the data set leaves byte for byte as the file holds it, in its own transfer syntax. */
import { ExpectedError } from '../../contract/index.ts'
import { part10Parts } from '../../dicom/index.ts'
import { openAssociation } from './association.ts'
import { commandField } from './command-set.ts'
import type { Address } from './connect.ts'
import { answerTo, refusal } from './services.ts'

/** Warnings (B000, B006, B007) mean that the peer coerced or dropped something: not what was signed. */
export async function storeObject(address: Address, sopInstanceUID: string, part10: Uint8Array, signal: AbortSignal): Promise<void> {
  const parts = part10Parts(part10)
  if (parts.sopInstanceUID !== sopInstanceUID) throw new ExpectedError('dicom/not-dicom', { subject: sopInstanceUID })
  const association = await openAssociation(address, { contexts: [{ id: 1, abstractSyntax: parts.sopClassUID, transferSyntaxes: [parts.transferSyntaxUID] }] }, signal)
  let said = false
  try {
    const [context] = association.accepted
    if (context === undefined) throw new ExpectedError('pacs/not-accepted', { params: { service: parts.sopClassUID }, subject: sopInstanceUID })
    await association.send(context.id, { CommandField: commandField.store, MessageID: 1, Priority: 0, AffectedSOPClassUID: parts.sopClassUID, AffectedSOPInstanceUID: sopInstanceUID }, [parts.dataSet])
    const { command } = await answerTo(association, commandField.store, 1)
    said = true
    if (command.Status !== 0) throw refusal(command.Status, sopInstanceUID)
  } finally {
    // The final status is what counts: how the association ends changes nothing of it.
    if (said) await association.release().catch(() => undefined)
    else association.abort()
  }
}
