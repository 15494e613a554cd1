/** Bytes through the browser host, over real sockets: lengths, backpressure both ways, aborts that reach the rooms. */
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ExpectedError } from '../../main/contract/index.ts'
import { verifiedBytes } from '../../main/host/byte-response.ts'
import { serveStandIn, type Served } from './serve-stand-in.ts'

let served: Served
beforeAll(async () => { served = await serveStandIn() })
afterAll(async () => { await served.close() })
beforeEach(() => { served.standIn.unlock() })

const framePath = '/dicomweb/studies/1.2/series/1.3/instances/1.4/frames/7'
const importPath = '/import/0190c0de-0000-7000-8000-000000000001/Examen%20du%203%20mars.dcm'
const noise = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 2654435761) >>> 24)

/** Sends a request by hand and leaves the socket to the test. */
function openRaw(text: string) {
  const { hostname, port } = new URL(served.host.origin)
  const socket = connect({ port: Number(port), host: hostname })
  socket.on('error', () => undefined)
  socket.write(text)
  return socket
}
const head = (line: string, more = '') => `${line} HTTP/1.1\r\nHost: ${new URL(served.host.origin).host}\r\nAuthorization: Bearer ${served.token}\r\n${more}\r\n`

describe('a frame', () => {
  it('arrives as it was stored, with its length and its transfer syntax', async () => {
    const bytes = noise(3_000_000)
    let asked: unknown = null
    served.standIn.frame = (at) => {
      asked = at
      return Promise.resolve({ length: bytes.byteLength, bytes, transferSyntaxUID: '1.2.840.10008.1.2.4.80' })
    }
    const answer = await served.ask(framePath)
    expect(answer.headers.get('content-type')).toBe('application/octet-stream; transfer-syntax=1.2.840.10008.1.2.4.80')
    expect(answer.headers.get('content-length')).toBe('3000000')
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
    expect(asked).toEqual({ studyInstanceUID: '1.2', seriesInstanceUID: '1.3', sopInstanceUID: '1.4', frame: 7 })
  })
  it('that is altered is a problem of the contract', async () => {
    served.standIn.frame = () => Promise.reject(new ExpectedError('cache/corrupt', { subject: '1.4' }))
    const answer = await served.ask(framePath)
    expect([answer.status, await answer.json()]).toMatchObject([502, { code: 'cache/corrupt', subject: '1.4' }])
  })
  it.each(['/dicomweb/studies/1.2/series/1.3/instances/1.4/frames/0', '/dicomweb/studies/1..2/series/1.3/instances/1.4/frames/1', `/dicomweb/studies/${'1'.repeat(65)}/series/1.3/instances/1.4/frames/1`, '/dicomweb/studies/../series/1.3/instances/1.4/frames/1'])('at %s does not exist', async (path) => {
    expect((await served.ask(path)).status).toBe(404)
  })
  it('that nobody waits for any more stops being read', async () => {
    const aborted = Promise.withResolvers<string>()
    const started = Promise.withResolvers<undefined>()
    served.standIn.frame = (_at, signal) => {
      signal.addEventListener('abort', () => { aborted.resolve('aborted') })
      started.resolve(undefined)
      return new Promise(() => undefined)
    }
    const gone = new AbortController()
    const asked = served.ask(framePath, { signal: gone.signal }).catch(() => undefined)
    await started.promise
    gone.abort()
    expect(await aborted.promise).toBe('aborted')
    await asked
  })
  it('stops when the session locks', async () => {
    const own = await serveStandIn()
    try {
      own.standIn.unlock()
      const started = Promise.withResolvers<undefined>()
      own.standIn.frame = (_at, signal) => new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => { reject(new Error('stopped')) })
        started.resolve(undefined)
      })
      const asked = own.ask(framePath)
      await started.promise
      own.standIn.lock('user')
      const answer = await asked
      expect([answer.status, await answer.json()]).toMatchObject([423, { code: 'session/locked' }])
    } finally {
      await own.close()
    }
  })
  it('too large to be held is read no faster than the window takes it', async () => {
    let produced = 0
    async function* pieces() {
      for (let sent = 0; sent < 128; sent++) {
        produced += 1
        yield new Uint8Array(1 << 20)
      }
      await Promise.resolve()
    }
    served.standIn.frame = () => Promise.resolve({ length: 128 << 20, bytes: pieces(), transferSyntaxUID: '1.2.840.10008.1.2.1' })
    expect(128 << 20).toBeGreaterThan(verifiedBytes)
    const socket = openRaw(head(`GET ${framePath}`))
    socket.pause()
    await settled(() => produced)
    expect(produced).toBeLessThan(64)
    socket.destroy()
  })
  it('that fails half-way, too large to be held, is cut and not taken for whole', async () => {
    async function* pieces() {
      yield new Uint8Array(1 << 20)
      await Promise.resolve()
      throw new ExpectedError('cache/corrupt')
    }
    served.standIn.frame = () => Promise.resolve({ length: 65 << 20, bytes: pieces(), transferSyntaxUID: '1.2.840.10008.1.2.1' })
    const answer = await served.ask(framePath)
    await expect(answer.arrayBuffer()).rejects.toThrow()
  })
})

