/** A line between a client and a real or written peer, for any protocol over TCP: counted, thin, or cut for good after so
 *  many bytes in one direction. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { room } from './room.ts'

export interface LineProxy {
  readonly port: number
  /** Bytes so far: from the client, from the peer. */
  readonly passed: { readonly up: number; readonly down: number }
  openSockets(): number
  /** Cut once so many more bytes passed; the line stays down until `mend`. */
  cutAfter(direction: 'up' | 'down', bytes: number): void
  mend(): void
  /** Bytes per second in each direction; null: as fast as it goes. */
  throttle(bytesPerSecond: number | null): void
  /** What the peer says arrives so many milliseconds later. */
  delayAnswers(milliseconds: number): void
  stop(): Promise<void>
}

export async function startLineProxy(targetPort: number): Promise<LineProxy> {
  const open = new Set<Socket>()
  const passed = { up: 0, down: 0 }
  let left: { direction: 'up' | 'down'; bytes: number } | null = null
  let down = false
  let rate: number | null = null
  let delay = 0
  let cutting: NodeJS.Timeout | null = null
  const cut = () => {
    down = true
    for (const socket of open) socket.destroy()
  }
  const pass = async (from: Socket, to: Socket, direction: 'up' | 'down') => {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      if (direction === 'down' && delay > 0) await new Promise((resolve) => { setTimeout(resolve, delay) })
      const fits = left?.direction === direction ? chunk.subarray(0, left.bytes) : chunk
      // In small pieces where the line is thin: it never falls silent.
      const piece = rate === null ? fits.length : 4096
      for (let at = 0; at < fits.length; at += piece) {
        const part = fits.subarray(at, at + piece)
        if (!to.write(part)) await room(to)
        if (rate !== null) await new Promise((resolve) => { setTimeout(resolve, (part.length / (rate ?? 1)) * 1000) })
      }
      passed[direction] += fits.length
      if (left?.direction === direction) left.bytes -= fits.length
      if (fits.length < chunk.length) {
        // What was let through must be over there before the cut.
        cutting ??= setTimeout(cut, 20)
        return
      }
    }
    to.end()
  }
  const server = createServer((client) => {
    if (down) {
      client.destroy()
      return
    }
    const peer = connect(targetPort, '127.0.0.1')
    for (const [one, other] of [[client, peer], [peer, client]] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.once('close', () => open.delete(one))
    }
    pass(client, peer, 'up').catch(() => peer.destroy())
    pass(peer, client, 'down').catch(() => client.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    passed,
    openSockets: () => open.size,
    cutAfter(direction, bytes) { left = { direction, bytes } },
    mend() {
      if (cutting !== null) clearTimeout(cutting)
      cutting = left = null
      down = false
    },
    throttle(bytesPerSecond) { rate = bytesPerSecond },
    delayAnswers(milliseconds) { delay = milliseconds },
    async stop() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
