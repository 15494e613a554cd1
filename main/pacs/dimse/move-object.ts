/** C-MOVE of one object to ourselves (PS3.4 C.4.2): the PACS opens an association of its own to our title. For archives
 *  that know no C-GET. */
import { ExpectedError } from '../../contract/index.ts'
import type { InstanceAddress } from '../port.ts'
import type { Association } from './association.ts'
import { commandField } from './command-set.ts'
import type { ExpectedObjects } from './expected-objects.ts'
import { encodeIdentifier } from './query-identifier.ts'
import { answerTo, contextFor, isPending, refusal, studyRootMove, whole } from './services.ts'

/** `destination`: our title as the PACS knows it. `patienceMs`: an archive may fetch from a tape first. */
export async function* moveObject(association: Association, messageId: number, at: InstanceAddress, destination: string, expected: ExpectedObjects, patienceMs: number): AsyncGenerator<Uint8Array> {
  const { id, transferSyntax } = contextFor(association, studyRootMove)
  const incoming = expected.expect(at.sopInstanceUID)
  let over = false, taken = false
  try {
    const keys = { QueryRetrieveLevel: 'IMAGE', StudyInstanceUID: at.studyInstanceUID, SeriesInstanceUID: at.seriesInstanceUID, SOPInstanceUID: at.sopInstanceUID }
    await association.send(id, { CommandField: commandField.move, MessageID: messageId, Priority: 0, AffectedSOPClassUID: studyRootMove, MoveDestination: destination }, [encodeIdentifier(keys, transferSyntax)])
    const final = lastStatus(association, messageId, patienceMs)
    final.catch(() => undefined)
    const object = await Promise.race([incoming.begins, final.then(() => null)])
    if (object === null) {
      over = true
      const status = await final
      // The PACS says that it sent what did not come here.
      throw refusal(status === 0 ? 0xc000 : status, at.sopInstanceUID)
    }
    yield* object.bytes
    taken = true
    incoming.end()
    const status = await final
    over = true
    if (status !== 0) throw refusal(status, at.sopInstanceUID)
  } finally {
    if (!taken) incoming.end(new ExpectedError('request/aborted'))
    if (!over) association.abort()
  }
}

async function lastStatus(association: Association, messageId: number, patienceMs: number): Promise<number> {
  for (;;) {
    const { command, dataSet } = await answerTo(association, commandField.move, messageId, patienceMs)
    await whole(dataSet)
    const status = command.Status ?? 0xffff
    if (!isPending(status)) return status
  }
}
