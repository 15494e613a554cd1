/** The operations of searching and retrieving. */
import { ExpectedError, type Account, type CallContext, type HandlersOf, type ServerEvent } from '../../contract/index.ts'
import { jobView } from './job-view.ts'
import type { RetrievalPorts } from './ports.ts'
import { rankOf } from './priority.ts'
import type { RetrieveRows } from './retrieve-rows.ts'
import type { Retriever } from './retriever.ts'
import { searchAll } from './search.ts'
import type { Whereabouts } from './whereabouts.ts'

export type RetrievalOperation = 'pacs.search' | `retrieve.${'start' | 'cancel' | 'pause' | 'resume' | 'jobs'}`

export interface RetrievalHandlerPorts extends Pick<RetrievalPorts, 'sources' | 'worklist' | 'sawSource'> {
  readonly jobs: RetrieveRows
  readonly retriever: Retriever
  readonly whereabouts: Whereabouts
  readonly emit: (event: ServerEvent) => void
}

/** Studies that one source answers at most. */
const searchLimit = 500

export function createRetrievalHandlers(ports: RetrievalHandlerPorts): HandlersOf<RetrievalOperation> {
  const { jobs, retriever, worklist, whereabouts, emit } = ports
  const configuredSources = () => {
    const sources = ports.sources()
    if (sources.length === 0) throw new ExpectedError('pacs/not-configured')
    return sources
  }
  /** The study, or all that are open: of those that a reader sees in the list. */
  const meant = (studyInstanceUID: string | null, context: CallContext): string[] => {
    if (studyInstanceUID === null) return jobs.list(caller(context).id).filter(({ state }) => state !== 'failed').map((job) => job.study_instance_uid)
    if (!jobs.isOpen(studyInstanceUID)) throw new ExpectedError('request/not-found', { subject: studyInstanceUID })
    return [studyInstanceUID]
  }
  const stop = (act: 'cancel' | 'pause') => ({ studyInstanceUID }: { studyInstanceUID: string | null }, context: CallContext) => {
    const studies = meant(studyInstanceUID, context)
    const stopped = context.act(studyInstanceUID ?? 'retrievals', () => studies.filter((study) => jobs[act](study)), studyInstanceUID === null ? `${act} all=${studies.length}` : act)
    for (const study of stopped) retriever.abort(study)
    return {}
  }

  return {
    'pacs.search': async (query, context) => {
      const { studies, bySource, truncated, failed } = await searchAll(configuredSources(), query, searchLimit, ports.sawSource, context.signal as AbortSignal)
      const { added } = context.act('pacs', () => {
        for (const [source, uids] of bySource) whereabouts.seen(source, uids)
        return worklist.mergeRemoteStudies(studies)
      }, failed.length === 0 ? `found=${studies.length}` : `found=${studies.length} silent=${failed.length}`)
      return { found: studies.length, added, truncated, failed }
    },

    'retrieve.start': ({ studyInstanceUID, withPriors, priority = 'OPEN_NOW' }, context) => {
      const study = worklist.study(studyInstanceUID)
      if (study === null) throw new ExpectedError('request/not-found', { subject: studyInstanceUID })
      configuredSources()
      context.act(studyInstanceUID, () => {
        jobs.request(studyInstanceUID, { withPriors, priority, anyHour: true, requestedBy: caller(context).id })
        if (study.locality !== 'local') worklist.setLocality(studyInstanceUID, 'retrieving', null)
      }, withPriors ? 'with-priors' : '')
      retriever.raise(studyInstanceUID, rankOf(priority))
      emit({ type: 'worklist.changed' })
      emit({ type: 'retrieve.changed' })
      retriever.wake()
      return {}
    },

    'retrieve.cancel': stop('cancel'),
    'retrieve.pause': stop('pause'),

    'retrieve.resume': ({ studyInstanceUID }, context) => {
      const studies = meant(studyInstanceUID, context)
      context.act(studyInstanceUID ?? 'retrievals', () => {
        for (const study of studies) {
          if (jobs.resume(study) && worklist.study(study)?.locality !== 'local') worklist.setLocality(study, 'retrieving', null)
        }
      }, 'resume')
      emit({ type: 'worklist.changed' })
      emit({ type: 'retrieve.changed' })
      retriever.wake()
      return {}
    },

    'retrieve.jobs': (_, context) => {
      const account = caller(context)
      return { jobs: jobs.list(account.id).map((row) => jobView(ports, account, row)).filter((job) => job !== null) }
    },
  }
}

function caller(context: CallContext): Account {
  if (context.account === null) throw new ExpectedError('session/locked')
  return context.account
}
