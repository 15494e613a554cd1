/** The services that are asked of a PACS over an association (PS3.7 9, PS3.4 A to C): each succeeds only by the final
 *  status of that very request. */
import { ExpectedError } from '../../contract/index.ts'
import { explicitLittleEndian, implicitLittleEndian, type Attributes } from '../../dicom/index.ts'
import type { JsonDataset } from '../dicom-json.ts'
import type { Accepted, Association, Message } from './association.ts'
import { commandField, responseTo, type CommandSet } from './command-set.ts'
import type { OfferedContext } from './pdu.ts'
import { serviceRows } from './service-table.ts'
import { encodeIdentifier, longestIdentifier, readIdentifier } from './query-identifier.ts'

export const verification = serviceRows.verification.uid
export const studyRootFind = serviceRows.studyRootFind.uid
export const studyRootMove = serviceRows.studyRootMove.uid
export const studyRootGet = serviceRows.studyRootGet.uid
export const worklistFind = serviceRows.worklistFind.uid
export const storageCommitment = serviceRows.storageCommitment.uid

/** Little endian, explicit first: every peer takes implicit. */
export const plain = [explicitLittleEndian, implicitLittleEndian]

/** One context per abstract syntax. */
export const offer = (...abstractSyntaxes: readonly string[]): OfferedContext[] =>
  abstractSyntaxes.map((abstractSyntax, index) => ({ id: 2 * index + 1, abstractSyntax, transferSyntaxes: plain }))

/** Throws `pacs/not-accepted` when the peer refused what is needed. */
export function contextFor(association: Association, abstractSyntax: string): Accepted {
  const found = association.accepted.find((one) => one.abstractSyntax === abstractSyntax)
  if (found === undefined) throw new ExpectedError('pacs/not-accepted', { params: { service: abstractSyntax } })
  return found
}

export const isPending = (status: number): boolean => status === 0xff00 || status === 0xff01

export function refusal(status: number | undefined, subject?: string): ExpectedError {
  const shown = (status ?? 0xffff).toString(16).toUpperCase().padStart(4, '0')
  return new ExpectedError('pacs/dimse-status', { params: { status: shown }, ...(subject === undefined ? {} : { subject }) })
}

export async function echo(association: Association): Promise<void> {
  const { id } = contextFor(association, verification)
  await association.send(id, { CommandField: commandField.echo, MessageID: 1, AffectedSOPClassUID: verification })
  const { command } = await answerTo(association, commandField.echo, 1)
  if (command.Status !== 0) throw refusal(command.Status)
}

/** Answers one by one. Leaving early cancels what is left (PS3.4 C.4.1.1.3). */
export async function* find(association: Association, keys: Attributes, sopClass: string = studyRootFind): AsyncGenerator<JsonDataset> {
  const { id, transferSyntax } = contextFor(association, sopClass)
  const messageId = 1
  await association.send(id, { CommandField: commandField.find, MessageID: messageId, Priority: 0, AffectedSOPClassUID: sopClass }, [encodeIdentifier(keys, transferSyntax)])
  let over = false
  try {
    for (;;) {
      const message = await answerTo(association, commandField.find, messageId)
      const identifier = await whole(message.dataSet)
      const status = message.command.Status ?? 0xffff
      over = !isPending(status)
      if (over && status !== 0) throw refusal(status)
      if (over) return
      yield readIdentifier(identifier, transferSyntax)
    }
  } finally {
    if (!over) await cancel(association, id, messageId)
  }
}

/** What comes until the final answer is let go; a peer that goes on for ever is left. */
async function cancel(association: Association, contextId: number, messageId: number): Promise<void> {
  try {
    await association.send(contextId, { CommandField: commandField.cancel, MessageIDBeingRespondedTo: messageId })
    for (let left = 0; left < 2000; left += 1) {
      const { command, dataSet } = await association.receive()
      await whole(dataSet)
      if (!isPending(command.Status ?? 0)) return
    }
    association.abort()
  } catch {
    association.abort()
  }
}

/** The next message, which must answer this request. */
export async function answerTo(association: Association, field: number, messageId: number, patienceMs = 0): Promise<Message> {
  const message = await association.receive(patienceMs)
  requireAnswer(association, message.command, field, messageId)
  return message
}

export function requireAnswer(association: Association, command: CommandSet, field: number, messageId: number): void {
  if (command.CommandField === responseTo(field) && command.MessageIDBeingRespondedTo === messageId) return
  association.abort()
  throw new ExpectedError('pacs/malformed', { cause: new Error('an answer to another request') })
}

export async function whole(dataSet: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of dataSet) {
    length += part.length
    if (length > longestIdentifier) throw new ExpectedError('pacs/malformed', { cause: new Error('an answer without end') })
    parts.push(part)
  }
  return Buffer.concat(parts)
}
