import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Association } from './association.ts'
import { keepAssociations } from './kept-associations.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

/** A peer that counts what stands. */
function peer({ deaf = false } = {}) {
  const standing = new Set<Association>()
  let most = 0
  let opened = 0
  const open = () => {
    const over = Promise.withResolvers<void>()
    const end = () => {
      standing.delete(association)
      over.resolve()
    }
    const association: Association = {
      accepted: [], watch: () => () => undefined, send: () => Promise.resolve(), receive: () => Promise.reject(new Error('silent')),
      release: () => {
        if (!deaf) setTimeout(end, 5)
        return over.promise
      },
      abort: end,
    }
    standing.add(association)
    opened += 1
    most = Math.max(most, standing.size)
    return Promise.resolve(association)
  }
  return { open, standing, most: () => most, opened: () => opened }
}

describe('kept associations', () => {
  it('are used again by requests of their kind, with the next message number', async () => {
    const { open, opened } = peer()
    const kept = keepAssociations()
    const first = await kept.take('get CT', open)
    kept.give('get CT', first.association, first.messageId)
    expect(await kept.take('get CT', open)).toMatchObject({ association: first.association, messageId: 2, fresh: false })
    expect(opened()).toBe(1)
  })

  it('give their place to one of another kind, so that no more stand than were needed at once', async () => {
    const { open, most, standing } = peer()
    const kept = keepAssociations()
    const four = async (kind: string) => {
      const taken = await Promise.all(Array.from({ length: 4 }, () => kept.take(kind, open)))
      for (const { association, messageId } of taken) kept.give(kind, association, messageId)
    }
    for (const kind of ['get CT', 'get SR', 'store']) {
      const done = four(kind)
      await vi.advanceTimersByTimeAsync(10)
      await done
    }
    const asking = kept.open(open)
    await vi.advanceTimersByTimeAsync(10)
    await asking
    expect([most(), standing.size]).toEqual([4, 4])
  })

  it('are ended where the peer does not answer that they are over', async () => {
    const { open, most } = peer({ deaf: true })
    const kept = keepAssociations()
    const { association, messageId } = await kept.take('get CT', open)
    kept.give('get CT', association, messageId)
    const next = kept.take('store', open)
    await vi.advanceTimersByTimeAsync(2000)
    expect((await next).fresh).toBe(true)
    expect(most()).toBe(1)
  })

  it('are released after four seconds of rest', async () => {
    const { open, standing } = peer()
    const kept = keepAssociations()
    const { association, messageId } = await kept.take('get CT', open)
    kept.give('get CT', association, messageId)
    await vi.advanceTimersByTimeAsync(3900)
    expect(standing.size).toBe(1)
    await vi.advanceTimersByTimeAsync(200)
    expect(standing.size).toBe(0)
  })
})
