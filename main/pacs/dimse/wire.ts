/** One connection of the upper layer: units in and out, one at a time. Memory is bounded by the longest unit whatever the
 *  message; waiting for the peer has a limit and our own pauses do not count; an abort or a failure frees the socket.
 *  Throws `pacs/*` and `request/aborted` as the port says. */
import type { Socket } from 'node:net'
import { once } from 'node:events'
import { ExpectedError } from '../../contract/index.ts'
import { explain, PeerTooSlow } from '../failure.ts'
import { dataHead, encodePdu, headerLength, MalformedPdu, type DataPdu, type Pdu } from './pdu.ts'
import { readPdu } from './read-pdu.ts'

/** The longest unit that we take, bytes. */
export const maximumLength = 128 * 1024
/** Some peers count the head of the value beside it. */
const slack = 64
const nobody = new AbortController().signal
/** An association is offered or answered in less. */
const longestOther = 256 * 1024

export interface Wire {
  /** The call that uses the connection from now on: aborting it frees the socket. The answer ends the watch. */
  watch(signal: AbortSignal): () => void
  next(patienceMs?: number): Promise<Pdu>
  send(pdu: Exclude<Pdu, DataPdu>): Promise<void>
  sendValue(contextId: number, command: boolean, last: boolean, bytes: Uint8Array): Promise<void>
  /** Closes at once. With a unit to say, it is said as far as the line takes it. */
  end(last?: Exclude<Pdu, DataPdu>): void
}

export function createWire(socket: Socket, { idleMs }: { readonly idleMs: number }): Wire {
  socket.setNoDelay(true)
  socket.on('error', () => undefined)
  const chunks = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let rest: Buffer[] = []
  let held = 0
  let ahead: Promise<Pdu> | null = null

  let signal = nobody
  const abort = () => { end({ type: 'abort', source: 0, reason: 0 }) }

  /** When a byte last came, by `performance.now()`: over a thin line a unit takes longer than a silence may. */
  let heard = 0

  async function inTime<T>(work: Promise<T>, patienceMs: number): Promise<T> {
    const from = performance.now()
    let timer: NodeJS.Timeout
    const arm = () => {
      const left = Math.max(from, heard) + idleMs + patienceMs - performance.now()
      if (left <= 0) socket.destroy(new PeerTooSlow('no byte in time'))
      else timer = setTimeout(arm, Math.ceil(left))
    }
    timer = setTimeout(arm, idleMs + patienceMs)
    try {
      return await work
    } finally {
      clearTimeout(timer)
    }
  }

  async function take(length: number, patienceMs: number): Promise<Buffer> {
    while (held < length) {
      const { value, done } = await inTime(chunks.next(), patienceMs)
      if (done === true) throw new Error('the peer closed the connection')
      heard = performance.now()
      rest.push(value)
      held += value.length
    }
    held -= length
    const [first] = rest
    if (first === undefined || first.length < length) {
      const whole = Buffer.concat(rest)
      rest = [whole.subarray(length)]
      return whole.subarray(0, length)
    }
    rest = first.length === length ? rest.slice(1) : [first.subarray(length), ...rest.slice(1)]
    return first.subarray(0, length)
  }

  async function readOne(patienceMs: number): Promise<Pdu> {
    const head = await take(headerLength, patienceMs)
    const code = head.readUInt8(0), length = head.readUInt32BE(2)
    if (length > (code === 4 ? maximumLength + slack : longestOther)) throw new MalformedPdu('a unit longer than agreed')
    return readPdu(code, await take(length, 0))
  }

  async function write(...parts: readonly Uint8Array[]): Promise<void> {
    // What the peer says meanwhile may be that it gives up: then there is no use in waiting for it to read.
    ahead ??= readOne(24 * 3600_000)
    const said = ahead
    said.catch(() => undefined)
    if (socket.destroyed) throw socket.errored ?? new Error('the connection is closed')
    // One unit, one segment: Nagle's algorithm is off.
    socket.cork()
    let room = true
    for (const part of parts) room = socket.write(part)
    socket.uncork()
    if (!room) await inTime(Promise.race([once(socket, 'drain'), said.then((pdu) => { if (pdu.type === 'abort') throw new Error('the peer gave up') })]), 0)
  }

  const end: Wire['end'] = (last) => {
    signal.removeEventListener('abort', abort)
    if (last !== undefined && !socket.destroyed && socket.writable) socket.end(encodePdu(last))
    socket.destroySoon()
    setTimeout(() => socket.destroy(), 500).unref()
  }
  const why = (error: unknown): ExpectedError => {
    if (error instanceof MalformedPdu) return new ExpectedError('pacs/malformed', { cause: error })
    return explain(error, 'connected', signal)
  }
  const told = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      end()
      throw why(error)
    }
  }

  return {
    watch(next) {
      signal.removeEventListener('abort', abort)
      signal = next
      if (next.aborted) abort()
      else next.addEventListener('abort', abort, { once: true })
      return () => { next.removeEventListener('abort', abort) }
    },
    next: (patienceMs = 0) => told((async () => {
      const coming = ahead
      ahead = null
      if (coming === null) return readOne(patienceMs)
      return inTime(coming, patienceMs)
    })()),
    send: (pdu) => told(write(encodePdu(pdu))),
    sendValue: (contextId, command, last, bytes) => told(write(dataHead(contextId, command, last, bytes.length), bytes)),
    end,
  }
}
