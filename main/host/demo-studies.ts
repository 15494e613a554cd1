/** Takes the demonstration studies in through the same door as any other object, while the session goes on. */
import type { ServerEvent } from '../contract/index.ts'
import { demoStudies } from '../demo/index.ts'
import type { WorklistRoom } from '../worklist/index.ts'

export async function ingestDemo(worklist: WorklistRoom, { emit, signal }: { emit: (event: ServerEvent) => void; signal: AbortSignal }): Promise<void> {
  let last: string | null = null
  for await (const { part10 } of demoStudies()) {
    if (signal.aborted) return
    const { studyInstanceUID } = await worklist.ingest(once(part10), { origin: 'demo', signal })
    if (studyInstanceUID !== last) emit({ type: 'worklist.changed' })
    last = studyInstanceUID
  }
  emit({ type: 'worklist.changed' })
}

async function* once(part10: Uint8Array): AsyncGenerator<Uint8Array> {
  yield part10
}
