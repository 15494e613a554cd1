/** Waits for callers on the one address that is given, over TCP or TLS. Who may speak, and of what, is its user's. */
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { tlsProfile } from './tls-profile.ts'

export interface ListenOptions {
  readonly host: string
  /** 0: any that is free. */
  readonly port: number
  /** PEM texts; `authority` must have signed the caller's certificate, null: callers need none. Null: plain. */
  readonly tls: { readonly authority: string | null; readonly certificate: string; readonly key: string } | null
}

export interface ListeningPorts {
  /** `others`: connections that are open besides this one. */
  serve(socket: Socket, others: number): void
  /** A caller whose TLS handshake failed: no certificate, another authority's, one that expired, or a weak offer. */
  tlsRefused(remoteAddress: string): void
}

export interface ListeningSocket {
  readonly port: number
  /** Ends every connection. */
  close(): Promise<void>
}

/** Rejects where the address cannot be had. */
export async function listen({ host, port, tls }: ListenOptions, { serve, tlsRefused }: ListeningPorts): Promise<ListeningSocket> {
  const open = new Set<Socket>()
  const called = (socket: Socket) => {
    // A caller that vanishes is no bug; whoever reads from it learns by the close.
    socket.on('error', () => undefined)
    serve(socket, open.size - 1)
  }
  const server: Server = tls === null ? createServer(called) : createTlsServer({
    cert: tls.certificate, key: tls.key, honorCipherOrder: true, ...tlsProfile,
    ...(tls.authority === null ? {} : { ca: tls.authority, requestCert: true, rejectUnauthorized: true }),
  }, called)
  // Before anybody is served, and below TLS too: a caller that never begins its handshake must not keep `close` waiting.
  server.prependListener('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  server.on('tlsClientError', (_: Error, socket: Socket) => { tlsRefused(addressOf(socket)) })
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async close() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** An IPv4 caller on a socket of both families stands as `::ffff:a.b.c.d`. */
export const addressOf = (socket: Socket): string => (socket.remoteAddress ?? '').replace(/^::ffff:/, '')
