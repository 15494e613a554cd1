import { describe, expect, it } from 'vitest'
import { readJson } from './request-body.ts'

const request = (body: BodyInit | null, type = 'application/json') => new Request('http://127.0.0.1/api/x', { method: 'POST', body, headers: { 'content-type': type }, duplex: 'half' } as RequestInit)

describe('a JSON body', () => {
  it('is parsed', async () => {
    expect(await readJson(request('{"accent":"é"}', 'application/json; charset=utf-8'))).toEqual({ accent: 'é' })
  })
  it.each([['{', 'application/json'], ['', 'application/json'], ['{}', 'text/plain']])('that is %j of type %s is malformed', async (text, type) => {
    await expect(readJson(request(text, type))).rejects.toThrow('input/invalid')
  })
  it('that is no UTF-8 is malformed', async () => {
    await expect(readJson(request(new Uint8Array([0x22, 0xe9, 0x22])))).rejects.toThrow('input/invalid')
  })
  it('beyond its limit is refused while it arrives', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({ pull(controller) { sent += 1; controller.enqueue(new Uint8Array(10)) } }, { highWaterMark: 0 })
    await expect(readJson(request(endless), { byteLimit: 25 })).rejects.toThrow('request/too-large')
    expect(sent).toBe(3)
  })
  it('that arrives drop by drop is given up', async () => {
    const slow = new ReadableStream<Uint8Array>({ start(controller) { controller.enqueue(new TextEncoder().encode('{')) } })
    await expect(readJson(request(slow), { timeLimitMs: 30 })).rejects.toThrow('request/aborted')
  })
})
