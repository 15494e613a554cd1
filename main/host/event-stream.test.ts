import { describe, expect, it } from 'vitest'
import { studyInstanceUID, type Account, type ServerEvent } from '../contract/index.ts'
import { silentLog } from '../diagnostics/index.ts'
import { createEventHub } from './event-hub.ts'
import { eventStreamResponse, formatEvent, pendingLimit } from './event-stream.ts'

const account = {} as Account
const change: ServerEvent = { type: 'worklist.changed' }

function set({ unlocked = true } = {}) {
  const events = createEventHub({ log: silentLog })
  const stop = new AbortController()
  const beat = { now: () => {}, stopped: false }
  const response = eventStreamResponse({
    events,
    session: { account: () => (unlocked ? account : null) },
    every(work) {
      beat.now = work
      return () => { beat.stopped = true }
    },
  }, stop.signal)
  return { events, stop, beat, text: () => response.text(), body: response.body }
}

describe('the event stream', () => {
  it('tells each event as one message', async () => {
    const { events, stop, text } = set()
    events.emit(change)
    events.emit({ type: 'reading.changed', studyInstanceUID: studyInstanceUID.parse('1.2.3') })
    stop.abort()
    expect(await text()).toBe(': connected\n\ndata: {"type":"worklist.changed"}\n\ndata: {"type":"reading.changed","studyInstanceUID":"1.2.3"}\n\n')
  })
  it('beats, so that a dead connection is noticed', async () => {
    const { beat, stop, text } = set()
    beat.now()
    stop.abort()
    expect(await text()).toContain(': heartbeat\n\n')
  })
  it('tells nothing but the lock while the session is locked', async () => {
    const { events, stop, text } = set({ unlocked: false })
    events.emit(change)
    events.emit({ type: 'session.locked', token: 'next' })
    stop.abort()
    expect(await text()).toBe(': connected\n\ndata: {"type":"session.locked","token":"next"}\n\n')
  })
  it('gives back what it holds when the window goes', async () => {
    const { beat, body, events } = set()
    await body?.cancel()
    expect(beat.stopped).toBe(true)
    expect(() => { events.emit(change) }).not.toThrow()
  })
  it('cuts a window that reads nothing instead of keeping everything for it', async () => {
    const { beat, events } = set()
    for (let told = 0; told < pendingLimit + 10; told++) events.emit(change)
    expect(beat.stopped).toBe(true)
  })
  it('refuses an event that the contract does not know', () => {
    expect(() => formatEvent({ type: 'worklist.changed', patientName: 'x' } as unknown as ServerEvent)).toThrow()
  })
})
