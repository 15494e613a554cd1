/** Opening: an account finds its own reading of a study again, or begins the one that is its to take. */
import { avisVide, ExpectedError, type Account, type CallContext, type Reading, type StudyInstanceUID } from '../contract/index.ts'
import { opening } from '../domain/second-reading/index.ts'
import { emptyText } from '../domain/sheet/index.ts'
import { readerCode } from './reader-codes.ts'
import type { ReadingPorts } from './ports.ts'
import { presentReading } from './present.ts'
import { insertReading, liveReading, ownReading, turnOf } from './reading-rows.ts'

export async function openReading(ports: ReadingPorts, account: Account, studyInstanceUID: StudyInstanceUID, context: CallContext): Promise<Reading> {
  const live = liveReading(ports.store, studyInstanceUID, account.id)
  if (live !== null) {
    context.act(live.id, () => undefined, `open ${live.phase}`)
    return presentReading(ports, live)
  }
  const id = beginReading(ports, account, studyInstanceUID, context)
  ports.emit({ type: 'reading.changed', studyInstanceUID })
  return presentReading(ports, ownReading(ports.store, id, account))
}

function beginReading(ports: ReadingPorts, account: Account, studyInstanceUID: StudyInstanceUID, context: CallContext): string {
  const study = ports.study(studyInstanceUID)
  if (study === null) throw new ExpectedError('request/not-found', { subject: studyInstanceUID })
  const policy = ports.policy()
  const begun = opening(policy, turnOf(ports.store, study), account)
  if ('problem' in begun) throw new ExpectedError(begun.problem, { subject: studyInstanceUID })
  if (study.locality !== 'local') throw new ExpectedError('study/not-local', { subject: studyInstanceUID })

  const id = ports.newId()
  context.act(id, () => {
    insertReading(ports.store, {
      id, study_instance_uid: studyInstanceUID, account_id: account.id, kind: begun.kind, policy, phase: begun.phase,
      avis: JSON.stringify(avisVide), text: JSON.stringify(emptyText),
      reader_code: readerCode(ports.store, account.id, begun.kind, ports.newId), started_at: ports.now().toISOString(),
    })
  }, `begin ${begun.kind} study=${studyInstanceUID}`)
  return id
}
