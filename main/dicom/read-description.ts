/** What an object says of itself, from its header alone: the pixels are not passed over, and mostly not even read. */
import type { ImageDescriptor } from '../contract/index.ts'
import type { Evidence } from './evidence.ts'
import { createPart10Reader } from './part10-reader.ts'

/** To be raised whenever the same object would be described otherwise than before. Objects described by another version
 *  are described again when their study is opened. */
export const descriptionVersion = 1

export interface Description {
  readonly image: ImageDescriptor | null
  readonly evidence: Evidence | null
}

/** Faults as `dicom/*`; faults of the source as they come. */
export async function readDescription(source: AsyncIterable<Uint8Array>): Promise<Description> {
  const reader = createPart10Reader({ until: 'pixels' })
  for await (const chunk of source) {
    reader.push(chunk)
    if (reader.complete) break
  }
  const { image, evidence } = reader.end()
  return { image, evidence }
}
