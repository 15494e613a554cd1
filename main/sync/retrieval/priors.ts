/** The study's priors are listed at once, at the source of the study, and fetched after it. */
import type { Source } from '../../pacs/index.ts'
import type { JobPorts } from './run-job.ts'
import type { RetrieveRow } from './retrieve-rows.ts'

/** As many as the viewer hangs. */
const priorsWanted = 3

export async function askForPriors({ store, rows, worklist, whereabouts }: JobPorts, source: Source, job: RetrieveRow, signal: AbortSignal): Promise<void> {
  const study = worklist.study(job.study_instance_uid)
  if (study === null) return
  const priors = (await source.client.findPriors({ ...study, studyInstanceUID: job.study_instance_uid }, signal)).slice(0, priorsWanted)
  if (priors.length === 0) return
  store.transaction(() => {
    worklist.mergeRemoteStudies(priors)
    whereabouts.seen(source.id, priors.map(({ studyInstanceUID }) => studyInstanceUID))
    for (const prior of priors) {
      const locality = worklist.study(prior.studyInstanceUID)?.locality
      if (locality === 'local' || rows.isOpen(prior.studyInstanceUID)) continue
      rows.request(prior.studyInstanceUID, { withPriors: false, priority: 'PRIOR', requestedBy: job.requested_by, anyHour: job.any_hour === 1 })
      worklist.setLocality(prior.studyInstanceUID, 'retrieving', null)
    }
  })
}
