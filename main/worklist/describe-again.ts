/** Descriptions are kept as JSON beside each object. Those written by another version of the program lack what this one
 *  shows, so they are made anew from the cached objects, by their headers, when a study is opened: all of them in one
 *  transaction. An object that can no longer be read is named as altered, stays listed by what is
 *  known of it, and is tried again the next time. */
import type { Cache } from '../cache/index.ts'
import { ExpectedError } from '../contract/index.ts'
import { descriptionVersion, readDescription, type Description } from '../dicom/index.ts'
import type { Store } from '../store/index.ts'
import type { AlteredObjects } from './altered-objects.ts'
import { completeDescriptor } from './images.ts'
import { forgetInstances, setDescription } from './study-rows.ts'

interface Ports { cache: Pick<Cache, 'stream'>; store: Store; altered: Pick<AlteredObjects, 'found'> }
interface Row { sop_uid: string; dataset_sha256: string; descriptor: string | null }

export async function describeAgain(ports: Ports, studyInstanceUID: string, signal: AbortSignal): Promise<void> {
  const { store, altered } = ports
  const rows = store
    .prepare<[string, number], Row>('SELECT sop_uid, dataset_sha256, descriptor FROM instances WHERE study_uid = ? AND description_version <> ?')
    .all(studyInstanceUID, descriptionVersion)
  if (rows.length === 0) return
  const described: { row: Row; description: Description | null }[] = []
  for (const row of rows) described.push({ row, description: await describe(ports.cache, row.sop_uid, signal) })
  store.transaction(() => {
    for (const { row, description } of described) {
      if (description !== null) setDescription(store, row, description)
      // Not even its old description can be shown: it is missing, and the study says so.
      else if (row.descriptor !== null && completeDescriptor(JSON.parse(row.descriptor)) === null) forgetInstances(store, [row.sop_uid])
    }
  })
  for (const { row, description } of described) if (description === null) altered.found({ studyInstanceUID, sopInstanceUID: row.sop_uid })
}

/** Null when the cached object is altered, gone, or no longer what it was. */
async function describe(cache: Ports['cache'], sopInstanceUID: string, signal: AbortSignal): Promise<Description | null> {
  try {
    return await readDescription(cache.stream(sopInstanceUID, null, signal))
  } catch (error) {
    const unreadable = error instanceof ExpectedError && (error.code === 'cache/corrupt' || error.code === 'request/not-found' || error.code.startsWith('dicom/'))
    if (unreadable) return null
    throw error
  }
}
