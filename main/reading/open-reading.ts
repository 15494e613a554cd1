/** Opening: an account finds its own reading of a study again, or begins the one that is its to take. The display of
 *  the session is asked first; a training draft gives way to a reading of the programme. */
import { avisVide, ExpectedError, ficheVide, type Account, type CallContext, type Reading, type StudyInstanceUID } from '../contract/index.ts'
import { opening } from '../domain/second-reading/index.ts'
import { emptyText } from '../domain/sheet/index.ts'
import { passDisplay } from './display-gate.ts'
import { readerCode } from './reader-codes.ts'
import type { ReadingPorts } from './ports.ts'
import { presentReading } from './present.ts'
import { takeExam } from './course.ts'
import { goOnWriting } from './exam-changed.ts'
import { insertReading, liveReading, ownReading, policyOfExam, roundOf, setAside, turnOf, type ReadingRow } from './reading-rows.ts'

export async function openReading(ports: ReadingPorts, account: Account, studyInstanceUID: StudyInstanceUID, context: CallContext): Promise<Reading> {
  const live = liveReading(ports.store, studyInstanceUID, account.id)
  const passed = live === null ? null : passDisplay(ports, live, 'open')
  if (live !== null && live.returned !== null && live.phase === 'AVIS_FIGE' && passed !== null) {
    await goOnWriting(ports, live, account, context, passed.words)
    ports.emit({ type: 'reading.changed', studyInstanceUID })
    return presentReading(ports, ownReading(ports.store, live.id, account))
  }
  if (live !== null && passed !== null && passed.answer !== 'set-aside') {
    context.act(live.id, () => {
      if (live.signed_at === null) takeExam(ports, live, account)
    }, `open ${live.phase} ${passed.words}`)
    return presentReading(ports, live)
  }
  const id = beginReading(ports, account, studyInstanceUID, live, context)
  ports.emit({ type: 'reading.changed', studyInstanceUID })
  return presentReading(ports, ownReading(ports.store, id, account))
}

/** `replaced` is the training draft that makes room. */
function beginReading(ports: ReadingPorts, account: Account, studyInstanceUID: StudyInstanceUID, replaced: ReadingRow | null, context: CallContext): string {
  const study = ports.study(studyInstanceUID)
  if (study === null) throw new ExpectedError('request/not-found', { subject: studyInstanceUID })
  const policy = policyOfExam(ports.store, studyInstanceUID, ports.policy())
  const begun = opening(policy, turnOf(ports.store, study), account)
  if ('problem' in begun) throw new ExpectedError(begun.problem, { subject: studyInstanceUID })
  if (study.locality !== 'local') throw new ExpectedError('study/not-local', { subject: studyInstanceUID })
  const { answer, words } = passDisplay(ports, { kind: begun.kind, study_instance_uid: studyInstanceUID, signed_at: null, training: null }, 'open')

  const id = ports.newId()
  const startedAt = ports.now().toISOString()
  context.act(id, () => {
    if (replaced !== null) setAside(ports.store, replaced, startedAt)
    const row = {
      id, study_instance_uid: studyInstanceUID, account_id: account.id, kind: begun.kind, policy, phase: begun.phase,
      avis: JSON.stringify(begun.kind === 'FIRST' ? { ...avisVide, fiche: ficheVide } : avisVide), text: JSON.stringify(emptyText),
      reader_code: readerCode(ports.store, account.id, begun.kind, ports.newId), started_at: startedAt, training: answer === 'begin-training' ? 1 : 0,
      round: begun.kind === 'SECOND' || begun.kind === 'ARBITRATION' ? roundOf(ports.store, studyInstanceUID) : 1, frozen_at: null,
    } as const
    insertReading(ports.store, row)
    takeExam(ports, row, account)
  }, `begin ${begun.kind} study=${studyInstanceUID} ${words}${replaced === null ? '' : ` training ${replaced.id} set aside`}`)
  return id
}
