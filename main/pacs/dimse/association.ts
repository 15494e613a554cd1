/** An association (PS3.8 7) from the side that asks: opened, messages sent and received one after the other, released.
 *  What the peer did not accept is known by name before anything is asked. */
import { ExpectedError } from '../../contract/index.ts'
import { implementation } from '../../dicom/index.ts'
import { encodeCommand, hasDataSet, readCommand, type CommandSet } from './command-set.ts'
import { connect, type Address } from './connect.ts'
import { MalformedPdu, type AssociateReject, type DataValue, type OfferedContext, type Role } from './pdu.ts'
import { maximumLength, type Wire } from './wire.ts'

export interface Accepted { readonly id: number; readonly abstractSyntax: string; readonly transferSyntax: string }

/** `dataSet` is read to its end before the next message is asked for; empty where the message has none. */
export interface Message { readonly contextId: number; readonly command: CommandSet; readonly dataSet: AsyncIterable<Uint8Array> }

export interface Association {
  readonly accepted: readonly Accepted[]
  /** As `Wire.watch`. */
  watch(signal: AbortSignal): () => void
  send(contextId: number, command: CommandSet, dataSet?: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>
  receive(patienceMs?: number): Promise<Message>
  release(): Promise<void>
  abort(): void
}

/** What the kernel holds of a data set that was sent must have time to leave over a thin line, milliseconds. */
const slowestUpload = 16 * 1024
const kernelBuffer = 4 * 1024 * 1024
/** The longest value that is sent, whatever the peer takes. */
const longestSent = 256 * 1024
/** A command set is far below. */
const longestCommand = 64 * 1024

export async function openAssociation(address: Address, offer: { readonly contexts: readonly OfferedContext[]; readonly roles?: readonly Role[] }, signal: AbortSignal): Promise<Association> {
  const wire = await connect(address, signal)
  wire.watch(signal)
  await wire.send({ type: 'associate-request', calledAE: address.calledAE, callingAE: address.callingAE, maximumLength, implementationClassUID: implementation.ImplementationClassUID, implementationVersionName: implementation.ImplementationVersionName, roles: offer.roles ?? [], contexts: offer.contexts })
  const answer = await wire.next()
  if (answer.type === 'associate-reject') {
    wire.end()
    throw rejected(answer)
  }
  if (answer.type !== 'associate-accept') {
    wire.end({ type: 'abort', source: 0, reason: 0 })
    throw answer.type === 'abort' ? new ExpectedError('pacs/refused', { cause: new Error('aborted before it stood') }) : new ExpectedError('pacs/malformed')
  }
  const accepted = answer.contexts.flatMap(({ id, result, transferSyntax }): Accepted[] => {
    const offered = offer.contexts.find((one) => one.id === id)
    // A transfer syntax that was not offered is none.
    return result === 0 && offered?.transferSyntaxes.includes(transferSyntax) === true ? [{ id, abstractSyntax: offered.abstractSyntax, transferSyntax }] : []
  })
  return createAssociation(wire, accepted, answer.maximumLength)
}

export function createAssociation(wire: Wire, accepted: readonly Accepted[], peerMaximum: number): Association {
  const piece = Math.max(1024, Math.min(longestSent, peerMaximum === 0 ? longestSent : peerMaximum) - 6)
  let owed = 0
  let unread: DataValue[] = []

  async function nextValue(patienceMs: number): Promise<DataValue> {
    for (;;) {
      const value = unread.shift()
      if (value !== undefined) return value
      const pdu = await wire.next(patienceMs)
      if (pdu.type === 'data') unread = [...pdu.values]
      else throw ended(pdu.type)
    }
  }
  const ended = (type: string): ExpectedError => {
    if (type === 'release-request') wire.end({ type: 'release-response' })
    else wire.end(type === 'abort' ? undefined : { type: 'abort', source: 0, reason: 0 })
    return new ExpectedError('pacs/interrupted', { cause: new Error(type === 'abort' ? 'the peer aborted' : `a ${type} in place of a message`) })
  }
  const malformed = (why: string): ExpectedError => {
    wire.end({ type: 'abort', source: 0, reason: 0 })
    return new ExpectedError('pacs/malformed', { cause: new MalformedPdu(why) })
  }

  async function* dataSet(contextId: number): AsyncGenerator<Uint8Array> {
    for (;;) {
      const value = await nextValue(0)
      if (value.command || value.contextId !== contextId) throw malformed('a data set of another message')
      if (value.bytes.length > 0) yield value.bytes
      if (value.last) return
    }
  }

  return {
    accepted,
    watch: (signal) => wire.watch(signal),
    async send(contextId, command, content) {
      await wire.sendValue(contextId, true, true, encodeCommand(command, content !== undefined))
      owed = 0
      if (content === undefined) return
      // One value behind, since the last one bears a mark.
      let held: Uint8Array | null = null
      for await (const part of content) {
        for (let from = 0; from < part.length; from += piece) {
          if (held !== null) await wire.sendValue(contextId, false, false, held)
          held = part.subarray(from, from + piece)
          owed += held.length
        }
      }
      await wire.sendValue(contextId, false, true, held ?? new Uint8Array())
    },
    async receive(patienceMs = 0) {
      const wait = patienceMs + (Math.min(owed, kernelBuffer) / slowestUpload) * 1000
      const parts: Uint8Array[] = []
      let length = 0
      for (;;) {
        const value = await nextValue(wait)
        if (!value.command) throw malformed('a data set before its command')
        parts.push(value.bytes)
        length += value.bytes.length
        if (length > longestCommand) throw malformed('a command without end')
        if (!value.last) continue
        const command = commandIn(Buffer.concat(parts), malformed)
        return { contextId: value.contextId, command, dataSet: hasDataSet(command) ? dataSet(value.contextId) : nothing() }
      }
    },
    async release() {
      try {
        await wire.send({ type: 'release-request' })
        // What still comes is of nobody's interest any more.
        for (;;) if ((await wire.next()).type !== 'data') break
      } finally {
        wire.end()
      }
    },
    abort() { wire.end({ type: 'abort', source: 0, reason: 0 }) },
  }
}

function commandIn(bytes: Buffer, malformed: (why: string) => ExpectedError): CommandSet {
  try {
    return readCommand(bytes)
  } catch (error) {
    throw error instanceof MalformedPdu ? malformed(error.message) : error
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> { /* no data set */ }

/** PS3.8 table 9-21: by result (1 for good, 2 for now), who said so, and why. */
function rejected({ result, source, reason }: AssociateReject): ExpectedError {
  if (result === 2 || (source === 3 && (reason === 1 || reason === 2))) return new ExpectedError('pacs/busy')
  if (source === 1 && reason === 7) return new ExpectedError('pacs/called-ae')
  if (source === 1 && reason === 3) return new ExpectedError('pacs/calling-ae')
  return new ExpectedError('pacs/association', { params: { detail: `${result}-${source}-${reason}` } })
}
