/** One object on its way from a source: no faster than the line's budget allows, and out of the way of anything more
 *  urgent. What has barely begun is then given up and fetched again; what has come far waits on its connection, so that
 *  a large object on a thin line arrives in the end whatever is asked for in between. */
import { ExpectedError } from '../../contract/index.ts'
import type { InstanceAddress, PacsClient } from '../../pacs/index.ts'
import { errorClass } from '../error-class.ts'
import type { Gate } from './gate.ts'
import type { Meter } from './meter.ts'
import type { IngestPort } from './ports.ts'
import type { TokenBucket } from './token-bucket.ts'

export interface Line {
  readonly gate: Gate
  readonly bucket: TokenBucket
  readonly meter: Meter
}

/** From so many bytes on an object is worth its connection while it waits. */
const worthKeeping = 8 * 1024 * 1024

/** `gave-way`: to be asked for again. Null problem: it is here. */
export type Fetched = { readonly outcome: 'gave-way' } | { readonly outcome: 'came'; readonly problem: ExpectedError | null }

/** `arrived`: its last byte has come. */
export async function fetchObject({ ingest }: IngestPort, client: PacsClient, line: Line, at: InstanceAddress, arrived: () => void, signal: AbortSignal): Promise<Fetched> {
  const own = new AbortController()
  const both = AbortSignal.any([signal, own.signal])
  const state = { received: 0, whole: false, suspended: false }
  const stopListening = line.gate.onClose(() => {
    if (state.whole) return
    state.suspended = true
    if (state.received < worthKeeping) own.abort()
  })
  try {
    const { problem } = await ingest(paced(client.retrieveInstance(at, both), line, state, arrived, both), { origin: 'pacs', expected: at.sopInstanceUID, signal: both })
    return { outcome: 'came', problem }
  } catch (error) {
    // Given up by us, or by a source that did not wait as long as we did.
    if (state.suspended && !signal.aborted) return { outcome: 'gave-way' }
    // The source lists this one and will not give it: the others are still worth having.
    if (error instanceof ExpectedError && error.code === 'pacs/answer' && errorClass(error) === 'permanent') return { outcome: 'came', problem: error }
    throw error
  } finally {
    stopListening()
  }
}

async function* paced(source: AsyncIterable<Uint8Array>, { gate, bucket, meter }: Line, state: { received: number; whole: boolean }, arrived: () => void, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    state.received += chunk.length
    meter.add(chunk.length)
    await gate.passed(signal)
    await bucket.take(chunk.length, signal)
    yield chunk
  }
  state.whole = true
  arrived()
}
