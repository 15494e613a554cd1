/** Sends HL7 v2 messages over MLLP, one in flight, each on a connection of its own: a late acknowledgement of one
 *  message can then never be taken for that of the next. Ends in one of four ways, never by silence:
 *  accepted; `ris/unreachable`, `ris/certificate` or `ris/own-certificate` (nothing was received); `ris/rejected` (AE for good, AR for now);
 *  `ris/no-answer` (it may or may not have been received: send the same message again). */
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { ExpectedError } from '../contract/index.ts'
import { certificateReason, refusesOurCertificate, tlsProfile, trustOf, unreadableAuthority } from '../trust/index.ts'
import { parseAcknowledgement, type Acknowledgement } from './acknowledgement.ts'
import { createBlockReader, frameBlock } from './mllp-blocks.ts'

export interface RisClient {
  /** Resolves once the RIS accepted the message of this control id. Text leaves as UTF-8, bytes as they are. */
  send(message: string | Uint8Array, controlId: string, signal: AbortSignal): Promise<void>
  /** Resolves when a connection can be made. Sends nothing: an empty message would be an error over there. */
  probe(signal: AbortSignal): Promise<void>
}

export interface MllpOptions {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  /** PEM; empty for the system's own authorities. */
  readonly certificateAuthority: string
  /** Shown to a RIS that asks for it, PEM; empty: none. */
  readonly certificate?: string
  readonly key?: string
  readonly connectTimeoutMs?: number
  /** From the last byte sent to the acknowledgement; the time that a thin line takes for the message is added. */
  readonly ackTimeoutMs?: number
}

/** What the kernel holds of a message must have time to leave over a thin line: bytes per second, bytes. */
const slowestUpload = 16 * 1024
const kernelBuffer = 4 * 1024 * 1024
/** What leaves within the patience anyway. */
const little = 64 * 1024
/** By then a peer that does not take our certificate has said so, milliseconds. */
const refusalMs = 500
/** An acknowledgement is a few lines. */
const ackLimit = 1024 * 1024

export function createMllpClient(options: MllpOptions): RisClient {
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work)
    last = turn.catch(() => undefined)
    return turn
  }
  return {
    send: (message, controlId, signal) => inTurn(() => sendOne(options, message, controlId, signal)),
    probe: (signal) => inTurn(async () => {
      const socket = await connect(options, signal)
      if (options.tls) await staysOpen(socket, signal)
      socket.destroy()
    }),
  }
}

async function sendOne(options: MllpOptions, message: string | Uint8Array, controlId: string, signal: AbortSignal): Promise<void> {
  const socket = await connect(options, signal)
  try {
    const { code } = await exchange(socket, message, controlId, options.ackTimeoutMs ?? 30_000, signal)
    if (code !== 'AA') throw new ExpectedError('ris/rejected', { subject: controlId, params: { code } })
  } finally {
    socket.destroy()
  }
}

function connect(options: MllpOptions, signal: AbortSignal): Promise<Socket> {
  if (signal.aborted) return Promise.reject(new ExpectedError('request/aborted'))
  let socket: Socket
  try {
    socket = open(options)
  } catch (error) {
    return Promise.reject(error instanceof ExpectedError ? error : new ExpectedError('ris/own-certificate', { cause: error }))
  }
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(new Error('no connection in time')), options.connectTimeoutMs ?? 10_000)
    const abort = () => socket.destroy(new Error('aborted'))
    const settle = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    }
    signal.addEventListener('abort', abort, { once: true })
    socket.once(options.tls ? 'secureConnect' : 'connect', () => {
      settle()
      socket.setNoDelay(true)
      resolve(socket)
    })
    // Stays for good: what the socket reports after it was given up has nobody left to tell.
    socket.on('error', (error) => {
      settle()
      reject(explainConnection(error, signal))
    })
    socket.once('close', () => {
      settle()
      reject(explainConnection(new Error('closed while connecting'), signal))
    })
  })
}

/** A peer that refuses our certificate says so after the connection seems to stand (TLS 1.3). A message that is under way
 *  then may end as a reset without a word, so here nothing is sent. */
function staysOpen(socket: Socket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, refusalMs)
    const refused = (error: Error) => {
      clearTimeout(timer)
      reject(explainConnection(error, signal))
    }
    socket.resume().once('error', refused).once('close', () => { refused(new Error('closed at once')) })
  })
}

/** Throws where an authority, or our own certificate, cannot be read. */
function open({ host, port, tls, certificateAuthority, certificate = '', key = '' }: MllpOptions): Socket {
  if (!tls) return connectTcp({ host, port })
  const ca = trustOf(certificateAuthority)
  if (ca === null) throw new ExpectedError('ris/certificate', { params: { ...unreadableAuthority } })
  return connectTls({ host, port, ca, ...tlsProfile, ...(isName(host) ? { servername: host } : {}), ...(certificate === '' ? {} : { cert: certificate, key }) })
}

function explainConnection(error: Error, signal: AbortSignal): ExpectedError {
  if (signal.aborted) return new ExpectedError('request/aborted', { cause: error })
  if (refusesOurCertificate(error)) return new ExpectedError('ris/own-certificate', { cause: error })
  const reason = certificateReason(error)
  return reason === null
    ? new ExpectedError('ris/unreachable', { cause: error })
    : new ExpectedError('ris/certificate', { params: { ...reason }, cause: error })
}

/** Writes the message and waits for the acknowledgement of its control id; others are not ours and are ignored. */
function exchange(socket: Socket, message: string | Uint8Array, controlId: string, ackTimeoutMs: number, signal: AbortSignal): Promise<Acknowledgement> {
  return new Promise((resolve, reject) => {
    const blocks = createBlockReader(ackLimit)
    let timer = setTimeout(() => undefined, 0)
    const settle = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    }
    const unknown = (cause: unknown) => {
      settle()
      reject(new ExpectedError(signal.aborted ? 'request/aborted' : refusesOurCertificate(cause) ? 'ris/own-certificate' : 'ris/no-answer', { subject: controlId, cause }))
    }
    const abort = () => unknown(new Error('aborted'))
    const bytes = frameBlock(typeof message === 'string' ? Buffer.from(message, 'utf8') : Buffer.from(message))
    const patienceMs = ackTimeoutMs + (Math.max(0, Math.min(bytes.length, kernelBuffer) - little) / slowestUpload) * 1000
    const restart = () => {
      clearTimeout(timer)
      timer = setTimeout(() => unknown(new Error('no acknowledgement in time')), patienceMs)
    }
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) return abort()
    // With TLS 1.3 a RIS refuses our certificate once the connection seems to stand: it reads nothing of the message.
    socket.once('error', unknown)
    socket.once('close', () => unknown(new Error('closed before the acknowledgement')))
    socket.on('data', (chunk: Buffer) => {
      try {
        for (const block of blocks.push(chunk)) {
          const answer = parseAcknowledgement(block.toString('utf8'))
          if (answer === null || answer.controlId !== controlId) continue
          settle()
          resolve(answer)
        }
      } catch (error) {
        unknown(error)
      }
    })
    const pieceSize = 64 * 1024
    // A long message on a slow line: the wait begins anew with each piece that left.
    const write = (at: number): void => {
      restart()
      if (at >= bytes.length || socket.destroyed) return
      socket.write(bytes.subarray(at, at + pieceSize), () => write(at + pieceSize))
    }
    write(0)
  })
}

const isName = (host: string): boolean => !/^[\d.]+$|:/.test(host)
