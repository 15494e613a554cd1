/** Server events: one GET `/events` read as a stream in SSE form (WHATWG HTML 9.2.6), over `fetch` so that the token
 *  travels in a header. Comes back by itself after a cut, waiting longer each time; `reopened` then tells listeners
 *  that events may have been missed. */
import { eventsPath, serverEvent, type ServerEvent } from '../../main/contract/index.ts'
import type { Connection } from './connection.ts'

export type EventState = 'connecting' | 'open' | 'lost' | 'refused'

export type StreamSignal = ServerEvent | { type: 'reopened' }

export interface EventStream {
  /** Opens the stream; idempotent. */
  start(): void
  stop(): void
  subscribe(listener: (event: StreamSignal) => void): () => void
  subscribeState(listener: () => void): () => void
  state(): EventState
}

export interface EventStreamPorts {
  fetch: typeof globalThis.fetch
  connection: Connection
  wait?: (ms: number, signal: AbortSignal) => Promise<void>
}

const longestWaitMs = 10_000

export function createEventStream({ fetch, connection, wait = pause }: EventStreamPorts): EventStream {
  const listeners = new Set<(event: StreamSignal) => void>()
  const stateListeners = new Set<() => void>()
  let state: EventState = 'connecting'
  let running: AbortController | null = null

  const setState = (next: EventState) => {
    if (state === next) return
    state = next
    for (const listener of stateListeners) listener()
  }
  const emit = (event: StreamSignal) => {
    if (event.type === 'session.locked') connection.replaceToken(event.token)
    for (const listener of listeners) listener(event)
  }

  const readOnce = async (signal: AbortSignal, onOpen: () => void): Promise<boolean> => {
    const response = await fetch(eventsPath, { headers: { accept: 'text/event-stream', ...connection.headers() }, signal })
    if (response.status === 401 || response.status === 403) return false
    if (!response.ok || response.body === null) throw new TypeError(`events answered ${response.status}`)
    onOpen()
    for await (const data of messages(response.body, signal)) {
      const parsed = serverEvent.safeParse(data)
      if (parsed.success) emit(parsed.data)
    }
    return true
  }

  const run = async (signal: AbortSignal) => {
    let waitMs = 0
    let opened = false
    while (!signal.aborted) {
      try {
        const accepted = await readOnce(signal, () => {
          waitMs = 0
          setState('open')
          if (opened) emit({ type: 'reopened' })
          opened = true
        })
        if (!accepted) {
          setState('refused')
          return
        }
      } catch (error) {
        if (signal.aborted) return
        // A cut network is expected here and is told by the state; anything else is a bug and must surface.
        if (!(error instanceof TypeError || error instanceof DOMException)) throw error
      }
      if (signal.aborted) return
      setState('lost')
      waitMs = Math.min(longestWaitMs, waitMs === 0 ? 500 : waitMs * 2)
      await wait(waitMs, signal)
    }
  }

  return {
    start() {
      if (running !== null) return
      running = new AbortController()
      const { signal } = running
      setState('connecting')
      run(signal).catch((error: unknown) => { reportError(error) })
    },
    stop() {
      running?.abort()
      running = null
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
    subscribeState(listener) {
      stateListeners.add(listener)
      return () => { stateListeners.delete(listener) }
    },
    state: () => state,
  }
}

/** The `data` of each message, parsed as JSON; what is not JSON is left out. */
async function* messages(body: ReadableStream<Uint8Array<ArrayBuffer>>, signal: AbortSignal): AsyncGenerator<unknown> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  const cancel = () => { reader.cancel().catch(() => undefined) }
  signal.addEventListener('abort', cancel, { once: true })
  let buffer = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      buffer = (buffer + value).replaceAll('\r\n', '\n')
      let end = buffer.indexOf('\n\n')
      while (end >= 0) {
        const block = buffer.slice(0, end)
        buffer = buffer.slice(end + 2)
        const data = block.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart()).join('\n')
        const parsed = data === '' ? undefined : parseJson(data)
        if (parsed !== undefined) yield parsed
        end = buffer.indexOf('\n\n')
      }
    }
  } finally {
    signal.removeEventListener('abort', cancel)
    reader.releaseLock()
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    }, { once: true })
  })
}
