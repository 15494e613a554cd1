/** What an object says of itself, from its header alone: the pixels are not passed over, and mostly not even read. */
import type { ImageDescriptor, RejectionReason } from '../contract/index.ts'
import type { Evidence } from './evidence.ts'
import { createPart10Reader, type Until } from './part10-reader.ts'

/** To be raised whenever the same object would be described otherwise than before. Objects described by another version
 *  are described again when their study is opened. */
export const descriptionVersion = 1

export interface Description {
  readonly image: ImageDescriptor | null
  readonly evidence: Evidence | null
}

/** Why the document hides what it references; null for any other object. Its content stays unread: a reader's selection
 *  is nobody else's business. */
export async function readRejectionReason(source: AsyncIterable<Uint8Array>): Promise<RejectionReason | null> {
  const { evidence } = await read(source, 'title')
  return evidence?.kind === 'rejection' ? evidence.reason : null
}

/** Faults as `dicom/*`; faults of the source as they come. */
export const readDescription = (source: AsyncIterable<Uint8Array>): Promise<Description> => read(source, 'pixels')

async function read(source: AsyncIterable<Uint8Array>, until: Until): Promise<Description> {
  const reader = createPart10Reader({ until })
  for await (const chunk of source) {
    reader.push(chunk)
    if (reader.complete) break
  }
  const { image, evidence } = reader.end()
  return { image, evidence }
}
