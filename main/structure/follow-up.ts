/** What a coordinator enters of what followed: the result of a deferred workup, and the course of a technical recall. The
 *  exam moves with it, or refuses it. Nothing is overwritten; a correction is a further row. */
import { ExpectedError, type Account, type BddResult, type CallContext, type ExamRow, type ParsedInput } from '../contract/index.ts'
import type { StructurePorts } from './ports.ts'

const workups: ReadonlySet<ExamRow['standing']> = new Set(['POSITIF_L2', 'BDD_ATTENDU', 'BDD_RECU'])

/** A biopsy or a meeting of which nothing is known yet keeps the exam open. */
export const isOver = ({ action, cancer }: BddResult): boolean => cancer !== null || action === 'FIN' || action === 'SURVEILLANCE'

/** @param settled what an older exam needs before it can move, in the same transaction */
export function saveBdd(ports: StructurePorts, exam: ExamRow, { studyInstanceUID, result }: ParsedInput<'structure.saveBdd'>, today: string, account: Account, context: CallContext, settled: () => void): void {
  // Of a closed exam a result can still be corrected.
  if (!workups.has(exam.standing) && !(exam.standing === 'CLOS' && exam.bdd !== null)) throw new ExpectedError('structure/not-awaited', { subject: studyInstanceUID })
  if (result.doneOn > today || (exam.examOn !== null && result.doneOn < exam.examOn)) throw new ExpectedError('structure/day', { subject: studyInstanceUID })
  context.act(studyInstanceUID, () => {
    settled()
    const row = ports.store.prepare<string[], { seq: number }>('INSERT INTO bdd_results (study_uid, result, entered_by, entered_at) VALUES (?, ?, ?, ?) RETURNING seq').get(studyInstanceUID, JSON.stringify(result), account.id, ports.now().toISOString())
    ports.course.told(studyInstanceUID, account, { type: 'WORKUP', reference: `bdd_results ${row?.seq ?? ''}`, over: isOver(result) })
  }, exam.bdd === null ? 'workup result' : 'workup result corrected')
}

export function followRecall(ports: StructurePorts, exam: ExamRow, { studyInstanceUID, kind, redone, reference }: ParsedInput<'structure.followRecall'>, account: Account, context: CallContext, settled: () => void): void {
  if (exam.standing !== 'RAPPEL_ATTENDU') throw new ExpectedError('structure/not-awaited', { subject: studyInstanceUID })
  context.act(studyInstanceUID, () => {
    settled()
    const images = ports.images(studyInstanceUID).map(({ sopInstanceUID }) => sopInstanceUID)
    ports.course.told(studyInstanceUID, account, kind === 'REMINDER' ? { type: kind } : kind === 'RECEIVED' ? { type: kind, images, redone } : { type: kind, reference })
  }, `technical recall ${kind}`)
}
