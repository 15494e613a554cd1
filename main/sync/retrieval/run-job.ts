/** One job at one source: fetches, says how far it is and in the end what came of it, in a sentence. What one source
 *  does not give is asked of the next that may hold it. */
import { describeProblem, ExpectedError, type StudyInstanceUID } from '../../contract/index.ts'
import { errorClass } from '../error-class.ts'
import { keepLeased } from '../lease.ts'
import { cancelledSentence, failedSentence, sayEnd, sentenceOf } from './endings.ts'
import type { Running } from './lane.ts'
import { secondsLeft } from './meter.ts'
import type { RetrievalPorts } from './ports.ts'
import { askForPriors } from './priors.ts'
import { rest, restingLocality } from './resting.ts'
import { retrieveLeaseMs, type RetrieveRow, type RetrieveRows } from './retrieve-rows.ts'
import { retrieveStudy, type StudyCounts } from './retrieve-study.ts'
import type { Whereabouts } from './whereabouts.ts'

export interface JobPorts extends RetrievalPorts {
  readonly rows: RetrieveRows
  readonly whereabouts: Whereabouts
}

/** After so many rounds of the sources without a single new object the job fails and says so. */
const failuresAllowed = 6
/** Five times a second is as often as anybody can read. */
const progressEveryMs = 200

/** The source's hours ended. */
class Postponed extends Error {}

export async function runJob(ports: JobPorts, running: Running, signal: AbortSignal): Promise<void> {
  const { store, rows, worklist, whereabouts } = ports
  const { job, source } = running
  const studyInstanceUID = job.study_instance_uid
  let before: number | null = null
  const stopRenewing = keepLeased(ports, retrieveLeaseMs, () => rows.keepLease(studyInstanceUID))
  const tell = createProgress(ports, running)
  ports.emit({ type: 'retrieve.changed' })
  try {
    if (job.with_priors === 1) await askForPriors(ports, source, job, signal)
    const counts = await retrieveStudy(worklist, source, { studyInstanceUID, announced: job.announced }, {
      line: running,
      mayGoOn() {
        if (!running.inHours()) throw new Postponed()
      },
      onProgress(at) {
        before ??= at.done
        running.counts = at
        tell(at)
      },
    }, signal)
    ports.sawSource(source, null)
    if (counts.done < counts.wanted && counts.problem !== null && hasElsewhere(ports, job, source.id)) {
      keepCounts(ports, running, counts)
      rows.tryElsewhere(studyInstanceUID, source.id, counts.problem, false)
      return
    }
    if (counts.done === counts.wanted && counts.unlisted > 0) {
      keepCounts(ports, running, counts)
      rows.announced(studyInstanceUID, counts.announced)
      fail(ports, running, counts.came > 0 ? { ...job, failures: 0 } : job, new ExpectedError('pacs/list-short', { params: { images: counts.done, more: counts.unlisted } }))
      // What is here can be read meanwhile, as what it is.
      return rest(ports, studyInstanceUID)
    }
    finish(ports, running, counts)
  } catch (error) {
    if (running.counts !== null) keepCounts(ports, running, running.counts)
    const state = rows.byStudy(studyInstanceUID)?.state
    if (state === 'cancelled') return sayEnd(ports, studyInstanceUID, 'cancelled', cancelledSentence)
    if (state === 'paused') return rest(ports, studyInstanceUID)
    if (signal.aborted || error instanceof Postponed) return rows.release(studyInstanceUID)
    const problem = error instanceof ExpectedError ? error : new ExpectedError('internal', { params: { incident: ports.onBug(error) }, cause: error })
    ports.sawSource(source, problem)
    if (problem.code === 'study/no-images') store.transaction(() => whereabouts.gone(source.id, studyInstanceUID))
    const progressed = before !== null && (running.counts?.done ?? 0) > before
    fail(ports, running, progressed ? { ...job, failures: 0 } : job, problem)
  } finally {
    stopRenewing()
  }
}

