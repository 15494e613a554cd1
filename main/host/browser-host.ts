/** The browser host: the one handler behind `node:http`, on 127.0.0.1 only, on a port of the system's choice unless
 *  one is asked for. The guard comes first, the token second, the handler last. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Log } from '../diagnostics/index.ts'
import type { Access } from './access.ts'
import { guard, type Refusal } from './guard.ts'
import { sendResponse, signalOf, toRequest } from './node-adapter.ts'
import type { Handle } from './ports.ts'
import { refuse } from './problem-response.ts'
import { securityHeaders } from './security-headers.ts'

export interface BrowserHostPorts {
  readonly handle: Handle
  readonly access: Pick<Access, 'trustOf'>
  readonly log: Log
  /** Development only: answers what the handler does not have; asked behind the same guard. */
  readonly develop?: ((incoming: IncomingMessage, outgoing: ServerResponse) => Promise<boolean>) | undefined
  /** Development only: hot reload's socket; asked behind the same guard, with an `Origin` of ours required. */
  readonly upgrade?: ((incoming: IncomingMessage, socket: Duplex, head: Buffer) => void) | undefined
}

export interface BrowserHost {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  readonly server: Server
  /** Lets answers under way finish for a moment, then closes every connection. */
  close(): Promise<void>
}

/** How long answers under way may take once the host stops. */
const closingMs = 2000

export async function openBrowserHost(ports: BrowserHostPorts, { port }: { port: number }): Promise<BrowserHost> {
  const server = createServer({
    headersTimeout: 10_000,
    // The whole request, body included, has no limit here: an import may be long. Bodies have their own (node-adapter).
    requestTimeout: 0,
    keepAliveTimeout: 60_000,
    maxHeaderSize: 16 * 1024,
    requireHostHeader: false, // the guard answers 421, with the headers of every answer
  })
  server.maxConnections = 256
  await listening(server, port)
  const authority = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const underWay = new Set<Promise<void>>()
  server.on('request', (incoming, outgoing) => {
    const answered = answer(ports, authority, incoming, outgoing).finally(() => underWay.delete(answered))
    underWay.add(answered)
  })
  server.on('upgrade', (incoming, socket, head) => { upgrade(ports, authority, incoming, socket, head) })
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
  })
  return { origin: `http://${authority}`, server, close: () => close(server, underWay) }
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function answer(ports: BrowserHostPorts, authority: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  try {
    const refusal = guard(factsOf(incoming), { authority })
    if (refusal !== null) {
      await sendRefusal(ports.log, refusal, outgoing)
      return
    }
    if (ports.develop !== undefined && await ports.develop(incoming, outgoing)) return
    const request = toRequest(incoming, authority, signalOf(outgoing))
    const response = await ports.handle(request, { trust: ports.access.trustOf(request.headers.get('authorization')) })
    // What was not read of a refused body must not be taken for the next request.
    if (!incoming.complete) response.headers.set('Connection', 'close')
    await sendResponse(response, outgoing, { withBody: incoming.method !== 'HEAD' })
  } catch (error) {
    if (!outgoing.destroyed || !incoming.destroyed) ports.log.write('error', 'host/answer', {}, error)
    outgoing.destroy()
  }
}

function factsOf(incoming: IncomingMessage) {
  return { method: incoming.method ?? '', url: incoming.url ?? '', rawHeaders: incoming.rawHeaders, remoteAddress: incoming.socket.remoteAddress }
}

async function sendRefusal(log: Log, { code, because }: Refusal, outgoing: ServerResponse): Promise<void> {
  log.write('warning', `guard/${because}`)
  const response = refuse(code)
  for (const [name, value] of Object.entries(securityHeaders())) response.headers.set(name, value)
  response.headers.set('Connection', 'close')
  await sendResponse(response, outgoing)
}

/** A socket cannot carry the token, so `Origin` must be there and be ours (browsers always send it with an upgrade). */
function upgrade(ports: BrowserHostPorts, authority: string, incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
  socket.on('error', () => undefined)
  const ours = guard(factsOf(incoming), { authority }) === null && incoming.headers.origin === `http://${authority}`
  if (ports.upgrade !== undefined && ours) ports.upgrade(incoming, socket, head)
  else socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
}

async function close(server: Server, underWay: ReadonlySet<Promise<void>>): Promise<void> {
  const closed = new Promise<void>((resolve) => { server.close(() => { resolve() }) })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => { timer = setTimeout(resolve, underWay.size === 0 ? 0 : closingMs) })
  await Promise.race([Promise.all(underWay), late])
  clearTimeout(timer)
  server.closeAllConnections()
  await closed
}
