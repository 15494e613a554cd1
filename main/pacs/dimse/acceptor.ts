/** The side that is called (PS3.8 7, PS3.7 9): objects that a PACS sends us (C-STORE, for a C-MOVE or by itself), its
 *  storage commitment reports, and C-ECHO. Listens where it is told and nowhere else; who is not on the list of titles and
 *  addresses is rejected before anything is read. */
import type { Socket } from 'node:net'
import { ExpectedError } from '../../contract/index.ts'
import { implementation, joinPart10, transferSyntax } from '../../dicom/index.ts'
import { addressOf, listen, type ListeningSocket } from '../../trust/index.ts'
import type { JsonDataset } from '../dicom-json.ts'
import { createAssociation, type Accepted, type Association, type Message } from './association.ts'
import { commandField, responseTo } from './command-set.ts'
import type { TlsIdentity } from './connect.ts'
import type { AnsweredContext, AssociateRequest, OfferedContext } from './pdu.ts'
import { readIdentifier } from './query-identifier.ts'
import { answeredStatuses, answersTo, rejections } from './service-table.ts'
import { storageCommitment, verification, whole } from './services.ts'
import { createWire, maximumLength } from './wire.ts'

export interface ReceivedObject {
  readonly callingAE: string
  readonly sopClassUID: string
  readonly sopInstanceUID: string
  readonly transferSyntaxUID: string
  /** Part 10, read once. Leaving it early refuses the object. */
  readonly bytes: AsyncIterable<Uint8Array>
}

export interface AcceptorPorts {
  /** Whether this title may call from this address. */
  allows(callingAE: string, remoteAddress: string): boolean | Promise<boolean>
  /** Told of whoever was turned away: by its title, or at the TLS handshake, where there is none yet. */
  refused?(callingAE: string | null, remoteAddress: string): void
  /** Resolves once the object is safe; whatever is thrown refuses it (PS3.4 B.2.3, status C000; `store/full`: A700). */
  store(object: ReceivedObject): Promise<void>
  /** A storage commitment report (PS3.4 J.3.3). */
  committed(report: JsonDataset): Promise<void>
}

export interface AcceptorOptions {
  readonly host: string
  readonly port: number
  /** Our title. */
  readonly calledAE: string
  /** `authority` must have signed the caller's certificate. */
  readonly tls: TlsIdentity | null
  readonly idleMs: number
  readonly maximumAssociations: number
}

export type Acceptor = ListeningSocket

export function startAcceptor(options: AcceptorOptions, ports: AcceptorPorts): Promise<Acceptor> {
  return listen(options, {
    serve(socket, others) {
      converse(socket, options, ports, others >= options.maximumAssociations).catch(() => { socket.destroy() })
    },
    tlsRefused: (remoteAddress) => { ports.refused?.(null, remoteAddress) },
  })
}

async function converse(socket: Socket, options: AcceptorOptions, ports: AcceptorPorts, full: boolean): Promise<void> {
  const wire = createWire(socket, options)
  const request = await wire.next()
  if (request.type !== 'associate-request') return wire.end({ type: 'abort', source: 2, reason: 2 })
  const reject = ({ result, source, reason }: (typeof rejections)[keyof typeof rejections]) => { wire.end({ type: 'associate-reject', result, source, reason }) }
  if (!await ports.allows(request.callingAE, addressOf(socket))) {
    ports.refused?.(request.callingAE, addressOf(socket))
    return reject(rejections.caller)
  }
  if (request.calledAE !== options.calledAE) return reject(rejections.called)
  if (full) return reject(rejections.full)
  const contexts = request.contexts.map((context) => answerTo(context))
  await wire.send({ ...request, type: 'associate-accept', maximumLength, implementationClassUID: implementation.ImplementationClassUID, implementationVersionName: implementation.ImplementationVersionName, contexts, roles: request.roles })
  const accepted = contexts.flatMap(({ id, result, transferSyntax: syntax }): Accepted[] => {
    const offered = request.contexts.find((one) => one.id === id)
    return result === 0 && offered !== undefined ? [{ id, abstractSyntax: offered.abstractSyntax, transferSyntax: syntax }] : []
  })
  await serveAll(createAssociation(wire, accepted, request.maximumLength), request, ports)
}

/** The first offered syntax that is known: the caller names first what the object is stored in. What this console can do
 *  with an object is judged by whoever keeps it. */
function answerTo({ id, abstractSyntax, transferSyntaxes }: OfferedContext): AnsweredContext {
  const syntax = transferSyntaxes.find((uid) => transferSyntax(uid) !== undefined)
  if (!answersTo(abstractSyntax)) return { id, result: 3, transferSyntax: transferSyntaxes[0] ?? '' }
  return syntax === undefined ? { id, result: 4, transferSyntax: transferSyntaxes[0] ?? '' } : { id, result: 0, transferSyntax: syntax }
}

/** Until the caller releases; the association ends the generator of messages by `pacs/interrupted`. */
async function serveAll(association: Association, request: AssociateRequest, ports: AcceptorPorts): Promise<void> {
  for (;;) {
    const message = await association.receive()
    const context = association.accepted.find(({ id }) => id === message.contextId)
    if (context === undefined) return association.abort()
    const { CommandField: field, MessageID: MessageIDBeingRespondedTo = 0 } = message.command
    const answer = (Status: number, more = {}) => association.send(message.contextId, { CommandField: responseTo(field), MessageIDBeingRespondedTo, Status, ...more })
    if (field === commandField.echo) {
      await whole(message.dataSet)
      await answer(0, { AffectedSOPClassUID: verification })
    } else if (field === commandField.store) {
      const { AffectedSOPClassUID = '', AffectedSOPInstanceUID = '' } = message.command
      await answer(await stored(message, context, request, ports), { AffectedSOPClassUID, AffectedSOPInstanceUID })
    } else if (field === commandField.eventReport && context.abstractSyntax === storageCommitment) {
      await ports.committed(readIdentifier(await whole(message.dataSet), context.transferSyntax))
      await answer(0, { AffectedSOPClassUID: storageCommitment, ...(message.command.EventTypeID === undefined ? {} : { EventTypeID: message.command.EventTypeID }) })
    } else {
      await whole(message.dataSet)
      // Unrecognised operation (PS3.7 C.5.23).
      await answer(answeredStatuses.unknown.status)
    }
  }
}

async function stored({ command, dataSet }: Message, context: Accepted, { callingAE }: AssociateRequest, ports: AcceptorPorts): Promise<number> {
  const { AffectedSOPClassUID: sopClassUID = '', AffectedSOPInstanceUID: sopInstanceUID = '' } = command
  const rest = dataSet[Symbol.asyncIterator]()
  const left: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: () => ({ next: () => rest.next() }) }
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield joinPart10({ SOPClassUID: sopClassUID, SOPInstanceUID: sopInstanceUID }, context.transferSyntax, new Uint8Array())
    yield* left
  }
  let status: number = answeredStatuses.kept.status
  try {
    // SOP class of the context and of the command must agree (PS3.7 9.3.1).
    if (sopClassUID !== context.abstractSyntax) status = answeredStatuses.otherClass.status
    else await ports.store({ callingAE, sopClassUID, sopInstanceUID, transferSyntaxUID: context.transferSyntax, bytes: bytes() })
  } catch (error) {
    if (error instanceof ExpectedError && error.code.startsWith('pacs/')) throw error
    status = error instanceof ExpectedError && error.code === 'store/full' ? answeredStatuses.full.status : answeredStatuses.refused.status
  }
  // What was not read is let go, so that the association goes on.
  for await (const part of left) void part
  return status
}
