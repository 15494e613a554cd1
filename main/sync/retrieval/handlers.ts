/** The operations of searching and retrieving. */
import { ExpectedError, type Account, type CallContext, type HandlersOf, type ServerEvent } from '../../contract/index.ts'
import type { PacsClient } from '../../pacs/index.ts'
import type { RetrieveRows } from './retrieve-rows.ts'
import type { Retriever, WorklistPort } from './retriever.ts'

export type RetrievalOperation = 'pacs.search' | 'retrieve.start' | 'retrieve.cancel'

export interface RetrievalHandlerPorts {
  readonly jobs: RetrieveRows
  readonly retriever: Retriever
  readonly pacs: () => PacsClient | null
  readonly worklist: WorklistPort
  readonly emit: (event: ServerEvent) => void
}

/** Studies that one search brings at most. */
const searchLimit = 500

export function createRetrievalHandlers({ jobs, retriever, pacs, worklist, emit }: RetrievalHandlerPorts): HandlersOf<RetrievalOperation> {
  const configuredPacs = () => {
    const client = pacs()
    if (client === null) throw new ExpectedError('pacs/not-configured')
    return client
  }
  return {
    'pacs.search': async (query, context) => {
      const { studies, truncated } = await configuredPacs().findStudies(query, searchLimit, context.signal as AbortSignal)
      const { added } = context.act('pacs', () => worklist.mergeRemoteStudies(studies), `found=${studies.length}`)
      return { found: studies.length, added, truncated }
    },

    'retrieve.start': ({ studyInstanceUID, withPriors }, context) => {
      const study = worklist.study(studyInstanceUID)
      if (study === null) throw new ExpectedError('request/not-found', { subject: studyInstanceUID })
      configuredPacs()
      context.act(studyInstanceUID, () => {
        jobs.request(studyInstanceUID, { withPriors, rank: 0, requestedBy: caller(context).id })
        if (study.locality !== 'local') worklist.setLocality(studyInstanceUID, 'retrieving', null)
      }, withPriors ? 'with-priors' : '')
      emit({ type: 'worklist.changed' })
      retriever.wake()
      return {}
    },

    'retrieve.cancel': ({ studyInstanceUID }, context) => {
      if (!jobs.isOpen(studyInstanceUID)) throw new ExpectedError('request/not-found', { subject: studyInstanceUID })
      context.act(studyInstanceUID, () => retriever.cancel(studyInstanceUID), 'cancel')
      retriever.abort(studyInstanceUID)
      return {}
    },
  }
}

function caller(context: CallContext): Account {
  if (context.account === null) throw new ExpectedError('session/locked')
  return context.account
}
