/** Where a study rests when nothing more comes of it. */
import type { ServerEvent } from '../../contract/index.ts'
import type { Locality, WorklistPort } from './ports.ts'

/** A study that was whole here, imported for instance, is no less so because a source gave nothing of it. */
export function restingLocality(worklist: WorklistPort, studyInstanceUID: string): Locality {
  if (worklist.study(studyInstanceUID)?.locality === 'local') return 'local'
  return worklist.haveInstances(studyInstanceUID).size > 0 ? 'partial' : 'remote'
}

/** A paused one looks like what it is: some of it here, or none. */
export function rest({ worklist, emit }: { worklist: WorklistPort; emit: (event: ServerEvent) => void }, studyInstanceUID: string): void {
  worklist.setLocality(studyInstanceUID, restingLocality(worklist, studyInstanceUID), null)
  emit({ type: 'retrieve.changed' })
  emit({ type: 'worklist.changed' })
}
