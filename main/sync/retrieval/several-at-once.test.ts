import { describe, expect, it } from 'vitest'
import { ExpectedError } from '../../contract/index.ts'
import type { PacsClient } from '../../pacs/index.ts'
import { realClock } from '../clock.ts'
import { fetchObject } from './fetch-object.ts'
import { createGate } from './gate.ts'
import { createMeter } from './meter.ts'
import { severalAtOnce } from './several-at-once.ts'
import { createTokenBucket } from './token-bucket.ts'

const never = new AbortController().signal
/** Every promise that can settle by itself has. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

/** Objects whose bytes and whose disk are told by hand. */
function byHand() {
  const begun: string[] = []
  const calls = new Map<string, { arrive: () => void; end: (outcome: 'gave-way' | 'came') => void; fail: (error: Error) => void }>()
  const work = (object: string, arrived: () => void): Promise<'gave-way' | 'came'> => {
    begun.push(object)
    const { promise, resolve, reject } = Promise.withResolvers<'gave-way' | 'came'>()
    calls.set(object, { arrive: arrived, end: resolve, fail: reject })
    return promise
  }
  const call = (object: string) => calls.get(object) ?? expect.fail(`${object} was not begun`)
  return { begun, work, call }
}

describe('several at once', () => {
  it('takes the next on the line once one has come, and at most as many again wait for the disk', async () => {
    const { begun, work, call } = byHand()
    const all = severalAtOnce(['a', 'b', 'c', 'd', 'e', 'f'], 2, work)
    expect(begun).toEqual(['a', 'b'])
    call('a').arrive()
    await settled()
    expect(begun).toEqual(['a', 'b', 'c'])
    call('b').arrive()
    call('c').arrive()
    await settled()
    expect(begun).toEqual(['a', 'b', 'c', 'd'])
    call('d').arrive()
    await settled()
    // Four wait for the disk: nothing more is asked for.
    expect(begun).toEqual(['a', 'b', 'c', 'd'])
    call('c').end('came')
    await settled()
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e'])
    call('a').end('came')
    await settled()
    for (const one of ['b', 'd', 'e', 'f']) call(one).end('came')
    await all
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  })

  it('begins again what gave way, before anything else', async () => {
    const { begun, work, call } = byHand()
    const all = severalAtOnce(['a', 'b'], 1, work)
    call('a').end('gave-way')
    await settled()
    expect(begun).toEqual(['a', 'a'])
    call('a').end('came')
    await settled()
    call('b').end('came')
    await all
  })

  it('begins nothing after a failure, lets the others come whole, and throws it', async () => {
    const { begun, work, call } = byHand()
    const all = severalAtOnce(['a', 'b', 'c'], 2, work)
    const refused = expect(all).rejects.toThrow('full disk')
    call('a').arrive()
    await settled()
    call('a').fail(new Error('full disk'))
    await settled()
    let over = false
    void all.catch(() => { over = true })
    for (const one of ['b', 'c']) {
      await settled()
      expect(over).toBe(false)
      call(one).end('came')
    }
    await refused
    expect(begun).toEqual(['a', 'b', 'c'])
  })
})

describe('an object that has come whole', () => {
  const at = { studyInstanceUID: '1.2', seriesInstanceUID: '1.2.3', sopInstanceUID: '1.2.3.4' }
  const client = { retrieveInstance: async function* () { yield await Promise.resolve(new Uint8Array(10)) } } as unknown as PacsClient
  const line = () => ({ gate: createGate(), meter: createMeter(realClock), bucket: createTokenBucket(realClock, () => null) })

  it('is kept when something more urgent takes the line before it is on the disk', async () => {
    const own = line()
    const fetched = await fetchObject({
      haveInstances: () => new Set(),
      async ingest(source, { signal }) {
        for await (const chunk of source) void chunk
        own.gate.close()
        if (signal.aborted) throw new ExpectedError('request/aborted')
        return { outcome: 'stored', problem: null }
      },
    }, client, own, at, () => undefined, never)
    expect(fetched).toEqual({ outcome: 'came', problem: null })
  })

  it('is given up and asked for again when that happens on its way', async () => {
    const own = line()
    const fetched = await fetchObject({
      haveInstances: () => new Set(),
      async ingest(source, { signal }) {
        own.gate.close()
        if (signal.aborted) throw new ExpectedError('request/aborted')
        for await (const chunk of source) void chunk
        return { outcome: 'stored', problem: null }
      },
    }, client, own, at, () => expect.fail('it has not come'), never)
    expect(fetched).toEqual({ outcome: 'gave-way' })
  })
})
