/** `npm run dev`: Vite serves the windows from their sources with hot reload, mounted on the same origin behind the
 *  same guard. The policy differs by one nonce a start, on the script and the styles that Vite injects; the bundler
 *  is loaded here only, and never by the product. */
import { Console } from 'node:console'
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

/** What the handler answers of GET; every other GET is a source of the windows, whose folders may bear the names of
 *  routes (`renderer/api/`). Operations and imports are no GET. */
const handlerRoutes = /^\/(events|session\/host|dicomweb\/studies\/.*|reports\/[0-9a-f-]{36}\/pdf)(\?|$)/

export function isForHandler({ method = 'GET', url = '/' }: { method?: string | undefined; url?: string | undefined }): boolean {
  return (method !== 'GET' && method !== 'HEAD') || handlerRoutes.test(url)
}

export async function openDevelopment(root: string): Promise<Development> {
  const { createLogger, createServer: createVite } = await import('vite')
  const nonce = randomBytes(16).toString('base64')
  const headers = Object.entries(securityHeaders({ developmentNonce: nonce }))
  // Never listens: the guard stands before it, and hands it the sockets that pass.
  const behindGuard = createServer()
  const vite = await createVite({
    configFile: join(root, 'vite.config.mjs'),
    appType: 'spa',
    // stdout belongs to the JSON line of `--no-open`.
    customLogger: createLogger('info', { allowClearScreen: false, console: new Console(process.stderr) }),
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
      if (isForHandler(incoming)) return Promise.resolve(false)
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
