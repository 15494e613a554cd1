/** Live progress of retrievals, from events, outside the query cache: a row asks for its own and repaints alone. */
import type { StudyInstanceUID } from '../../main/contract/index.ts'
import type { EventStream } from './event-stream.ts'

export interface Retrieval {
  readonly received: number
  readonly total: number | null
  readonly unit: 'bytes' | 'images'
  readonly bytes: number
  readonly bytesPerSecond: number
  readonly secondsLeft: number | null
}

export interface Retrievals {
  of(study: StudyInstanceUID): Retrieval | undefined
  subscribe(listener: () => void): () => void
  clear(): void
}

export function createRetrievals(events: EventStream): Retrievals {
  const running = new Map<StudyInstanceUID, Retrieval>()
  const listeners = new Set<() => void>()
  const changed = () => { for (const listener of listeners) listener() }
  events.subscribe((event) => {
    if (event.type === 'retrieve.progress') {
      const { studyInstanceUID, received, total, unit, bytes, bytesPerSecond, secondsLeft } = event
      running.set(studyInstanceUID, { received, total, unit, bytes, bytesPerSecond, secondsLeft })
    }
    else if (event.type === 'retrieve.ended') running.delete(event.studyInstanceUID)
    else if (event.type === 'reopened' || event.type === 'session.locked') running.clear()
    else return
    changed()
  })
  return {
    of: (study) => running.get(study),
    clear: () => { running.clear(); changed() },
    subscribe(listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
  }
}
