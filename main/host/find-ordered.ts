/** Looks for the exam of an order in everything that images come from. A source that does not answer now is no fault of
 *  the order: it is looked for again later. */
import { ExpectedError } from '../contract/index.ts'
import type { Audit } from '../audit/index.ts'
import type { Source } from '../pacs/index.ts'
import type { Store } from '../store/index.ts'
import type { WorklistRoom } from '../worklist/index.ts'

interface Ports {
  readonly store: Store
  readonly audit: Pick<Audit, 'record'>
  readonly worklist: Pick<WorklistRoom, 'mergeRemoteStudies'>
  readonly sources: () => readonly Source[]
  readonly signal: AbortSignal
}

export async function findOrdered({ store, audit, worklist, sources, signal }: Ports, accessionNumber: string): Promise<void> {
  for (const source of sources()) {
    const found = await source.client.findStudies({ patientID: '', accessionNumber, patientName: '', studyDateFrom: null, studyDateTo: null, modality: '' }, 20, signal).catch((error: unknown) => {
      if (error instanceof ExpectedError) return null
      throw error
    })
    if (signal.aborted) return
    if (found === null || found.studies.length === 0) continue
    store.transaction(() => {
      worklist.mergeRemoteStudies(found.studies)
      audit.record({ actor: 'ris', event: 'query', outcome: 'success', object: source.id, detail: `exam of an order found=${found.studies.length}` })
    })
  }
}
