/** Waits for callers on the one address that is given, over TCP or TLS. Who may speak, and of what, is its user's. */
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { createSecureContext, createServer as createTlsServer } from 'node:tls'
import { tlsProfile } from './tls-profile.ts'

export interface ListenOptions {
  readonly host: string
  /** 0: any that is free. */
  readonly port: number
  /** PEM texts; `authority` must have signed the caller's certificate, null: callers need none. Null: plain. */
  readonly tls: { readonly authority: string | null; readonly certificate: string; readonly key: string } | null
}

export interface ListeningPorts {
  /** Asked of every caller before a byte of it is read, the handshake included; absent: all may speak. */
  admits?(remoteAddress: string): boolean
  /** `others`: connections that are open besides this one. */
  serve(socket: Socket, others: number): void
  /** A caller whose TLS handshake failed: no certificate, another authority's, one that expired, or a weak offer. Not one
   *  that went away or said nothing. */
  tlsRefused(remoteAddress: string): void
}

export interface ListeningSocket {
  readonly port: number
  /** Ends every connection. */
  close(): Promise<void>
}

/** Milliseconds from the call until both sides agree on TLS. */
const handshakeTimeout = 20_000

/** Rejects where the address cannot be had, throws where certificate and key are none. */
export async function listen({ host, port, tls }: ListenOptions, { admits, serve, tlsRefused }: ListeningPorts): Promise<ListeningSocket> {
  const open = new Set<Socket>()
  const called = (socket: Socket) => {
    // A caller that vanishes is no bug; whoever reads from it learns by the close.
    socket.on('error', () => undefined)
    serve(socket, open.size - 1)
  }
  const secured = tls === null ? null : {
    cert: tls.certificate, key: tls.key, honorCipherOrder: true, handshakeTimeout, ...tlsProfile,
    ...(tls.authority === null ? {} : { ca: tls.authority, requestCert: true, rejectUnauthorized: true }),
  }
  if (secured !== null) createSecureContext(secured)
  // One server for each caller: of a certificate that is refused after the handshake Node tells no address any more. So no
  // session of one call is resumed in another either.
  const handshake = (socket: Socket, from: string, options: NonNullable<typeof secured>) => {
    createTlsServer(options, called)
      .on('tlsClientError', (error: NodeJS.ErrnoException, { authorizationError }) => { if (!wentAway(error, authorizationError)) tlsRefused(from) })
      .emit('connection', socket)
  }
  // Below TLS: a caller that never begins its handshake must not keep `close` waiting, and a stranger gets none.
  const server = createServer((socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    const from = addressOf(socket)
    if (admits?.(from) === false) socket.destroy()
    else if (secured === null) called(socket)
    else handshake(socket, from, secured)
  })
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

/** Nothing was wrong but that it fell silent or hung up: a certificate that is refused comes as a reset too, with its reason. */
const wentAway = ({ code }: NodeJS.ErrnoException, refusal: unknown): boolean => code === 'ERR_TLS_HANDSHAKE_TIMEOUT' || (code === 'ECONNRESET' && (refusal === null || refusal === undefined))

/** An IPv4 caller on a socket of both families stands as `::ffff:a.b.c.d`. */
export const addressOf = (socket: Socket): string => (socket.remoteAddress ?? '').replace(/^::ffff:/, '')
