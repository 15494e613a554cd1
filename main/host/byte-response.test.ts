import { describe, expect, it } from 'vitest'
import { ExpectedError } from '../contract/index.ts'
import { byteResponse, verifiedBytes } from './byte-response.ts'

const never = new AbortController().signal
async function* parts(...each: Uint8Array<ArrayBuffer>[]): AsyncGenerator<Uint8Array<ArrayBuffer>> { yield* each }
const bytes = (...values: number[]) => new Uint8Array(values)

describe('an answer of bytes', () => {
  it('carries its length and every byte in order', async () => {
    const response = await byteResponse({ length: 3, bytes: parts(bytes(1), bytes(2, 3)) }, { 'Content-Type': 'application/pdf' }, never)
    expect(response.headers.get('content-length')).toBe('3')
    expect(await response.bytes()).toEqual(bytes(1, 2, 3))
  })
  it('becomes a problem, not a short frame, when the object turns out to be altered at its end', async () => {
    async function* altered() {
      yield bytes(1, 2)
      throw new ExpectedError('cache/corrupt')
    }
    await expect(byteResponse({ length: 4, bytes: altered() }, {}, never)).rejects.toThrow('cache/corrupt')
  })
  it.each([['shorter', 4], ['longer', 1]])('is refused when the body is %s than announced', async (_title, length) => {
    await expect(byteResponse({ length, bytes: parts(bytes(1, 2)) }, {}, never)).rejects.toThrow('announced')
    if (length === 4) await expect(byteResponse({ length, bytes: bytes(1, 2) }, {}, never)).rejects.toThrow('announced')
  })
  it('stops when the session locks half-way', async () => {
    const lock = new AbortController()
    const response = await byteResponse({ length: 3 << 20, bytes: new Uint8Array(3 << 20) }, {}, lock.signal)
    const reader = response.body?.getReader()
    expect((await reader?.read())?.value?.byteLength).toBe(1 << 20)
    lock.abort()
    await expect(reader?.read()).rejects.toThrow()
  })
  it('is streamed when it is too large to be held', async () => {
    let pulled = 0
    async function* large() {
      for (;;) {
        pulled += 1
        yield new Uint8Array(1024)
      }
    }
    const response = await byteResponse({ length: verifiedBytes + 1, bytes: large() }, {}, never)
    expect(pulled).toBe(0)
    const reader = response.body?.getReader()
    await reader?.read()
    await reader?.cancel()
    expect(pulled).toBe(1)
  })
})
