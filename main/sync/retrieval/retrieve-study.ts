/** Fetches the images and waveforms of one study, several at a time, each into the cache before it counts, then what
 *  belongs to images: CAD results and rejection notes. Reports, other key objects and presentation states stay where they
 *  are: they would betray another reader's opinion. After the last object the source is asked once more what it holds: a
 *  study may have grown meanwhile. What is listed is compared with how many objects the source says the study has: a list
 *  may be cut short. */
import { ExpectedError } from '../../contract/index.ts'
import { isEvidenceClass, isImageClass, isWaveformClass } from '../../dicom/index.ts'
import { isImageOrWaveformModality, type RemoteInstance, type Source } from '../../pacs/index.ts'
import { companionsOf } from './companions.ts'
import { fetchObject, type Line } from './fetch-object.ts'
import type { IngestPort } from './ports.ts'
import { severalAtOnce } from './several-at-once.ts'

export interface StudyCounts {
  wanted: number
  done: number
  refused: number
  /** Objects that came whole in this run. */
  came: number
  /** Why the last refused one was. */
  problem: ExpectedError | null
  /** The most objects that a source said the study has, reports included: compared, never shown. */
  announced: number
  /** By so many objects the list is shorter than what was announced. */
  unlisted: number
}

export interface Run {
  readonly line: Line
  /** Asked before each object; throws what ends the run for now. */
  readonly mayGoOn: () => void
  readonly onProgress: (counts: StudyCounts) => void
}

/** A study that grows at each look is left for another time. */
const looks = 5

/** `announced`: by another source, earlier. */
export async function retrieveStudy(ingest: IngestPort, { client, parallel }: Pick<Source, 'client' | 'parallel'>, { studyInstanceUID, announced }: { studyInstanceUID: string; announced: number }, run: Run, signal: AbortSignal): Promise<StudyCounts> {
  const counts: StudyCounts = { wanted: 0, done: 0, refused: 0, came: 0, problem: null, announced, unlisted: 0 }
  const refused = new Set<string>()
  let listed: RemoteInstance[] = []
  const count = () => {
    const have = ingest.haveInstances(studyInstanceUID)
    const wanted = listed.filter(isWanted)
    Object.assign(counts, { wanted: wanted.length, done: wanted.filter(({ sopInstanceUID }) => have.has(sopInstanceUID)).length, refused: refused.size })
    return wanted.filter(({ sopInstanceUID }) => !have.has(sopInstanceUID) && !refused.has(sopInstanceUID))
  }
  const fetchOne = async (instance: RemoteInstance, arrived = (): void => undefined): Promise<'gave-way' | 'came'> => {
    const fetched = await fetchObject(ingest, client, run.line, { studyInstanceUID, ...instance }, arrived, signal)
    if (fetched.outcome === 'gave-way') return 'gave-way'
    if (fetched.problem === null) counts.came += 1
    else {
      refused.add(instance.sopInstanceUID)
      counts.refused = refused.size
      counts.problem = fetched.problem
    }
    return 'came'
  }

  let short = false
  for (let look = 0; look < looks; look += 1) {
    listed = await client.findInstances(studyInstanceUID, signal)
    const missing = count()
    if (counts.wanted === 0) throw new ExpectedError('study/no-images', { subject: studyInstanceUID })
    if (look === 0 || missing.length > 0) run.onProgress(counts)
    if (missing.length === 0) {
      // The list before the count: what arrives in between makes the list seem short, and is found by another look.
      counts.announced = Math.max(counts.announced, await announcedBy(client, studyInstanceUID, signal) ?? 0)
      counts.unlisted = Math.max(0, counts.announced - listed.length)
      if (counts.unlisted === 0 || short) break
      short = true
      continue
    }
    await severalAtOnce(missing, parallel, async (instance, arrived) => {
      await run.line.gate.passed(signal)
      run.mayGoOn()
      const outcome = await fetchOne(instance, arrived)
      if (outcome === 'gave-way') return outcome
      if (!refused.has(instance.sopInstanceUID)) counts.done += 1
      run.onProgress(counts)
      return outcome
    })
    if (signal.aborted) throw new ExpectedError('request/aborted', { subject: studyInstanceUID })
  }
  const have = ingest.haveInstances(studyInstanceUID)
  for (const instance of await companionsOf(client, studyInstanceUID, listed.filter(({ sopInstanceUID }) => !have.has(sopInstanceUID)), signal)) {
    while ((await fetchOne(instance)) === 'gave-way') await run.line.gate.passed(signal)
  }
  // What is said to be here was looked up, not added up.
  count()
  return counts
}

/** Null where the source does not tell, or cannot be asked: what came is judged by the list alone. */
async function announcedBy(client: Source['client'], studyInstanceUID: string, signal: AbortSignal): Promise<number | null> {
  try {
    return await client.countInstances(studyInstanceUID, signal)
  } catch (error) {
    if (signal.aborted || !(error instanceof ExpectedError)) throw error
    return null
  }
}

/** Images and waveforms. */
export function isWanted({ sopClassUID, modality }: RemoteInstance): boolean {
  // A PACS that leaves out the modality is judged by the class alone.
  if (modality === '') return isImageClass(sopClassUID) || isWaveformClass(sopClassUID)
  return isImageOrWaveformModality(modality) && !isEvidenceClass(sopClassUID)
}
