/** `npm run dev`: Vite serves the windows from their sources with hot reload, mounted on the same origin behind the
 *  same guard. The policy differs by one nonce a start, on the script and the styles that Vite injects; the bundler
 *  is loaded here only, and never by the product. */
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { securityHeaders } from './security-headers.ts'

export interface Development {
  /** True when Vite answered; the routes of the handler are left to it. */
  answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<boolean>
  upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): Promise<void>
}

/** What the handler answers; everything else is a file of the windows. */
const handlerRoutes = /^\/(api|events|dicomweb|import|reports|session|launch)(\/|\?|$)/

export async function openDevelopment(root: string): Promise<Development> {
  const { createServer: createVite } = await import('vite')
  const nonce = randomBytes(16).toString('base64')
  const headers = Object.entries(securityHeaders({ developmentNonce: nonce }))
  // Never listens: the guard stands before it, and hands it the sockets that pass.
  const behindGuard = createServer()
  const vite = await createVite({
    configFile: join(root, 'vite.config.mjs'),
    appType: 'spa',
    html: { cspNonce: nonce },
    server: {
      middlewareMode: true,
      cors: false,
      allowedHosts: ['127.0.0.1'],
      ws: { server: behindGuard },
      fs: { strict: true, allow: ['renderer', 'main/contract', 'main/domain', 'resources', 'node_modules'].map((folder) => join(root, folder)) },
    },
  })
  return {
    answer(incoming, outgoing) {
      if (handlerRoutes.test(incoming.url ?? '')) return Promise.resolve(false)
      for (const [name, value] of headers) outgoing.setHeader(name, value)
      return new Promise((resolve, reject) => {
        outgoing.once('close', () => { resolve(true) })
        vite.middlewares(incoming, outgoing, (error: unknown) => {
          if (error === undefined) resolve(false)
          else reject(error instanceof Error ? error : new Error('Vite failed', { cause: error }))
        })
      })
    },
    upgrade: (incoming, socket, head) => { behindGuard.emit('upgrade', incoming, socket, head) },
    close: () => vite.close(),
  }
}
