/** Objects that a peer sends without being asked. Where the settings take them they are read like an import, images and
 *  waveforms only: a report of another reader must not come in this way. One row of the trail for each exam and session. */
import { ExpectedError } from '../contract/index.ts'
import { isImageClass, isWaveformClass } from '../dicom/index.ts'
import type { ReceivedObject } from '../pacs/index.ts'

export interface UnsolicitedPorts {
  readonly ingest: (source: AsyncIterable<Uint8Array>, options: { origin: 'import'; expected: string; signal: AbortSignal }) => Promise<{ outcome: 'stored' | 'duplicate' | 'refused'; studyInstanceUID: string | null; problem: ExpectedError | null }>
  readonly audited: (studyInstanceUID: string, callingAE: string) => void
  readonly changed: () => void
  readonly signal: AbortSignal
}

export function createUnsolicited({ ingest, audited, changed, signal }: UnsolicitedPorts): (object: ReceivedObject) => Promise<void> {
  const told = new Set<string>()
  return async ({ sopClassUID, sopInstanceUID, bytes, callingAE }) => {
    if (!isImageClass(sopClassUID) && !isWaveformClass(sopClassUID)) throw new ExpectedError('dicom/unsupported-class', { subject: sopInstanceUID, params: { sopClass: sopClassUID } })
    const { outcome, studyInstanceUID, problem } = await ingest(bytes, { origin: 'import', expected: sopInstanceUID, signal })
    if (outcome === 'refused') throw problem ?? new ExpectedError('dicom/not-dicom', { subject: sopInstanceUID })
    if (studyInstanceUID !== null && !told.has(studyInstanceUID)) {
      told.add(studyInstanceUID)
      audited(studyInstanceUID, callingAE)
    }
    if (outcome === 'stored') changed()
  }
}
