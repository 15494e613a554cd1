/** HTTP to one origin: streamed answers, bounded waits, sockets freed on abort. Redirects are never followed and no
 *  URL of an answer is ever opened, so nothing (password included) goes to another origin. */
import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { createSecureContext } from 'node:tls'
import { once } from 'node:events'
import { ExpectedError } from '../contract/index.ts'
import { trustOf, unreadableAuthority } from '../trust/index.ts'
import { explain, PeerTooSlow, type Phase } from './failure.ts'

export interface Timeouts {
  /** Name look-up, TCP and TLS together, milliseconds. */
  readonly connectMs: number
  /** The longest silence of the peer while we wait for it, milliseconds. Our own pauses do not count. */
  readonly idleMs: number
}
export const defaultTimeouts: Timeouts = { connectMs: 10_000, idleMs: 30_000 }

export interface Access {
  readonly url: string
  /** Basic (RFC 7617); empty for none. */
  readonly user: string
  readonly password: string
  /** A token (RFC 6750) in place of user and password; empty for none. */
  readonly bearer?: string
  /** PEM; empty for the system's own authorities. */
  readonly certificateAuthority: string
  /** PEM of what this console shows of itself, and its key; empty for nothing. */
  readonly clientCertificate?: string
  readonly clientKey?: string
}
export interface HttpOptions extends Access { readonly timeouts: Timeouts }

export interface HttpCall {
  readonly method: 'GET' | 'POST'
  /** Appended to the base address, query included. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: readonly Uint8Array[]
}

export interface HttpAnswer {
  readonly status: number
  readonly contentType: string
  /** Read once. Leaving it early closes the connection. */
  readonly body: AsyncIterable<Uint8Array>
  /** Closes the connection without reading. */
  discard(): void
}

export interface Http {
  send(call: HttpCall, signal: AbortSignal): Promise<HttpAnswer>
  /** By the `Date` of the last answer that bore one: seconds that the peer's clock is ahead; null before. */
  clockAhead(): number | null
  close(): void
}

/** The slowest upstream line that we wait for, bytes per second: what the kernel holds must have time to leave. */
const slowestUpload = 16 * 1024
const kernelBuffer = 4 * 1024 * 1024
const writeSize = 64 * 1024

export function createHttp(options: HttpOptions): Http {
  const base = new URL(options.url)
  const root = base.pathname.replace(/\/+$/, '')
  const secure = base.protocol === 'https:'
  const agent = secure ? secureAgent(options) : new HttpAgent(keptAlive)
  const credentials = authorization(options)

  let ahead: number | null = null
  const send = async (call: HttpCall, signal: AbortSignal, mayRetry: boolean): Promise<HttpAnswer> => {
    if (signal.aborted) throw new ExpectedError('request/aborted')
    if (agent instanceof ExpectedError) throw agent
    const length = call.body?.reduce((sum, piece) => sum + piece.length, 0)
    const request = (secure ? httpsRequest : httpRequest)({
      protocol: base.protocol, hostname: base.hostname.replace(/^\[|\]$/g, ''), port: base.port, agent, method: call.method,
      path: root + call.path,
      headers: { ...call.headers, ...credentials, ...(length === undefined ? {} : { 'content-length': length }) },
    })
    const wait = createWait(request, signal, options.timeouts)
    try {
      const answered = once(request, 'response')
      // Observed below; a failure while the body is still being written must not go unhandled.
      answered.catch(() => undefined)
      if (call.body === undefined) request.end()
      else await Promise.race([writeAll(request, call.body, wait), answered])
      const patience = length === undefined ? 0 : (Math.min(length, kernelBuffer) / slowestUpload) * 1000
      const [response] = await wait.during(answered, patience) as [IncomingMessage]
      wait.answered(response)
      const date = Date.parse(response.headers.date ?? '')
      if (!Number.isNaN(date)) ahead = Math.round((date - Date.now()) / 1000)
      response.on('error', () => undefined)
      return {
        status: response.statusCode ?? 0,
        contentType: response.headers['content-type'] ?? '',
        body: bodyOf(response, wait),
        discard() {
          response.destroy()
          wait.end()
        },
      }
    } catch (error) {
      wait.end()
      request.destroy()
      // A kept connection that the peer closed as we took it: nothing was answered, so ask again on a fresh one.
      if (mayRetry && call.method === 'GET' && request.reusedSocket && !signal.aborted && !(error instanceof PeerTooSlow)) return send(call, signal, false)
      throw explain(error, wait.phase(), signal)
    }
  }
  return { send: (call, signal) => send(call, signal, true), clockAhead: () => ahead, close: () => { if (!(agent instanceof ExpectedError)) agent.destroy() } }
}

