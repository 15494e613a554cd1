/** A gate before a DICOMweb server: asks for a bearer token (RFC 6750) and knocks with a name and a password of its own
 *  at the server behind, as the portals of some sites do. */
import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import type { Socket } from 'node:net'

export interface Gate { readonly port: number; readonly token: string; stop(): Promise<void> }

export async function startGate(behind: { port: number; user: string; password: string }, token: string): Promise<Gate> {
  const open = new Set<Socket>()
  const server = createServer((request, response) => {
    if (request.headers.authorization !== `Bearer ${token}`) {
      request.resume()
      response.writeHead(401, { 'www-authenticate': 'Bearer' }).end()
      return
    }
    const headers = { ...request.headers, authorization: `Basic ${Buffer.from(`${behind.user}:${behind.password}`).toString('base64')}` }
    const onward = httpRequest({ host: '127.0.0.1', port: behind.port, method: request.method, path: request.url, headers, agent: false })
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    onward.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.on('error', () => response.destroy())
      answer.pipe(response)
    })
    request.pipe(onward)
  })
  server.on('connection', (socket) => {
    open.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => open.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0, token,
    async stop() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
