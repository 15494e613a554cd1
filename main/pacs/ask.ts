/** Questions in the spelling that a server takes, and the statuses of its answers as `pacs/*`. */
import { ExpectedError } from '../contract/index.ts'
import type { Http, HttpAnswer } from './http.ts'
import { absentBeside404, acceptSpellings, spellingRefused, type Resource } from './quirks.ts'

/** The longest answer that is read whole, bytes. */
const longestRead = 64 * 1024 * 1024

export interface Wanted {
  /** Media type of frames and pictures. */
  readonly type?: string
  /** A transfer syntax, or `*`: as it is stored. */
  readonly syntax?: string
}

export type Ask = (resource: Resource, path: string, signal: AbortSignal, wanted?: Wanted) => Promise<HttpAnswer>

/** An answer of status 200, 204 or any other that the caller judges; 401 and 403 are thrown. */
export function createAsk(http: Http): Ask {
  const taken = new Map<Resource, number>()
  return async (resource, path, signal, { type = '', syntax = '*' } = {}) => {
    const spellings = acceptSpellings[resource]
    const known = taken.get(resource)
    for (let at = known ?? 0; ; at += 1) {
      const accept = (spellings[at] ?? '').replace('{type}', type).replace('{syntax}', syntax)
      const answer = await http.send({ method: 'GET', path, headers: { accept } }, signal)
      refuseUnauthorized(answer)
      if (answer.status === 200 || answer.status === 204) taken.set(resource, at)
      const refused = known === undefined && spellingRefused.includes(answer.status) && at + 1 < spellings.length
      if (!refused) return answer
      answer.discard()
    }
  }
}

export function requireOk(answer: HttpAnswer, resource?: Resource): void {
  if (answer.status === 200) return
  answer.discard()
  const absent = resource !== undefined && absentBeside404[resource]?.includes(answer.status) === true
  throw new ExpectedError('pacs/answer', { params: { status: absent ? 404 : answer.status } })
}

export function refuseUnauthorized(answer: HttpAnswer): void {
  if (answer.status !== 401 && answer.status !== 403) return
  answer.discard()
  throw new ExpectedError('pacs/refused')
}

export async function readWhole(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > longestRead) throw new ExpectedError('pacs/malformed', { cause: new Error('answer too long') })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