function finish(ports: JobPorts, running: Running, counts: StudyCounts): void {
  const { store, audit, rows, worklist, whereabouts } = ports
  const { job, source } = running
  const studyInstanceUID = job.study_instance_uid
  const complete = counts.done === counts.wanted
  const outcome = counts.done === 0 ? 'failed' : 'complete'
  store.transaction(() => {
    whereabouts.seen(source.id, [studyInstanceUID])
    rows.progress(studyInstanceUID, counts, job.bytes + running.meter.bytes)
    rows.end(studyInstanceUID, outcome, complete ? null : counts.problem)
    worklist.setLocality(studyInstanceUID, complete ? 'local' : restingLocality(worklist, studyInstanceUID), null)
    audit.record({ actor: job.requested_by, event: 'transferred', outcome: complete ? 'success' : 'failure', object: studyInstanceUID, detail: `images=${counts.done}/${counts.wanted} refused=${counts.refused} source=${source.id}` })
  })
  sayEnd(ports, studyInstanceUID, outcome, sentenceOf(counts, source.name))
}

/** The next source, or another time, or no more. */
function fail(ports: JobPorts, { source }: Running, job: RetrieveRow, problem: ExpectedError): void {
  const { store, audit, rows, worklist } = ports
  const studyInstanceUID = job.study_instance_uid
  const transient = errorClass(problem) !== 'permanent'
  if (hasElsewhere(ports, job, source.id)) {
    rows.tryElsewhere(studyInstanceUID, source.id, problem, transient)
    return ports.emit({ type: 'retrieve.changed' })
  }
  if ((transient || job.tried_transient === 1) && job.failures + 1 < failuresAllowed) {
    rows.retryLater(job, problem)
    return ports.emit({ type: 'retrieve.changed' })
  }
  store.transaction(() => {
    rows.end(studyInstanceUID, 'failed', problem)
    worklist.setLocality(studyInstanceUID, restingLocality(worklist, studyInstanceUID), null)
    audit.record({ actor: job.requested_by, event: 'transferred', outcome: 'failure', object: studyInstanceUID, detail: `${problem.code} source=${source.id}` })
  })
  sayEnd(ports, studyInstanceUID, 'failed', failedSentence(describeProblem(problem), source.name, ports.sources().length > 1))
}

/** Whether another source that may hold the study has not been tried in this round. */
function hasElsewhere({ sources, whereabouts }: JobPorts, job: RetrieveRow, here: string): boolean {
  const tried = new Set([...JSON.parse(job.tried) as string[], here])
  return whereabouts.candidates(job.study_instance_uid, sources().map(({ id }) => id)).some((id) => !tried.has(id))
}

function keepCounts({ rows }: JobPorts, { job, meter }: Running, counts: StudyCounts): void {
  rows.progress(job.study_instance_uid, counts, job.bytes + meter.bytes)
}

function createProgress(ports: JobPorts, running: Running): (counts: StudyCounts) => void {
  const { worklist, clock, emit, store } = ports
  const { job, meter } = running
  let last = -Infinity
  return (counts) => {
    const at = clock.now().getTime()
    const final = counts.done + counts.refused === counts.wanted
    if (!final && at - last < progressEveryMs && at >= last) return
    last = at
    store.transaction(() => {
      keepCounts(ports, running, counts)
      worklist.setLocality(job.study_instance_uid, 'retrieving', counts.done / counts.wanted)
    })
    const rate = meter.rate()
    emit({
      type: 'retrieve.progress', studyInstanceUID: job.study_instance_uid as StudyInstanceUID, received: counts.done, total: counts.wanted, unit: 'images',
      bytes: job.bytes + meter.bytes, bytesPerSecond: rate,
      secondsLeft: secondsLeft({ objects: counts.came, bytes: meter.bytes, rate, remaining: counts.wanted - counts.done - counts.refused }),
    })
  }
}
