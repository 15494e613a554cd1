/** Runs the retrieval jobs one after the other: those that a reader asked for before the priors that come with them.
 *  Says how far it is, and in the end what came of it, in a sentence. */
import { describeProblem, ExpectedError, type ServerEvent, type StudyInstanceUID } from '../../contract/index.ts'
import type { Audit } from '../../audit/index.ts'
import type { StudyAttributes } from '../../dicom/index.ts'
import type { PacsClient, RemoteStudy } from '../../pacs/index.ts'
import type { Store } from '../../store/index.ts'
import type { Clock } from '../clock.ts'
import { errorClass } from '../error-class.ts'
import { keepLeased } from '../lease.ts'
import { createLoop, type Loop } from '../loop.ts'
import { retrieveLeaseMs, type RetrieveJob, type RetrieveRows } from './retrieve-rows.ts'
import { retrieveStudy, type IngestPort, type StudyCounts } from './retrieve-study.ts'

export type Locality = 'remote' | 'retrieving' | 'partial' | 'local'

/** What this room needs of the worklist. */
export interface WorklistPort extends IngestPort {
  mergeRemoteStudies(studies: RemoteStudy[]): { added: number }
  study(studyInstanceUID: string): (StudyAttributes & { modalities: string[]; locality: Locality }) | null
  setLocality(studyInstanceUID: string, locality: Locality, progress: number | null): void
}

export interface RetrieverPorts {
  readonly store: Store
  readonly audit: Pick<Audit, 'record'>
  readonly rows: RetrieveRows
  readonly pacs: () => PacsClient | null
  readonly worklist: WorklistPort
  readonly clock: Clock
  readonly emit: (event: ServerEvent) => void
  readonly onBug: (error: unknown) => string
  readonly sawPacs: (problem: ExpectedError | null) => void
}

export interface Retriever extends Loop {
  /** Ends the study's job now. False when there is none. */
  cancel(studyInstanceUID: string): boolean
  /** To be called after `cancel` was committed. */
  abort(studyInstanceUID: string): void
}

/** As many as the viewer hangs. */
const priorsWanted = 3
/** After so many in a row without a single new object the job fails and says so. */
const failuresAllowed = 6
/** Five times a second is as often as anybody can read. */
const progressEveryMs = 200

export function createRetriever(ports: RetrieverPorts): Retriever {
  const { rows, clock } = ports
  let running: { studyInstanceUID: string; controller: AbortController } | null = null
  const loop = createLoop({ clock, onBug: ports.onBug }, {
    async step(signal) {
      rows.returnExpiredLeases()
      const pacs = ports.pacs()
      const job = pacs === null ? null : rows.lease()
      if (pacs === null || job === null) return false
      const controller = new AbortController()
      running = { studyInstanceUID: job.study_instance_uid, controller }
      try {
        await runJob(ports, pacs, job, AbortSignal.any([signal, controller.signal]))
      } finally {
        running = null
      }
      return true
    },
    dueIn: () => (ports.pacs() === null ? null : rows.dueIn()),
  })
  return {
    ...loop,
    cancel: (studyInstanceUID) => rows.cancel(studyInstanceUID),
    abort(studyInstanceUID) {
      if (running?.studyInstanceUID === studyInstanceUID) running.controller.abort()
      else end(ports, studyInstanceUID, 'cancelled', cancelledSentence)
    },
  }
}

async function runJob(ports: RetrieverPorts, pacs: PacsClient, job: RetrieveJob, signal: AbortSignal): Promise<void> {
  const { store, audit, rows, worklist } = ports
  const studyInstanceUID = job.study_instance_uid
  const tell = createProgress(ports, studyInstanceUID)
  let before: number | null = null
  let now = 0
  const stopRenewing = keepLeased(ports, retrieveLeaseMs, () => rows.keepLease(studyInstanceUID))
  try {
    if (job.with_priors === 1) await askForPriors(ports, pacs, job, signal)
    const counts = await retrieveStudy(worklist, pacs, studyInstanceUID, (at) => {
      before ??= at.done
      now = at.done
      tell(at)
    }, signal)
    const complete = counts.done === counts.wanted
    store.transaction(() => {
      rows.progress(studyInstanceUID, counts)
      rows.end(studyInstanceUID, counts.done === 0 ? 'failed' : 'complete', counts.problem)
      worklist.setLocality(studyInstanceUID, complete ? 'local' : restingLocality(ports, studyInstanceUID), null)
      audit.record({ actor: job.requested_by, event: 'transferred', outcome: complete ? 'success' : 'failure', object: studyInstanceUID, detail: `images=${counts.done}/${counts.wanted} refused=${counts.refused}` })
    })
    ports.sawPacs(null)
    end(ports, studyInstanceUID, counts.done === 0 ? 'failed' : 'complete', sentenceOf(counts))
  } catch (error) {
    if (rows.byStudy(studyInstanceUID)?.state === 'cancelled') return end(ports, studyInstanceUID, 'cancelled', cancelledSentence)
    if (signal.aborted) return rows.release(studyInstanceUID)
    const problem = error instanceof ExpectedError ? error : new ExpectedError('internal', { params: { incident: ports.onBug(error) }, cause: error })
    ports.sawPacs(problem)
    const progressed = before !== null && now > before
    const again: RetrieveJob = progressed ? { ...job, failures: 0 } : job
    if (errorClass(error) !== 'permanent' && again.failures + 1 < failuresAllowed) return rows.retryLater(again, problem)
    store.transaction(() => {
      rows.end(studyInstanceUID, 'failed', problem)
      worklist.setLocality(studyInstanceUID, restingLocality(ports, studyInstanceUID), null)
      audit.record({ actor: job.requested_by, event: 'transferred', outcome: 'failure', object: studyInstanceUID, detail: problem.code })
    })
    const { fr, en } = describeProblem(problem)
    end(ports, studyInstanceUID, 'failed', { fr, en })
  } finally {
    stopRenewing()
  }
}

