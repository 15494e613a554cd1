/** Takes HL7 v2 messages over MLLP: one after the other on a connection, each answered before the next is read. Listens
 *  where it is told; addresses that are not on the list are closed before a byte is read. */
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { createBlockReader, frameBlock } from '../mllp-blocks.ts'

export interface MllpServerOptions {
  readonly host: string
  readonly port: number
  /** PEM texts; `authority` must have signed the caller's certificate, null: callers need none. Null: plain. */
  readonly tls: { readonly authority: string | null; readonly certificate: string; readonly key: string } | null
  readonly allows: (remoteAddress: string) => boolean
  readonly maximumConnections: number
  /** The longest message, bytes. */
  readonly limit: number
  readonly idleMs: number
  /** Told of callers that were turned away before a byte was read: by the list of addresses, or by their certificate. */
  readonly turnedAway?: (remoteAddress: string, because: 'ADDRESS' | 'CERTIFICATE') => void
}

export interface MllpServer { readonly port: number; close(): Promise<void> }

/** `answer` gives the bytes of the acknowledgement; when it throws, nothing is said and the connection ends: the sender
 *  does not know, and sends again. */
export async function startMllpServer(options: MllpServerOptions, answer: (message: Buffer, remoteAddress: string) => Promise<Uint8Array>): Promise<MllpServer> {
  const open = new Set<Socket>()
  const serve = (socket: Socket) => {
    socket.on('error', () => undefined)
    const caller = addressOf(socket)
    const allowed = options.allows(caller)
    if (!allowed) options.turnedAway?.(caller, 'ADDRESS')
    if (!allowed || open.size >= options.maximumConnections) {
      socket.destroy()
      return
    }
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    socket.setTimeout(options.idleMs, () => { socket.destroy() })
    converse(socket, options.limit, (message) => answer(message, caller)).then(() => { socket.end() }, () => { socket.destroy() })
  }
  const { tls } = options
  const server: Server = tls === null ? createServer(serve) : createTlsServer({ cert: tls.certificate, key: tls.key, ...(tls.authority === null ? {} : { ca: tls.authority, requestCert: true, rejectUnauthorized: true }), minVersion: 'TLSv1.2' }, serve)
  server.on('tlsClientError', (_: Error, socket: Socket) => { options.turnedAway?.(addressOf(socket), 'CERTIFICATE') })
  server.listen(options.port, options.host)
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    async close() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** An IPv4 caller on a socket of both families stands as `::ffff:a.b.c.d`. */
const addressOf = (socket: Socket): string => (socket.remoteAddress ?? '').replace(/^::ffff:/, '')

async function converse(socket: Socket, limit: number, answer: (message: Buffer) => Promise<Uint8Array>): Promise<void> {
  const reader = createBlockReader(limit)
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    for (const block of reader.push(chunk)) {
      if (!socket.write(frameBlock(await answer(block)))) await once(socket, 'drain')
    }
  }
}
