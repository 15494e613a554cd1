/** Server events on their way to every window. A listener that throws is no other listener's problem. */
import type { ServerEvent } from '../contract/index.ts'
import { silentLog, type Log } from '../diagnostics/index.ts'
import type { EventsPort } from './ports.ts'

export interface EventHub extends EventsPort {
  emit(event: ServerEvent): void
}

export function createEventHub({ log = silentLog }: { log?: Log } = {}): EventHub {
  const listeners = new Set<(event: ServerEvent) => void>()
  return {
    emit(event) {
      for (const listener of listeners) {
        try {
          listener(event)
        } catch (error) {
          log.write('error', 'events/listener', {}, error)
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