describe('a file of an import', () => {
  it('arrives whole, under its own name', async () => {
    const bytes = noise(5_000_000)
    let received: { name: string; bytes: Buffer } | null = null
    served.standIn.importFile = async (name, file) => {
      const chunks: Uint8Array[] = []
      for await (const chunk of file) chunks.push(chunk)
      received = { name, bytes: Buffer.concat(chunks) }
      return { name, outcome: 'stored', sopInstanceUID: '1.4', problem: null }
    }
    const answer = await served.ask(importPath, { method: 'PUT', body: bytes })
    expect(await answer.json()).toEqual({ name: 'Examen du 3 mars.dcm', outcome: 'stored', sopInstanceUID: '1.4', problem: null })
    expect(received).toMatchObject({ name: 'Examen du 3 mars.dcm' })
    expect((received as unknown as { bytes: Buffer }).bytes.equals(bytes)).toBe(true)
  })
  it('is taken no faster than the room stores it', async () => {
    const go = Promise.withResolvers<undefined>()
    served.standIn.importFile = async (name, file) => {
      const chunks = file[Symbol.asyncIterator]()
      await chunks.next()
      await go.promise
      return { name, outcome: 'refused', sopInstanceUID: null, problem: null }
    }
    const socket = openRaw(head(`PUT ${importPath}`, `Content-Length: ${64 << 20}\r\n`))
    let written = 0
    const chunk = Buffer.alloc(1 << 20)
    const push = () => { while (written < 64 && socket.write(chunk)) written += 1 }
    socket.on('drain', () => { written += 1; push() })
    push()
    await settled(() => written)
    expect(written).toBeLessThan(40)
    go.resolve(undefined)
    socket.destroy()
  })
  it('refused half-way is answered before it was sent to its end', async () => {
    served.standIn.importFile = async (_name, file) => {
      for await (const _chunk of file) throw new ExpectedError('request/too-large')
      throw new Error('no bytes came')
    }
    const socket = openRaw(`${head(`PUT ${importPath}`, `Content-Length: ${64 << 20}\r\n`)}first bytes`)
    const text = await new Promise<string>((resolve) => {
      let all = ''
      socket.setEncoding('latin1')
      socket.on('data', (part: string) => { all += part })
      socket.on('close', () => { resolve(all) })
    })
    expect(text).toContain('HTTP/1.1 413')
    expect(text).toContain('request/too-large')
  })
  it('that breaks off half-way fails in the room, and nothing is answered as stored', async () => {
    const ended = Promise.withResolvers<string>()
    served.standIn.importFile = async (name, file) => {
      try {
        for await (const _chunk of file) await wait(0)
        ended.resolve('whole')
      } catch {
        ended.resolve('broken off')
      }
      return { name, outcome: 'refused', sopInstanceUID: null, problem: null }
    }
    const socket = openRaw(`${head(`PUT ${importPath}`, 'Content-Length: 1000\r\n')}some`)
    await wait(50)
    socket.destroy()
    expect(await ended.promise).toBe('broken off')
  })
  it('never names a path', async () => {
    let name = ''
    served.standIn.importFile = (given) => {
      name = given
      return Promise.resolve({ name: given, outcome: 'stored', sopInstanceUID: null, problem: null })
    }
    await served.ask('/import/0190c0de-0000-7000-8000-000000000001/..%2F..%2Fetc%2Fpasswd', { method: 'PUT', body: 'x' })
    expect(name).toBe('passwd')
  })
})

describe('the event stream', () => {
  it('reaches every window, and ends when the host stops', async () => {
    const own = await serveStandIn()
    own.standIn.unlock()
    const windows = await Promise.all([own.ask('/events'), own.ask('/events')])
    own.standIn.emit({ type: 'delivery.changed' })
    const texts = windows.map((answer) => answer.text())
    await own.close()
    for (const text of await Promise.all(texts)) expect(text).toContain('data: {"type":"delivery.changed"}\n\n')
  })
  it('brings the next token with the lock', async () => {
    const own = await serveStandIn()
    own.standIn.unlock()
    const stream = (await own.ask('/events')).text()
    await own.call('session.lock', {})
    const next = own.access
    await own.close()
    const token = /"token":"([^"]+)"/.exec(await stream)?.[1] ?? ''
    expect(next.trustOf(`Bearer ${token}`)).toBe('full')
  })
})

/** Waits until a count no longer grows. */
async function settled(count: () => number): Promise<void> {
  let before = -1
  while (before !== count()) {
    before = count()
    await wait(200)
  }
}
