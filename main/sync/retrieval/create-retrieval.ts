/** The retrieving side of the sync room put together: jobs, who runs them, and what is asked of them. */
import type { HandlersOf, RetrievePriority } from '../../contract/index.ts'
import type { StudyQuery } from '../../pacs/index.ts'
import { createAhead } from './ahead.ts'
import { createRetrievalHandlers, type RetrievalOperation } from './handlers.ts'
import type { RetrievalPorts } from './ports.ts'
import { atAnyHour, rankOf } from './priority.ts'
import { createRetrieveRows } from './retrieve-rows.ts'
import { createRetriever } from './retriever.ts'
import { searchAll } from './search.ts'
import { createWhereabouts } from './whereabouts.ts'

/** One exam is asked for: more than a few are not it. */
const foundAtMost = 20

export interface BringOptions {
  /** Even one that is here: there is more of it. */
  readonly anew?: boolean
}

/** Who asks, and why, as the trail says it. */
export interface Asked {
  readonly actor: string
  readonly why: string
}

export interface Retrieval {
  readonly handlers: HandlersOf<RetrievalOperation>
  /** True while something of the study is on its way here. */
  holds(studyInstanceUID: string): boolean
  /** In a transaction: an exam is brought here with its priors. */
  bring(studyInstanceUID: string, priority: RetrievePriority, options?: BringOptions): void
  /** Looks for exams at all sources for a reason of ours, and makes them known; answers how many. A source that is
   *  silent is passed over; fails where all are. */
  find(query: StudyQuery, asked: Asked, signal: AbortSignal): Promise<number>
  settingsChanged(): void
  start(): void
  stop(): Promise<void>
}

export function createRetrieval(ports: RetrievalPorts): Retrieval {
  const { store, sources, worklist } = ports
  const jobs = createRetrieveRows(ports)
  const whereabouts = createWhereabouts(ports)
  const retriever = createRetriever({ ...ports, rows: jobs, whereabouts })
  const ahead = createAhead({ ...ports, rows: jobs, whereabouts, settings: ports.ahead, wake: () => retriever.wake() })
  return {
    handlers: createRetrievalHandlers({ ...ports, jobs, retriever, whereabouts }),
    holds: (studyInstanceUID) => jobs.isOpen(studyInstanceUID),
    bring(studyInstanceUID, priority, { anew = false } = {}) {
      const account = ports.activeAccount()
      const study = worklist.study(studyInstanceUID)
      if (account === null || study === null || (study.locality === 'local' && !anew) || sources().length === 0) return
      jobs.request(studyInstanceUID, { withPriors: true, priority, anyHour: atAnyHour(priority), requestedBy: account.id })
      if (study.locality !== 'local') worklist.setLocality(studyInstanceUID, 'retrieving', null)
      store.afterCommit(() => {
        retriever.raise(studyInstanceUID, rankOf(priority))
        retriever.wake()
      })
    },
    async find(query, { actor, why }, signal) {
      if (sources().length === 0) return 0
      const found = await searchAll(sources(), query, foundAtMost, ports.sawSource, signal)
      if (signal.aborted) return 0
      store.transaction(() => {
        for (const [source, studies] of found.bySource) whereabouts.seen(source, studies)
        worklist.mergeRemoteStudies(found.studies)
        ports.audit.record({ actor, event: 'query', outcome: 'success', object: 'pacs', detail: `${why} found=${found.studies.length}` })
      })
      return found.studies.length
    },
    settingsChanged() {
      jobs.retryNow()
      retriever.wake()
      ahead.wake()
    },
    start() {
      retriever.start()
      ahead.start()
    },
    async stop() {
      await Promise.all([ahead.stop(), retriever.stop()])
    },
  }
}
