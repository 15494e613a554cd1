/** Takes the demonstration studies in through the same door as any other object, while the session goes on. A session
 *  that ends meanwhile leaves a mark in the settings, and the next one goes on: what is there already is known again. */
import type { ServerEvent } from '../contract/index.ts'
import { demoStudies } from '../demo/index.ts'
import type { DemoWish } from '../settings/index.ts'
import type { WorklistRoom } from '../worklist/index.ts'

export async function ingestDemo(worklist: WorklistRoom, { wish, emit, signal }: { wish: DemoWish; emit: (event: ServerEvent) => void; signal: AbortSignal }): Promise<void> {
  let last: string | null = null
  try {
    for await (const { part10 } of demoStudies()) {
      if (signal.aborted) return
      const { studyInstanceUID } = await worklist.ingest(once(part10), { origin: 'demo', signal })
      if (studyInstanceUID !== last) emit({ type: 'worklist.changed' })
      last = studyInstanceUID
    }
    wish.fulfilled()
  } catch (error) {
    // The lock came in the middle of an object; the next session takes it up.
    if (!signal.aborted) throw error
  }
  emit({ type: 'worklist.changed' })
}

async function* once(part10: Uint8Array): AsyncGenerator<Uint8Array> {
  yield part10
}
