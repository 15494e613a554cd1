import { describe, expect, it } from 'vitest'
import type { ImageDescriptor } from '../../../main/contract/index.ts'
import type { DecodedFrame } from './frame.ts'
import { createFrameStore, urgency } from './frame-store.ts'
import type { DecodeWorkers } from './workers.ts'

const image = (uid: string): ImageDescriptor => ({ sopInstanceUID: uid }) as ImageDescriptor
const frameOf = (bytes: number): DecodedFrame => ({ kind: 'colour', levels: [{ factor: 1, rows: 1, columns: 1, pixels: new Uint8Array(bytes) }] })
const never = new AbortController().signal

/** Workers that answer 10 bytes at once; `order` is how they were asked. */
function peers(options: { capacityBytes?: number } = {}) {
  const order: string[] = []
  const aborted: string[] = []
  const gates = new Map<string, () => void>()
  const workers: DecodeWorkers = { decode: async () => frameOf(10), warm: () => undefined, terminate: () => undefined }
  const frames = createFrameStore({
    workers, ...options,
    fetchFrame: ({ sopInstanceUID }, _frame, signal) => new Promise((resolve, reject) => {
      order.push(sopInstanceUID)
      gates.set(sopInstanceUID, () => resolve(new ArrayBuffer(1)))
      signal.addEventListener('abort', () => { aborted.push(sopInstanceUID); reject(signal.reason as Error) })
    }),
  })
  const answer = async (uid: string): Promise<void> => {
    for (let turn = 0; !gates.has(uid) && turn < 50; turn++) await Promise.resolve()
    gates.get(uid)?.()
  }
  return { frames, order, aborted, answer }
}

describe('frame store', () => {
  it('asks for a frame once however many want it, and keeps it', async () => {
    const { frames, order, answer } = peers()
    const loads = [1, 2, 3].map(() => frames.load(image('1'), 1, { urgency: urgency.visible, signal: never }))
    await answer('1')
    const [first, ...rest] = await Promise.all(loads)
    expect(rest.every((frame) => frame === first)).toBe(true)
    expect(order).toEqual(['1'])
    expect(frames.peek(image('1'), 1)).toBe(first)
    expect(frames.peek(image('1'), 2)).toBeNull()
  })

  it('fetches what is on screen before what waits', async () => {
    const { frames, order, answer } = peers()
    const load = (uid: string, asked: 0 | 1 | 2) => frames.load(image(uid), 1, { urgency: asked, signal: never })
    const loads = [...['a', 'b', 'c', 'd', 'e', 'f'].map((uid) => load(uid, urgency.prefetch)), load('now', urgency.visible), load('f', urgency.soon)]
    for (const uid of ['a', 'b', 'c', 'd', 'now', 'f', 'e']) await answer(uid)
    await Promise.all(loads)
    expect(order).toEqual(['a', 'b', 'c', 'd', 'now', 'f', 'e'])
  })

  it('gives a fetch up when nobody wants it any more, not before', async () => {
    const { frames, aborted } = peers()
    const [one, two] = [new AbortController(), new AbortController()]
    const loads = [one, two].map(({ signal }) => frames.load(image('1'), 1, { urgency: urgency.visible, signal }).catch(() => 'given up'))
    one.abort()
    await Promise.resolve()
    expect(aborted).toEqual([])
    two.abort()
    expect(await Promise.all(loads)).toEqual(['given up', 'given up'])
    expect(aborted).toEqual(['1'])
  })

  it('stays within its bytes, oldest out first, never what is pinned', async () => {
    const { frames, answer } = peers({ capacityBytes: 25 })
    const load = async (uid: string): Promise<void> => {
      const loading = frames.load(image(uid), 1, { urgency: urgency.visible, signal: never })
      await answer(uid)
      await loading
    }
    await load('1')
    const unpin = frames.pin(image('1'), 1)
    await load('2')
    await load('3')
    expect(frames.usage()).toMatchObject({ bytes: 20, frames: 2 })
    expect(['1', '2', '3'].map((uid) => frames.peek(image(uid), 1) !== null)).toEqual([true, false, true])
    unpin()
    await load('4')
    expect(frames.peek(image('1'), 1)).toBeNull()
  })

  it('says when bytes could not be had, and tries again when asked again', async () => {
    let calls = 0
    const frames = createFrameStore({
      workers: { decode: async () => frameOf(1), warm: () => undefined, terminate: () => undefined },
      fetchFrame: async () => { calls += 1; if (calls === 1) throw new Error('offline'); return new ArrayBuffer(1) },
    })
    await expect(frames.load(image('1'), 1, { urgency: urgency.visible, signal: never })).rejects.toMatchObject({ code: 'unavailable' })
    await expect(frames.load(image('1'), 1, { urgency: urgency.visible, signal: never })).resolves.toBeDefined()
  })
})
