/** C-GET of one object (PS3.4 C.4.3): it comes back over the same association as a C-STORE of the peer, in the transfer
 *  syntax that it is stored in, byte for byte, and is acknowledged once the caller took all of it. */
import { ExpectedError } from '../../contract/index.ts'
import { joinPart10 } from '../../dicom/index.ts'
import type { InstanceAddress } from '../port.ts'
import type { Association, Message } from './association.ts'
import { commandField, responseTo } from './command-set.ts'
import { encodeIdentifier } from './query-identifier.ts'
import { contextFor, isPending, refusal, requireAnswer, studyRootGet, whole } from './services.ts'

/** The Part 10 bytes as they come. Leaving early aborts the association. */
export async function* getObject(association: Association, messageId: number, at: InstanceAddress, sopClassUIDs: readonly string[]): AsyncGenerator<Uint8Array> {
  const { id, transferSyntax } = contextFor(association, studyRootGet)
  let over = false
  try {
    if (!association.accepted.some((one) => sopClassUIDs.includes(one.abstractSyntax))) throw new ExpectedError('pacs/not-accepted', { params: { service: sopClassUIDs.join(', ') }, subject: at.sopInstanceUID })
    const keys = { QueryRetrieveLevel: 'IMAGE', StudyInstanceUID: at.studyInstanceUID, SeriesInstanceUID: at.seriesInstanceUID, SOPInstanceUID: at.sopInstanceUID }
    await association.send(id, { CommandField: commandField.get, MessageID: messageId, Priority: 0, AffectedSOPClassUID: studyRootGet }, [encodeIdentifier(keys, transferSyntax)])
    let came = false
    for (;;) {
      const message = await association.receive()
      if (message.command.CommandField === commandField.store) {
        if (came) throw new ExpectedError('pacs/malformed', { subject: at.sopInstanceUID, cause: new Error('the object came twice') })
        yield* received(association, message, at)
        came = true
        continue
      }
      requireAnswer(association, message.command, commandField.get, messageId)
      await whole(message.dataSet)
      const { Status: status } = message.command
      if (status !== undefined && isPending(status)) continue
      over = true
      if (status !== 0 || !came) throw refusal(status, at.sopInstanceUID)
      return
    }
  } finally {
    if (!over) association.abort()
  }
}

async function* received(association: Association, { contextId, command, dataSet }: Message, at: InstanceAddress): AsyncGenerator<Uint8Array> {
  const context = association.accepted.find(({ id }) => id === contextId)
  const { AffectedSOPClassUID: sopClassUID = '', AffectedSOPInstanceUID: sopInstanceUID = '', MessageID: messageId = 0 } = command
  if (context === undefined || sopInstanceUID !== at.sopInstanceUID) throw new ExpectedError('pacs/malformed', { subject: at.sopInstanceUID, cause: new Error('another object came') })
  yield joinPart10({ SOPClassUID: sopClassUID, SOPInstanceUID: sopInstanceUID }, context.transferSyntax, new Uint8Array())
  yield* dataSet
  await association.send(contextId, { CommandField: responseTo(commandField.store), MessageIDBeingRespondedTo: messageId, AffectedSOPClassUID: sopClassUID, AffectedSOPInstanceUID: sopInstanceUID, Status: 0 })
}
