/** What a coordinator enters of what followed: the result of a deferred workup, and the course of a technical recall.
 *  Nothing is overwritten; a correction is a further row. */
import { ExpectedError, type CallContext, type ExamRow, type ParsedInput } from '../contract/index.ts'
import type { StructurePorts } from './ports.ts'

export function saveBdd(ports: StructurePorts, exam: ExamRow, { studyInstanceUID, result }: ParsedInput<'structure.saveBdd'>, today: string, by: string, context: CallContext): void {
  if (exam.standing !== 'BDD_ATTENDU' && exam.standing !== 'BDD_RECU') throw new ExpectedError('structure/not-awaited', { subject: studyInstanceUID })
  if (result.doneOn > today || (exam.examOn !== null && result.doneOn < exam.examOn)) throw new ExpectedError('structure/day', { subject: studyInstanceUID })
  context.act(studyInstanceUID, () => {
    ports.store.prepare('INSERT INTO bdd_results (study_uid, result, entered_by, entered_at) VALUES (?, ?, ?, ?)').run(studyInstanceUID, JSON.stringify(result), by, ports.now().toISOString())
  }, exam.bdd === null ? 'workup result' : 'workup result corrected')
}

export function followRecall(ports: StructurePorts, exam: ExamRow, { studyInstanceUID, kind, on }: ParsedInput<'structure.followRecall'>, today: string, by: string, context: CallContext): void {
  if (exam.standing !== 'RAPPEL_ATTENDU' || exam.recall === null) throw new ExpectedError('structure/not-awaited', { subject: studyInstanceUID })
  if (on > today || on < exam.recall.askedOn) throw new ExpectedError('structure/day', { subject: studyInstanceUID })
  context.act(studyInstanceUID, () => {
    ports.store.prepare('INSERT INTO recall_events (study_uid, kind, day, entered_by, entered_at) VALUES (?, ?, ?, ?, ?)').run(studyInstanceUID, kind, on, by, ports.now().toISOString())
  }, `technical recall ${kind}`)
}