/** Orthanc keeps a connection for one second, which is Node's own margin: with a smaller one the next object goes over
 *  the same connection. Should it be closed just then, the question is asked again (see `send`). Milliseconds. */
const keptAlive = { keepAlive: true, maxFreeSockets: 6, scheduling: 'lifo', agentKeepAliveTimeoutBuffer: 300 } as const

/** What the settings hold of certificates and cannot be read is said at each call. */
function secureAgent({ certificateAuthority, clientCertificate = '', clientKey = '' }: Access): HttpsAgent | ExpectedError {
  const ca = trustOf(certificateAuthority)
  if (ca === null) return new ExpectedError('pacs/certificate', { params: { ...unreadableAuthority } })
  const own = clientCertificate === '' ? {} : { cert: clientCertificate, key: clientKey }
  try {
    createSecureContext(own)
  } catch (error) {
    return new ExpectedError('pacs/own-certificate', { cause: error })
  }
  return new HttpsAgent({ ...keptAlive, ca, minVersion: 'TLSv1.2', ...own })
}

function authorization({ user, password, bearer = '' }: Access): Record<string, string> {
  if (bearer !== '') return { authorization: `Bearer ${bearer}` }
  return user === '' ? {} : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
}

interface Wait {
  /** Fails when the peer stays silent for longer than allowed (plus `patience` ms). */
  during<T>(work: Promise<T>, patience?: number): Promise<T>
  /** From now on it is the answer that an abort or a silence destroys: destroying the request instead would let
   *  a body that is half read end as if it were whole. */
  answered(response: IncomingMessage): void
  phase(): Phase
  readonly signal: AbortSignal
  end(): void
}

function createWait(request: ClientRequest, signal: AbortSignal, timeouts: Timeouts): Wait {
  let phase: Phase = 'connecting'
  let target: ClientRequest | IncomingMessage = request
  const abort = () => target.destroy(new Error('aborted'))
  signal.addEventListener('abort', abort, { once: true })
  // Later errors of a request that was given up have nobody left to tell.
  request.on('error', () => undefined)
  let connecting: NodeJS.Timeout | null = null
  const connected = () => {
    phase = 'connected'
    if (connecting !== null) clearTimeout(connecting)
  }
  request.once('socket', (socket) => {
    if (request.reusedSocket) {
      connected()
      return
    }
    connecting = setTimeout(() => request.destroy(new Error('no connection in time')), timeouts.connectMs)
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', connected)
  })
  return {
    signal,
    phase: () => phase,
    answered(response) {
      target = response
    },
    async during(work, patience = 0) {
      const connectMs = phase === 'connecting' ? timeouts.connectMs : 0
      const timer = setTimeout(() => target.destroy(new PeerTooSlow('no byte in time')), connectMs + timeouts.idleMs + patience)
      try {
        return await work
      } finally {
        clearTimeout(timer)
      }
    },
    end() {
      if (connecting !== null) clearTimeout(connecting)
      signal.removeEventListener('abort', abort)
    },
  }
}

async function writeAll(request: ClientRequest, pieces: readonly Uint8Array[], wait: Wait): Promise<void> {
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += writeSize) {
      if (!request.write(piece.subarray(at, at + writeSize))) await wait.during(once(request, 'drain'))
    }
  }
  request.end()
}

async function* bodyOf(response: IncomingMessage, wait: Wait): AsyncGenerator<Uint8Array> {
  const chunks = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  try {
    for (;;) {
      const next = await wait.during(chunks.next())
      if (next.done === true) return
      yield next.value
    }
  } catch (error) {
    throw explain(error, 'connected', wait.signal)
  } finally {
    wait.end()
    if (!response.readableEnded) response.destroy()
  }
}
