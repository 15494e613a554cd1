/** The parts of an answer, one after the other as they stream by: of a multipart/related body (PS3.18 8.7.1), or the one
 *  part of servers that answer it bare. What is no whole part throws `pacs/malformed` or `pacs/interrupted`. */
import { ExpectedError } from '../contract/index.ts'
import type { HttpAnswer } from './http.ts'
import { parseMediaType, type MediaType } from './media-type.ts'
import { createMultipartParser, type MultipartEvent } from './multipart.ts'

export interface Part {
  readonly type: MediaType
  /** Read once, before the next part; what is left of it then is let go. */
  readonly bytes: AsyncIterable<Uint8Array>
}

/** `takes`: which media types an answer may have. Leaving early closes the connection. */
export async function* partsOf(answer: HttpAnswer, takes: (type: string) => boolean, subject: string): AsyncGenerator<Part> {
  const malformed = (reason: string) => new ExpectedError('pacs/malformed', { subject, cause: new Error(reason) })
  const whole = parseMediaType(answer.contentType)
  if (takes(whole.type)) {
    yield { type: whole, bytes: answer.body }
    return
  }
  const boundary = whole.parameters.get('boundary') ?? ''
  if (whole.type !== 'multipart/related' || boundary === '' || boundary.length > 200) {
    answer.discard()
    throw malformed('an answer of another type than asked for')
  }
  const events = eventsOf(answer.body, boundary)
  async function* dataOf(announced: number | null): AsyncGenerator<Uint8Array> {
    let received = 0
    for (;;) {
      const { value, done } = await events.next()
      if (done === true) return
      if (value.kind !== 'data') break
      received += value.bytes.length
      yield value.bytes
    }
    if (announced !== null && announced !== received) throw malformed('the part is not as long as announced')
  }
  try {
    let parts = 0
    for (;;) {
      const { value, done } = await events.next()
      if (done === true) break
      if (value.kind !== 'part') continue
      const type = parseMediaType(value.headers.get('content-type') ?? '')
      if (!takes(type.type)) throw malformed('a part of another type than asked for')
      const length = Number(value.headers.get('content-length') ?? Number.NaN)
      const bytes = dataOf(Number.isSafeInteger(length) ? length : null)
      parts += 1
      yield { type, bytes: { [Symbol.asyncIterator]: () => ({ next: () => bytes.next() }) } }
      for (let rest = await bytes.next(); rest.done !== true;) rest = await bytes.next()
    }
    if (parts === 0) throw malformed('no part')
  } finally {
    await events.return()
  }
}

async function* eventsOf(body: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<MultipartEvent, void, void> {
  const parser = createMultipartParser(boundary)
  for await (const chunk of body) yield* parser.push(chunk)
  parser.end()
}
