/** Server events to one window: one streamed answer in the form of server-sent events (HTML 9.2), read by `fetch` so
 *  that the token travels in a header. A comment every quarter of a minute shows both sides that the other is there.
 *  While the session is locked nothing but the lock itself is told. */
import { serverEvent, type ServerEvent } from '../contract/index.ts'
import type { EventsPort, SessionPort } from './ports.ts'

export const heartbeatMs = 15_000
/** A window that reads nothing for this many events is cut; it asks again and reloads what it shows. */
export const pendingLimit = 1000

export interface EventStreamPorts {
  readonly events: EventsPort
  readonly session: Pick<SessionPort, 'account'>
  readonly every?: (work: () => void, ms: number) => () => void
}

export function eventStreamResponse({ events, session, every = repeat }: EventStreamPorts, signal: AbortSignal): Response {
  const encoder = new TextEncoder()
  let end = () => {}
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      const send = (text: string) => {
        if ((controller.desiredSize ?? 0) < -pendingLimit) {
          end()
          return
        }
        controller.enqueue(encoder.encode(text))
      }
      const unsubscribe = events.subscribe((event) => {
        if (session.account() !== null || event.type === 'session.locked') send(formatEvent(event))
      })
      const stopHeartbeat = every(() => { send(': heartbeat\n\n') }, heartbeatMs)
      end = () => {
        end = () => {}
        unsubscribe()
        stopHeartbeat()
        signal.removeEventListener('abort', stop)
        try {
          controller.close()
        } catch {
          // The window went first.
        }
      }
      const stop = () => { end() }
      signal.addEventListener('abort', stop, { once: true })
      if (signal.aborted) end()
      else send(': connected\n\n')
    },
    cancel() {
      end()
    },
  })
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream; charset=utf-8' } })
}

/** An event that does not match the contract is a bug of its room and must not reach a window. */
export function formatEvent(event: ServerEvent): string {
  return `data: ${JSON.stringify(serverEvent.parse(event))}\n\n`
}

function repeat(work: () => void, ms: number): () => void {
  const timer = setInterval(work, ms)
  timer.unref()
  return () => { clearInterval(timer) }
}
