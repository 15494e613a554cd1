/** Reads a JSON body: bounded in size and in time, and of the declared type only. */
import { ExpectedError } from '../contract/index.ts'

export const jsonByteLimit = 2 * 1024 * 1024
const jsonTimeLimitMs = 30_000

export async function readJson(request: Request, { byteLimit = jsonByteLimit, timeLimitMs = jsonTimeLimitMs } = {}): Promise<unknown> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new ExpectedError('input/invalid', { subject: 'Content-Type' })
  if (Number(request.headers.get('content-length') ?? 0) > byteLimit) throw new ExpectedError('request/too-large')
  const bytes = await readBounded(request, byteLimit, timeLimitMs)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new ExpectedError('input/invalid', { subject: 'body', cause })
  }
}

async function readBounded(request: Request, byteLimit: number, timeLimitMs: number): Promise<Uint8Array> {
  if (request.body === null) return new Uint8Array()
  const reader = request.body.getReader()
  let late = false
  const timer = setTimeout(() => {
    late = true
    reader.cancel().catch(() => undefined)
  }, timeLimitMs)
  const parts: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      length += value.byteLength
      if (length > byteLimit) throw new ExpectedError('request/too-large')
      parts.push(value)
    }
    if (late) throw new ExpectedError('request/aborted', { subject: 'body' })
  } finally {
    clearTimeout(timer)
    reader.cancel().catch(() => undefined)
  }
  return Buffer.concat(parts, length)
}
