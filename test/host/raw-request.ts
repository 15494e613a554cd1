/** Sends bytes to a port as they are, and gives what comes back: what `fetch` would never send. */
import { connect } from 'node:net'

export interface RawAnswer { readonly status: number; readonly text: string }

export function rawRequest(port: number, text: string, { host = '127.0.0.1', waitMs = 3000 }: { host?: string; waitMs?: number } = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host })
    let received = ''
    const done = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(received)?.[1] ?? 0), text: received })
    }
    const timer = setTimeout(done, waitMs)
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => { received += chunk })
    socket.on('end', done)
    socket.on('close', done)
    socket.on('error', (error) => { if (received === '') { clearTimeout(timer); reject(error) } })
    socket.on('connect', () => { socket.write(text) })
  })
}
