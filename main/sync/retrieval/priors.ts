/** The priors of a study: asked of every source that may be asked now, for a woman's last round was often read elsewhere,
 *  chosen by the rules of `domain/priors`, listed at once and fetched after the study. */
import type { Source } from '../../pacs/index.ts'
import { choosePriors } from '../../domain/priors/index.ts'
import type { JobPorts } from './run-job.ts'
import type { RetrieveRow } from './retrieve-rows.ts'

export async function askForPriors(ports: JobPorts, own: Source, job: RetrieveRow, signal: AbortSignal): Promise<void> {
  const { store, rows, worklist, whereabouts, clock } = ports
  const study = worklist.study(job.study_instance_uid)
  if (study === null) return
  const asked = ports.sources().filter((source) => source.id === own.id || job.any_hour === 1 || source.isOpen(clock.now()))
  const answers = await Promise.allSettled(asked.map(({ client }) => client.findPriors({ ...study, studyInstanceUID: job.study_instance_uid }, signal)))
  const found = new Map<string, { study: Parameters<typeof worklist.mergeRemoteStudies>[0][number]; at: string[] }>()
  for (const [index, answer] of answers.entries()) {
    const source = asked[index]
    if (source === undefined) continue
    if (answer.status === 'rejected') {
      // The line of the study itself is broken. Another one is no fault of the study.
      if (source.id === own.id) throw answer.reason
      continue
    }
    for (const prior of answer.value) {
      const known = found.get(prior.studyInstanceUID)
      if (known === undefined) found.set(prior.studyInstanceUID, { study: prior, at: [source.id] })
      else known.at.push(source.id)
    }
  }
  const priors = choosePriors(study, [...found.values()].map((one) => one.study), ports.priorRules())
  if (priors.length === 0) return
  store.transaction(() => {
    worklist.mergeRemoteStudies(priors)
    for (const prior of priors) {
      for (const source of found.get(prior.studyInstanceUID)?.at ?? []) whereabouts.seen(source, [prior.studyInstanceUID])
      const locality = worklist.study(prior.studyInstanceUID)?.locality
      if (locality === 'local' || rows.isOpen(prior.studyInstanceUID)) continue
      rows.request(prior.studyInstanceUID, { withPriors: false, priority: 'PRIOR', requestedBy: job.requested_by, anyHour: job.any_hour === 1 })
      worklist.setLocality(prior.studyInstanceUID, 'retrieving', null)
    }
  })
}
