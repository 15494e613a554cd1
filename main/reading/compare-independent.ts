/** Two independent opinions are compared as soon as both are signed and can be opened: at once on a console that keeps the
 *  centre's key itself, else when a coordinator's session is there. Where they agree the exam is concluded and one report
 *  is its result; where they do not, it waits for an arbiter. Neither reader is told. */
import { ExpectedError } from '../contract/index.ts'
import type { ReadingPorts } from './ports.ts'
import { signedSeconds } from './reading-rows.ts'
import { finalMoment, openOpinion } from './sealed-opinions.ts'

/** Safe to call at any time: what was compared meanwhile, or cannot be opened here, is left alone. */
export async function compareIndependent(ports: ReadingPorts): Promise<void> {
  const compared = await Promise.all(ports.course.uncompared().map((study) => compareExam(ports, study)))
  if (compared.includes(true)) ports.emit({ type: 'worklist.changed' })
}

async function compareExam(ports: ReadingPorts, studyInstanceUID: string): Promise<boolean> {
  const [a, b] = signedSeconds(ports.store, studyInstanceUID)
  if (a === undefined || b === undefined) return false
  const opened = await Promise.all([a, b].map((row) => openOpinion(ports, row, finalMoment(ports.store, row.id), 'other'))).catch(notOpened)
  const [opinionA, opinionB] = opened ?? []
  if (opinionA === undefined || opinionB === undefined) return false
  return ports.store.transaction(() => {
    const outcome = ports.course.compared(studyInstanceUID, opinionA.avis, opinionB.avis)
    if (outcome !== 'CONCLU') return outcome !== null
    // Both say the same: one of them is the result, the other stays beside it in the archive.
    ports.blindnessOver(studyInstanceUID, a.report_id ?? undefined)
    return true
  })
}

/** Sealed to this session, or altered: the exam stays where it is, and the structure's list says so. */
function notOpened(error: unknown): null {
  if (error instanceof ExpectedError && (error.code === 'reading/awaits-release' || error.code === 'reading/seal-broken')) return null
  throw error
}
