import { describe, expect, it } from 'vitest'
import type { ImageDescriptor } from '../../../main/contract/index.ts'
import { thinned, type DecodedFrame, type GreyFrame } from './frame.ts'
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

  it('goes on with what is taken over in the same turn by somebody who wants it for the screen', async () => {
    const { frames, order, aborted, answer } = peers()
    const ahead = new AbortController()
    const made = frames.load(image('1'), 1, { urgency: urgency.prefetch, signal: ahead.signal }).catch(() => 'given up')
    ahead.abort()
    const shown = frames.load(image('1'), 1, { urgency: urgency.visible, signal: never })
    expect(await made).toBe('given up')
    await answer('1')
    expect(await shown).toMatchObject({ kind: 'colour' })
    expect([order, aborted]).toEqual([['1'], []])
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

  it('M40 a thin frame is held at what it weighs, serves no one who needs the whole, and the whole takes its place', async () => {
    const whole: DecodedFrame = { kind: 'colour', levels: [{ factor: 1, rows: 1, columns: 1, pixels: new Uint8Array(100) }, { factor: 2, rows: 1, columns: 1, pixels: new Uint8Array(25) }] }
    const asked: number[] = []
    const frames = createFrameStore({
      workers: { decode: async ({ reduction }) => { asked.push(reduction); return thinned(whole, reduction) }, warm: () => undefined, terminate: () => undefined },
      fetchFrame: async () => new ArrayBuffer(1),
    })
    const load = (reduction: number) => frames.load(image('1'), 1, { urgency: urgency.visible, signal: never, reduction })
    await load(2)
    expect(frames.usage()).toMatchObject({ bytes: 25, frames: 1 })
    expect([frames.peek(image('1'), 1), frames.peek(image('1'), 1, 2)?.levels.length]).toEqual([null, 1])
    await load(1)
    expect(frames.usage()).toMatchObject({ bytes: 125, frames: 1 })
    await load(4)
    expect(asked).toEqual([2, 1])
    const unpin = frames.pin(image('1'), 1)
    frames.thin(image('1'), 1, 2)
    expect(frames.usage().bytes).toBe(125)
    unpin()
    frames.thin(image('1'), 1, 2)
    expect(frames.usage().bytes).toBe(25)
    frames.thin(image('1'), 1, null)
    expect(frames.usage()).toMatchObject({ bytes: 0, frames: 0 })
  })

  it('M40 slices that stream in push out one another, never what is pinned on screen', async () => {
    const { frames, answer } = peers({ capacityBytes: 50 })
    const load = async (uid: string): Promise<void> => {
      const loading = frames.load(image(uid), 1, { urgency: urgency.soon, signal: never, reduction: 2 })
      await answer(uid)
      await loading
    }
    const onScreen = ['2d-1', '2d-2', '2d-3']
    for (const uid of onScreen) await load(uid)
    for (const uid of onScreen) frames.pin(image(uid), 1)
    for (let slice = 0; slice < 20; slice++) await load(`slice-${slice}`)
    expect(frames.usage().bytes).toBeLessThanOrEqual(50)
    expect(onScreen.every((uid) => frames.peek(image(uid), 1) !== null)).toBe(true)
  })

  it('M41 a slab counts among the bytes until it is released', async () => {
    const grey: GreyFrame = { kind: 'grey', padding: null, lowest: 0, highest: 1, levels: [{ factor: 1, rows: 1, columns: 1, pixels: new Uint16Array(8) }] }
    const orders: unknown[] = []
    const frames = createFrameStore({
      workers: { decode: async ({ sources, combine }) => { orders.push([sources.length, combine]); return grey }, warm: () => undefined, terminate: () => undefined },
      fetchFrame: async () => new ArrayBuffer(1),
    })
    const slab = await frames.loadSlab([1, 2, 3].map((frame) => ({ image: image('1'), frame })), 'mean', { urgency: urgency.soon, signal: never })
    expect(orders).toEqual([[3, 'mean']])
    expect(frames.usage().bytes).toBe(16)
    slab.release()
    slab.release()
    expect(frames.usage().bytes).toBe(0)
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
