/** What is said when a retrieval ends. A cancelled study rests where its bytes are. */
import { describeProblem, type ServerEvent, type StudyInstanceUID } from '../../contract/index.ts'
import type { WorklistPort } from './ports.ts'
import { nameSource } from './name-source.ts'
import { restingLocality } from './resting.ts'
import type { StudyCounts } from './retrieve-study.ts'

export interface Sentence { readonly fr: string; readonly en: string }

export const cancelledSentence: Sentence = { fr: 'Récupération arrêtée. Les images complètes sont gardées.', en: 'Retrieval stopped. Complete images are kept.' }

/** `source`: its name. */
export function sentenceOf({ done, wanted, refused, problem }: StudyCounts, source: string): Sentence {
  if (problem === null && done === wanted) return { fr: done === 1 ? '1 image récupérée.' : `${done} images récupérées.`, en: done === 1 ? '1 image retrieved.' : `${done} images retrieved.` }
  if (problem === null) return { fr: `${done} sur ${wanted} récupérées ; « ${source} » en annonce davantage. Relancez la récupération.`, en: `${done} of ${wanted} retrieved; “${source}” lists more. Start the retrieval again.` }
  const { fr, en } = nameSource(describeProblem(problem), source)
  return { fr: `${done} sur ${wanted} récupérées ; refusées : ${refused}. ${fr}`, en: `${done} of ${wanted} retrieved; refused: ${refused}. ${en}` }
}

/** Names the source in the sentence; before it, where it speaks of none and there are several. */
export function failedSentence(general: Sentence, source: string, several: boolean): Sentence {
  const { fr, en, named } = nameSource(general, source)
  return named || !several ? { fr, en } : { fr: `${source} : ${fr}`, en: `${source}: ${en}` }
}

export function sayEnd({ worklist, emit }: { worklist: WorklistPort; emit: (event: ServerEvent) => void }, studyInstanceUID: string, outcome: 'complete' | 'cancelled' | 'failed', { fr, en }: Sentence): void {
  if (outcome === 'cancelled') worklist.setLocality(studyInstanceUID, restingLocality(worklist, studyInstanceUID), null)
  emit({ type: 'retrieve.ended', studyInstanceUID: studyInstanceUID as StudyInstanceUID, outcome, fr, en })
  emit({ type: 'retrieve.changed' })
  emit({ type: 'worklist.changed' })
}
