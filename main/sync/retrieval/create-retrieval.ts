/** The retrieving side of the sync room put together: jobs, who runs them, and what is asked of them. */
import type { HandlersOf, RetrievePriority } from '../../contract/index.ts'
import { createRetrievalHandlers, type RetrievalOperation } from './handlers.ts'
import type { RetrievalPorts } from './ports.ts'
import { atAnyHour, rankOf } from './priority.ts'
import { createRetrieveRows } from './retrieve-rows.ts'
import { createRetriever } from './retriever.ts'
import { createWhereabouts } from './whereabouts.ts'

export interface BringOptions {
  /** Even one that is here: there is more of it. */
  readonly anew?: boolean
}

export interface Retrieval {
  readonly handlers: HandlersOf<RetrievalOperation>
  /** True while something of the study is on its way here. */
  holds(studyInstanceUID: string): boolean
  /** In a transaction: an exam is brought here with its priors. */
  bring(studyInstanceUID: string, priority: RetrievePriority, options?: BringOptions): void
  settingsChanged(): void
  start(): void
  stop(): Promise<void>
}

export function createRetrieval(ports: RetrievalPorts): Retrieval {
  const { store, sources, worklist } = ports
  const jobs = createRetrieveRows(ports)
  const whereabouts = createWhereabouts(ports)
  const retriever = createRetriever({ ...ports, rows: jobs, whereabouts })
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
    settingsChanged() {
      jobs.retryNow()
      retriever.wake()
    },
    start: () => retriever.start(),
    stop: () => retriever.stop(),
  }
}