/** The study's priors are listed at once and fetched after it. */
async function askForPriors(ports: RetrieverPorts, pacs: PacsClient, job: RetrieveJob, signal: AbortSignal): Promise<void> {
  const { store, rows, worklist } = ports
  const study = worklist.study(job.study_instance_uid)
  if (study === null) return
  const priors = (await pacs.findPriors({ ...study, studyInstanceUID: job.study_instance_uid }, signal)).slice(0, priorsWanted)
  if (priors.length === 0) return
  store.transaction(() => {
    worklist.mergeRemoteStudies(priors)
    for (const prior of priors) {
      const locality = worklist.study(prior.studyInstanceUID)?.locality
      if (locality === 'local' || rows.isOpen(prior.studyInstanceUID)) continue
      rows.request(prior.studyInstanceUID, { withPriors: false, rank: 1, requestedBy: job.requested_by })
      worklist.setLocality(prior.studyInstanceUID, 'retrieving', null)
    }
  })
}

function createProgress({ rows, worklist, clock, emit, store }: RetrieverPorts, studyInstanceUID: string): (counts: StudyCounts) => void {
  let last = -Infinity
  return (counts) => {
    const at = clock.now().getTime()
    const final = counts.done + counts.refused === counts.wanted
    if (!final && at - last < progressEveryMs && at >= last) return
    last = at
    store.transaction(() => {
      rows.progress(studyInstanceUID, counts)
      worklist.setLocality(studyInstanceUID, 'retrieving', counts.done / counts.wanted)
    })
    emit({ type: 'retrieve.progress', studyInstanceUID: studyInstanceUID as StudyInstanceUID, received: counts.done, total: counts.wanted, unit: 'images' })
  }
}

/** A study that was whole here, imported for instance, is no less so because the PACS gave nothing of it. */
function restingLocality({ worklist }: RetrieverPorts, studyInstanceUID: string): Locality {
  if (worklist.study(studyInstanceUID)?.locality === 'local') return 'local'
  return worklist.haveInstances(studyInstanceUID).size > 0 ? 'partial' : 'remote'
}

interface Sentence { readonly fr: string; readonly en: string }

const cancelledSentence: Sentence = { fr: 'Récupération arrêtée. Les images complètes sont gardées.', en: 'Retrieval stopped. Complete images are kept.' }

function sentenceOf(counts: StudyCounts): Sentence {
  const { done, wanted, problem } = counts
  if (problem === null) return { fr: done === 1 ? '1 image récupérée.' : `${done} images récupérées.`, en: done === 1 ? '1 image retrieved.' : `${done} images retrieved.` }
  const { fr, en } = describeProblem(problem)
  return { fr: `${done} sur ${wanted} récupérées ; refusées : ${counts.refused}. ${fr}`, en: `${done} of ${wanted} retrieved; refused: ${counts.refused}. ${en}` }
}

/** Says the end, and brings the list up to date. A cancelled study rests where its bytes are. */
function end(ports: RetrieverPorts, studyInstanceUID: string, outcome: 'complete' | 'cancelled' | 'failed', sentence: Sentence): void {
  if (outcome === 'cancelled') ports.worklist.setLocality(studyInstanceUID, restingLocality(ports, studyInstanceUID), null)
  ports.emit({ type: 'retrieve.ended', studyInstanceUID: studyInstanceUID as StudyInstanceUID, outcome, ...sentence })
  ports.emit({ type: 'worklist.changed' })
}
