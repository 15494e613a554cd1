import { describe, expect, it } from 'vitest'
import { createEventStream, type StreamSignal } from './event-stream.ts'

const connection = () => {
  const tokens: (string | null)[] = []
  return { tokens, start: async () => 'connected' as const, headers: () => ({}), replaceToken: (token: string | null) => { tokens.push(token) } }
}

/** Answers each request with the next of `answers`; text arrives in the pieces given. */
function streamOf(...answers: (readonly string[] | number)[]) {
  const waits: number[] = []
  const ports = connection()
  const fetch = (async () => {
    const answer = answers.shift()
    if (answer === undefined) return await new Promise<Response>(() => undefined)
    if (typeof answer === 'number') return new Response('', { status: answer })
    const encoder = new TextEncoder()
    return new Response(new ReadableStream({
      start(controller) {
        for (const piece of answer) controller.enqueue(encoder.encode(piece))
        controller.close()
      },
    }))
  }) as typeof globalThis.fetch
  const stream = createEventStream({ fetch, connection: ports, wait: async (ms) => { waits.push(ms) } })
  const heard: StreamSignal[] = []
  stream.subscribe((event) => { heard.push(event) })
  return { stream, heard, waits, tokens: ports.tokens }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => { setTimeout(resolve, 1) })
}

describe('the event stream', () => {
  it('reads events whose bytes arrive in any pieces', async () => {
    const { stream, heard } = streamOf([': connected\n\nda', 'ta: {"type":"health.changed"}\r\n\r\ndata: {"type":"delivery', '.changed"}\n\n'])
    stream.start()
    await until(() => heard.length === 2)
    expect(heard).toEqual([{ type: 'health.changed' }, { type: 'delivery.changed' }])
    stream.stop()
  })
  it('leaves out what the contract does not know', async () => {
    const { stream, heard } = streamOf(['data: {"type":"surprise"}\n\ndata: not json\n\ndata: {"type":"worklist.changed"}\n\n'])
    stream.start()
    await until(() => heard.length === 1)
    expect(heard).toEqual([{ type: 'worklist.changed' }])
    stream.stop()
  })
  it('comes back after a cut, waits longer each time, and says that events may have been missed', async () => {
    const { stream, heard, waits } = streamOf([], 503, 503, [])
    stream.start()
    await until(() => heard.some((event) => event.type === 'reopened'))
    expect(waits.slice(0, 3)).toEqual([500, 1000, 2000])
    stream.stop()
  })
  it('stops asking when it is refused', async () => {
    const { stream } = streamOf(401)
    stream.start()
    await until(() => stream.state() === 'refused')
    expect(stream.state()).toBe('refused')
  })
  it('takes over the token that a lock brings before anyone hears of the lock', async () => {
    const { stream, heard, tokens } = streamOf(['data: {"type":"session.locked","token":"next"}\n\n'])
    const seen: (string | null)[] = []
    stream.subscribe(() => { seen.push(...tokens) })
    stream.start()
    await until(() => heard.length === 1)
    expect(seen).toEqual(['next'])
    stream.stop()
  })
})
