/** A line between two machines: a TCP relay on loopback with a speed (bits per second, one bucket for each direction), a
 *  latency (milliseconds one way) and interruptions, on demand or by a schedule. Bytes are never changed, reordered or
 *  made up; what is on its way when the line is cut is lost, as on a real one. */
import { once } from 'node:events'
import { createConnection, createServer, type Socket } from 'node:net'

export interface LineOptions {
  readonly host?: string
  readonly port: number
  /** 0: as fast as it goes. */
  readonly bitsPerSecond?: number
  readonly latencyMs?: number
  /** Told of the first bytes of each connection before they go on; the connection waits for it. */
  readonly opening?: (bytes: Buffer) => Promise<void>
  /** Told of whatever the far side says, before it goes on. */
  readonly answering?: (bytes: Buffer) => void
}

export interface Line {
  readonly port: number
  /** Bytes that went each way. */
  carried(): { up: number; down: number }
  /** Ends what is open. */
  cut(): void
  /** The next bytes that way are lost, and their connection with them: a question that never arrived, an answer that
   *  never came back. */
  lose(way: 'up' | 'down'): void
  /** Refuses whoever comes until it is mended. */
  break(): void
  mend(): void
  openSockets(): number
  stop(): Promise<void>
}

/** What a line holds before who sends must wait, bytes. */
const inFlightLimit = 256 * 1024

export async function startLine(options: LineOptions): Promise<Line> {
  const pairs = new Set<readonly [Socket, Socket]>()
  const carried = { up: 0, down: 0 }
  const losing = { up: false, down: false }
  const bucketOf = { up: bucket(options.bitsPerSecond ?? 0), down: bucket(options.bitsPerSecond ?? 0) }
  let broken = false

  const server = createServer({ allowHalfOpen: true }, (near) => {
    near.on('error', () => undefined)
    if (broken) {
      reset(near)
      return
    }
    const far = createConnection({ host: options.host ?? '127.0.0.1', port: options.port, allowHalfOpen: true })
    far.on('error', () => near.destroy())
    near.setNoDelay(true)
    far.setNoDelay(true)
    const pair = [near, far] as const
    pairs.add(pair)
    const gone = () => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    near.once('close', gone)
    far.once('close', gone)
    pump('up', near, far, options.opening).catch(gone)
    pump('down', far, near).catch(gone)
  })

  async function pump(way: 'up' | 'down', from: Socket, to: Socket, opening?: (bytes: Buffer) => Promise<void>): Promise<void> {
    let first = opening
    let last: Promise<void> = Promise.resolve()
    let inFlight = 0
    for await (const bytes of from as AsyncIterable<Buffer>) {
      if (losing[way]) {
        losing[way] = false
        reset(from)
        reset(to)
        return
      }
      const told = first
      first = undefined
      await told?.(bytes)
      const left = bucketOf[way].takes(bytes.length)
      await sleepUntil(left)
      carried[way] += bytes.length
      if (way === 'down') options.answering?.(bytes)
      inFlight += bytes.length
      const arrives = left + (options.latencyMs ?? 0)
      last = last.then(() => sleepUntil(arrives)).then(async () => {
        inFlight -= bytes.length
        if (!to.destroyed && !to.write(bytes)) await Promise.race([once(to, 'drain'), once(to, 'close')])
      })
      if (inFlight > inFlightLimit || (options.latencyMs ?? 0) === 0) await last
    }
    await last
    if (!to.destroyed) to.end()
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const cut = () => {
    for (const [near, far] of pairs) {
      reset(near)
      reset(far)
    }
  }
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    carried: () => ({ ...carried }),
    cut,
    lose(way) { losing[way] = true },
    break() {
      broken = true
      cut()
    },
    mend() { broken = false },
    openSockets: () => pairs.size,
    async stop() {
      server.close()
      cut()
      await once(server, 'close')
    },
  }
}

/** Node never ends (its clean-up turns forever) after a reset that fell into a socket's half close: such a one is only closed. */
function reset(socket: Socket): void {
  if (socket.writableEnded) socket.destroy()
  else socket.resetAndDestroy()
}

/** When the last of so many bytes has left, in milliseconds of `performance.now()`. */
function bucket(bitsPerSecond: number): { takes(bytes: number): number } {
  let free = 0
  return {
    takes(bytes) {
      if (bitsPerSecond === 0) return 0
      free = Math.max(free, performance.now()) + (bytes * 8000) / bitsPerSecond
      return free
    },
  }
}

async function sleepUntil(at: number): Promise<void> {
  const ms = at - performance.now()
  // Below a timer's own grain nothing is waited for: the bucket remembers.
  if (ms > 1) await new Promise((resolve) => setTimeout(resolve, ms))
}
