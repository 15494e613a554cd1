/** Fetches the images and waveforms of one study, several at a time, each into the cache before it counts, then what
 *  belongs to images: CAD results and rejection notes. Reports, other key objects and presentation states stay where they
 *  are: they would betray another reader's opinion. */
import { ExpectedError } from '../../contract/index.ts'
import { isEvidenceClass, isImageClass, isWaveformClass } from '../../dicom/index.ts'
import { isImageOrWaveformModality, type PacsClient, type RemoteInstance } from '../../pacs/index.ts'
import { companionsOf } from './companions.ts'
import { errorClass } from '../error-class.ts'

export interface IngestPort {
  ingest(source: AsyncIterable<Uint8Array>, options: { origin: 'pacs'; expected: string; signal: AbortSignal }): Promise<{ outcome: 'stored' | 'duplicate' | 'refused'; problem: ExpectedError | null }>
  haveInstances(studyInstanceUID: string): Set<string>
}

export interface StudyCounts {
  wanted: number
  done: number
  refused: number
  /** Why the last refused one was. */
  problem: ExpectedError | null
}

/** Enough to fill a line with a delay of 50 ms, few enough for a small PACS. */
const streams = 4

export async function retrieveStudy(
  { ingest, haveInstances }: IngestPort, pacs: PacsClient, studyInstanceUID: string, onProgress: (counts: StudyCounts) => void, signal: AbortSignal,
): Promise<StudyCounts> {
  const listed = await pacs.findInstances(studyInstanceUID, signal)
  const wanted = listed.filter(isWanted)
  if (wanted.length === 0) throw new ExpectedError('study/no-images', { subject: studyInstanceUID })
  const have = haveInstances(studyInstanceUID)
  const missing = wanted.filter((instance) => !have.has(instance.sopInstanceUID))
  const counts: StudyCounts = { wanted: wanted.length, done: wanted.length - missing.length, refused: 0, problem: null }
  onProgress(counts)

  // After a failure of the line no other object is begun; those that are on their way may still arrive whole.
  let failure: unknown = null
  const queue = missing.values()
  const stream = async () => {
    for (const instance of queue) {
      const problem = await fetchOne(instance)
      if (problem === null) counts.done += 1
      else {
        counts.refused += 1
        counts.problem = problem
      }
      onProgress(counts)
      if (failure !== null) return
    }
  }
  const fetchOne = async (instance: RemoteInstance): Promise<ExpectedError | null> => {
    try {
      const source = pacs.retrieveInstance({ studyInstanceUID, ...instance }, signal)
      return (await ingest(source, { origin: 'pacs', expected: instance.sopInstanceUID, signal })).problem
    } catch (error) {
      // The PACS lists this one and will not give it: the others are still worth having.
      if (error instanceof ExpectedError && error.code === 'pacs/answer' && errorClass(error) === 'permanent') return error
      throw error
    }
  }
  const streaming = Array.from({ length: Math.min(streams, missing.length) }, () => stream().catch((error: unknown) => { failure ??= error }))
  await Promise.all(streaming)
  if (signal.aborted) throw new ExpectedError('request/aborted', { subject: studyInstanceUID })
  if (failure !== null) throw failure
  for (const instance of await companionsOf(pacs, studyInstanceUID, listed.filter(({ sopInstanceUID }) => !have.has(sopInstanceUID)), signal)) {
    const problem = await fetchOne(instance)
    if (problem !== null) {
      counts.refused += 1
      counts.problem = problem
    }
  }
  return counts
}

function isWanted({ sopClassUID, modality }: RemoteInstance): boolean {
  // A PACS that leaves out the modality is judged by the class alone.
  if (modality === '') return isImageClass(sopClassUID) || isWaveformClass(sopClassUID)
  return isImageOrWaveformModality(modality) && !isEvidenceClass(sopClassUID)
}
