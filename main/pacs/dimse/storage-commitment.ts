/** Storage commitment, push model (PS3.4 J.3): the PACS is asked to answer for objects that it was sent; its report comes
 *  later, on an association of its own or on this one. */
import { createDatasetKeys, type CommitmentReport } from './commitment-report.ts'
import type { Address } from './connect.ts'
import { openAssociation } from './association.ts'
import { commandField } from './command-set.ts'
import { encodeIdentifier } from './query-identifier.ts'
import { answerTo, contextFor, offer, refusal, storageCommitment } from './services.ts'

/** The well-known instance of the service (PS3.4 J.3.5). */
const commitmentInstance = '1.2.840.10008.1.20.1.1'

export async function requestCommitment(address: Address, transactionUID: string, objects: CommitmentReport['committed'], signal: AbortSignal): Promise<void> {
  const association = await openAssociation(address, { contexts: offer(storageCommitment) }, signal)
  let answered = false
  try {
    const { id, transferSyntax } = contextFor(association, storageCommitment)
    await association.send(id, { CommandField: commandField.action, MessageID: 1, RequestedSOPClassUID: storageCommitment, RequestedSOPInstanceUID: commitmentInstance, ActionTypeID: 1 }, [encodeIdentifier(createDatasetKeys(transactionUID, objects), transferSyntax)])
    const { command } = await answerTo(association, commandField.action, 1)
    answered = true
    if (command.Status !== 0) throw refusal(command.Status)
  } finally {
    if (answered) await association.release().catch(() => undefined)
    else association.abort()
  }
}
