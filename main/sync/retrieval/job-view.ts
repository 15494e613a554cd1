/** Jobs as the window may see them. What another account asked for is shown as something that comes by itself: whether
 *  somebody else has an exam on the screen is nobody's business. */
import { describeProblem, ExpectedError, type Account, type ErrorCode, type RetrieveJob, type StudyInstanceUID } from '../../contract/index.ts'
import type { Source } from '../../pacs/index.ts'
import { secondsLeft } from './meter.ts'
import { nameSource } from './name-source.ts'
import type { WorklistPort } from './ports.ts'
import { priorityAt } from './priority.ts'
import type { Retriever } from './retriever.ts'
import type { RetrieveRow } from './retrieve-rows.ts'

export interface ViewPorts {
  readonly worklist: WorklistPort
  readonly retriever: Retriever
  readonly sources: () => readonly Source[]
}

/** Null for a study that the list no longer knows. */
export function jobView({ worklist, retriever, sources }: ViewPorts, account: Account, row: RetrieveRow): RetrieveJob | null {
  const study = worklist.study(row.study_instance_uid)
  if (study === null) return null
  // One that was just stopped may not have ended yet.
  const running = row.state === 'running' ? retriever.running(row.study_instance_uid) : null
  const rate = running === null ? null : running.meter.rate()
  const counts = running?.counts ?? null
  const { done, wanted, refused } = counts ?? row
  return {
    studyInstanceUID: row.study_instance_uid as StudyInstanceUID,
    patientName: study.patientName, studyDate: study.studyDate, modalities: study.modalities, description: study.description,
    priority: row.requested_by === account.id ? priorityAt(row.priority) : 'BACKGROUND',
    state: row.state,
    givesWay: running?.givesWay ?? false,
    source: sources().find(({ id }) => id === row.source_id)?.name ?? null,
    received: done, total: wanted, refused,
    bytes: running === null ? row.bytes : running.job.bytes + running.meter.bytes,
    bytesPerSecond: rate,
    secondsLeft: counts === null || running === null || running.givesWay ? null : secondsLeft({ objects: counts.came, bytes: running.meter.bytes, rate: rate ?? 0, remaining: counts.wanted - counts.done - counts.refused }),
    nextAttemptAt: row.next_attempt_at,
    problem: problemOf(row, sources()),
  }
}

/** Names the source whose problem it is: another one may have taken the study up since. */
function problemOf({ last_problem: text }: RetrieveRow, sources: readonly Source[]): RetrieveJob['problem'] {
  if (text === null) return null
  const { code, params, source } = JSON.parse(text) as { code: ErrorCode; params: Record<string, string | number>; source?: string | null }
  const problem = describeProblem(new ExpectedError(code, { params }))
  const name = sources.find(({ id }) => id === source)?.name
  if (name === undefined) return problem
  const { fr, en } = nameSource(problem, name)
  return { ...problem, fr, en }
}
