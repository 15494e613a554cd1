/** The retrieving side of the sync room put together: jobs, who runs them, and what is asked of them. */
import type { Account, ExpectedError, HandlersOf, ServerEvent } from '../../contract/index.ts'
import type { Audit } from '../../audit/index.ts'
import type { PacsClient } from '../../pacs/index.ts'
import type { Store } from '../../store/index.ts'
import type { Clock } from '../clock.ts'
import { createRetrievalHandlers, type RetrievalOperation } from './handlers.ts'
import { createRetrieveRows } from './retrieve-rows.ts'
import { createRetriever, type WorklistPort } from './retriever.ts'

export interface RetrievalPorts {
  readonly store: Store
  readonly audit: Pick<Audit, 'record'>
  readonly pacs: () => PacsClient | null
  readonly worklist: WorklistPort
  readonly emit: (event: ServerEvent) => void
  readonly activeAccount: () => Account | null
  readonly onBug: (error: unknown) => string
  readonly clock: Clock
  readonly random: () => number
  readonly sawPacs: (problem: ExpectedError | null) => void
}

export interface Retrieval {
  readonly handlers: HandlersOf<RetrievalOperation>
  /** True while something of the study is on its way here. */
  holds(studyInstanceUID: string): boolean
  bring(studyInstanceUID: string, anew: boolean): void
  settingsChanged(): void
  start(): void
  stop(): Promise<void>
}

export function createRetrieval(ports: RetrievalPorts): Retrieval {
  const { store, pacs, worklist, emit } = ports
  const jobs = createRetrieveRows(ports)
  const retriever = createRetriever({ ...ports, rows: jobs })
  return {
    handlers: createRetrievalHandlers({ jobs, retriever, pacs, worklist, emit }),
    holds: (studyInstanceUID) => jobs.isOpen(studyInstanceUID),
    bring(studyInstanceUID, anew) {
      const account = ports.activeAccount()
      const study = worklist.study(studyInstanceUID)
      if (account === null || study === null || (study.locality === 'local' && !anew) || pacs() === null) return
      jobs.request(studyInstanceUID, { withPriors: true, rank: 0, requestedBy: account.id })
      if (study.locality !== 'local') worklist.setLocality(studyInstanceUID, 'retrieving', null)
      store.afterCommit(() => retriever.wake())
    },
    settingsChanged() {
      jobs.retryNow()
      retriever.wake()
    },
    start: () => retriever.start(),
    stop: () => retriever.stop(),
  }
}
