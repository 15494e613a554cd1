import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { Certificate } from './certificates.ts'

/** Takes TLS off and passes the bytes on, as the reverse proxy of a real site does; with an authority
 *  only for callers that show a certificate of it. */
export async function startTlsRelay(certificate: Certificate, targetPort: number, authorityFile: string | null = null): Promise<{ port: number; stop(): Promise<void> }> {
  const callers = authorityFile === null ? {} : { ca: await readFile(authorityFile), requestCert: true, rejectUnauthorized: true }
  const open = new Set<{ destroy(): unknown }>()
  const server = createTlsServer({ cert: await readFile(certificate.certFile), key: await readFile(certificate.keyFile), ...callers }, (secure) => {
    const plain = createConnection(targetPort, '127.0.0.1')
    for (const [one, other] of [[secure, plain], [plain, secure]] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
    secure.pipe(plain).pipe(secure)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening')
  return {
    port: address.port,
    async stop() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
