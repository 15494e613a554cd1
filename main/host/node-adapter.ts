/** Between `node:http` and the web types of the handler: streams both ways with backpressure, and an abort on either
 *  side reaches the other. */
import type { IncomingMessage, ServerResponse } from 'node:http'

/** A body of which nothing arrives for this long is given up. */
export const bodyIdleMs = 30_000

export function toRequest(incoming: IncomingMessage, authority: string, signal: AbortSignal, idleMs = bodyIdleMs): Request {
  const method = incoming.method ?? 'GET'
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headersDistinct)) {
    for (const each of value ?? []) headers.append(name, each)
  }
  // Joined, not resolved: a target such as `/\elsewhere` must stay a path of ours.
  const url = `http://${authority}${incoming.url ?? '/'}`
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers, signal })
  return new Request(url, { method, headers, signal, body: bodyOf(incoming, idleMs), duplex: 'half' } as RequestInit)
}

/** Pulls from the socket only when the handler asks for more. */
function bodyOf(incoming: IncomingMessage, idleMs: number): ReadableStream<Uint8Array> {
  const chunks = incoming.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer, undefined>
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const timer = setTimeout(() => { incoming.destroy(new Error('The body stopped arriving')) }, idleMs)
      try {
        const { done, value } = await chunks.next()
        if (done === true) controller.close()
        else controller.enqueue(value)
      } finally {
        clearTimeout(timer)
      }
    },
    async cancel() {
      await chunks.return?.()
    },
  }, { highWaterMark: 0 })
}

/** Aborts when the window goes before its answer is complete. */
export function signalOf(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController()
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) controller.abort()
  })
  return controller.signal
}

/** Sends the whole answer, or cuts the connection where the body fails half-way: a declared length that is not
 *  reached can not be taken for an answer. Rejects with what the body failed with. */
export async function sendResponse(response: Response, outgoing: ServerResponse, { withBody = true }: { withBody?: boolean } = {}): Promise<void> {
  outgoing.writeHead(response.status, [...response.headers].flat())
  if (response.body === null || !withBody) {
    await response.body?.cancel()
    outgoing.end()
    return
  }
  outgoing.flushHeaders()
  const reader = response.body.getReader()
  const gone = () => { reader.cancel().catch(() => undefined) }
  outgoing.once('close', gone)
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done || outgoing.destroyed) break
      if (!outgoing.write(value)) await drained(outgoing)
    }
    outgoing.end()
  } catch (error) {
    outgoing.destroy()
    throw error
  } finally {
    outgoing.off('close', gone)
  }
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (outgoing.destroyed) {
      resolve()
      return
    }
    const done = () => {
      outgoing.off('drain', done)
      outgoing.off('close', done)
      resolve()
    }
    outgoing.once('drain', done)
    outgoing.once('close', done)
  })
}
