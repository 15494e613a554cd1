import { describe, expect, it } from 'vitest'
import type { ImageDescriptor } from '../../../main/contract/index.ts'
import type { DecodedFrame } from '../pixels/index.ts'
import { createStream, streamingOrder } from './stream.ts'

const image = { sopInstanceUID: '1' } as ImageDescriptor
const frames = Array.from({ length: 20 }, (_, index) => ({ image, frame: index + 1 }))

/** A store that answers when told to, and remembers what it holds. */
function store() {
  const held = new Map<number, number>()
  const waiting = new Map<number, () => void>()
  const asked: number[] = []
  const stream = createStream({
    has: (_image, frame, reduction = 1) => (held.get(frame) ?? Infinity) <= reduction,
    load: (_image, frame, { reduction = 1, signal }) => new Promise((resolve, reject) => {
      asked.push(frame)
      waiting.set(frame, () => { held.set(frame, reduction); resolve({} as DecodedFrame) })
      signal.addEventListener('abort', () => { waiting.delete(frame); reject(signal.reason as Error) })
    }),
    thin: (_image, frame, reduction) => { if (reduction === null) held.delete(frame); else if (held.has(frame)) held.set(frame, reduction) },
  }, 2, () => undefined)
  const answer = async (): Promise<void> => {
    for (const [frame, come] of waiting) {
      waiting.delete(frame)
      come()
    }
    await new Promise((resolve) => { setTimeout(resolve) })
  }
  return { stream, held, waiting, asked, answer }
}

const target = { frames, position: 10, direction: 1 as const, reduction: 2, keep: 20 }

describe('streaming', () => {
  it('M40 goes outwards from the reader, three ahead for one behind, and leaves none out', () => {
    expect(streamingOrder(8, 3, 1)).toEqual([3, 4, 5, 6, 2, 7, 1, 0])
    expect(streamingOrder(8, 3, -1)).toEqual([3, 2, 1, 0, 4, 5, 6, 7])
    expect(streamingOrder(1, 0, 1)).toEqual([0])
  })

  it('M40 asks for few at a time, the nearest first', async () => {
    const { stream, asked, answer } = store()
    stream.aim(target)
    expect(asked).toEqual([11, 12])
    await answer()
    expect(asked).toEqual([11, 12, 13, 14])
  })

  it('M40 turns to where the reader went: what is far is given up and let go, what is near comes first', async () => {
    const { stream, asked, held, answer, waiting } = store()
    stream.aim({ ...target, keep: 4 })
    await answer()
    await answer()
    expect([...held.keys()].sort((a, b) => a - b)).toEqual([11, 12, 13, 14])
    stream.aim({ ...target, position: 2, direction: -1, keep: 4 })
    expect([...held.keys()]).toEqual([])
    expect(asked.slice(4)).toEqual([3, 2])
    expect([...waiting.keys()]).toEqual([3, 2])
  })

  it('M40 a slice that was whole while in view is thin once the reader has gone on', async () => {
    const { stream, held, answer } = store()
    stream.aim(target)
    await answer()
    held.set(11, 1)
    stream.aim({ ...target, position: 11 })
    expect(held.get(11)).toBe(2)
  })
})
