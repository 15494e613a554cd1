/** The operations of this room. Deliveries show only to those who may see their reports: that a report exists is
 *  itself a secret before the reveal. */
import { ExpectedError, type Account, type CallContext, type HandlersOf, type OutboxRow, type Output, type ServerEvent } from '../contract/index.ts'
import type { PacsClient } from '../pacs/index.ts'
import { outboxRow, type OutboxRows, type StoredRow } from './outbox-rows.ts'
import type { PeerHealth } from './peer-health.ts'
import type { RetrieveRows } from './retrieve-rows.ts'
import type { Retriever, WorklistPort } from './retriever.ts'

export type SyncOperation = 'delivery.list' | 'delivery.retry' | 'pacs.search' | 'retrieve.start' | 'retrieve.cancel' | 'health.check' | 'health.get'
type Recovered = Output<'health.get'>['recovered']

export interface HandlerPorts {
  readonly outbox: OutboxRows
  readonly jobs: RetrieveRows
  readonly retriever: Retriever
  readonly wakeCouriers: () => void
  readonly pacs: () => PacsClient | null
  readonly isConfigured: (destination: OutboxRow['destination']) => boolean
  readonly worklist: WorklistPort
  readonly health: PeerHealth
  readonly maySee: (account: Account, row: Pick<StoredRow, 'report_id' | 'readable_by'>) => boolean
  readonly recovered: () => Recovered
  readonly clocks: () => Output<'health.get'>['clocks']
  readonly emit: (event: ServerEvent) => void
}

/** Studies that one search brings at most. */
const searchLimit = 500
/** Finished deliveries that are still listed. */
const finishedListed = 200

export function createSyncHandlers(ports: HandlerPorts): HandlersOf<SyncOperation> {
  const { outbox, jobs, retriever, worklist, health } = ports
  const shown = (row: StoredRow) => outboxRow(row, !ports.isConfigured(row.destination))
  const visible = (rows: readonly StoredRow[], account: Account) => {
    const known = new Map<string, boolean>()
    return rows.filter((row) => {
      const about = row.report_id ?? row.id
      const may = known.get(about) ?? ports.maySee(account, row)
      known.set(about, may)
      return may
    })
  }
  const configuredPacs = () => {
    const pacs = ports.pacs()
    if (pacs === null) throw new ExpectedError('pacs/not-configured')
    return pacs
  }

  return {
    'delivery.list': (_, context) => ({ rows: visible(outbox.list(finishedListed), caller(context)).map(shown) }),

    'delivery.retry': ({ outboxId }, context) => {
      const row = outbox.byId(outboxId)
      if (row === null || !ports.maySee(caller(context), row)) throw new ExpectedError('request/not-found', { subject: outboxId })
      if (row.state === 'confirmed' || row.state === 'delivered' || row.state === 'superseded') throw new ExpectedError('delivery/not-retriable', { subject: outboxId })
      // One that is on its way needs no push.
      context.act(row.report_id ?? row.dedupe_key, () => row.state === 'leased' || outbox.requeue(row.id), `retry ${row.kind} ${row.destination}`)
      ports.wakeCouriers()
      return shown(outbox.byId(outboxId) ?? row)
    },

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
      ports.emit({ type: 'worklist.changed' })
      retriever.wake()
      return {}
    },

    'retrieve.cancel': ({ studyInstanceUID }, context) => {
      if (!jobs.isOpen(studyInstanceUID)) throw new ExpectedError('request/not-found', { subject: studyInstanceUID })
      context.act(studyInstanceUID, () => retriever.cancel(studyInstanceUID), 'cancel')
      retriever.abort(studyInstanceUID)
      return {}
    },

    'health.check': (_, context) => health.check(context.signal as AbortSignal),

    'health.get': (_, context) => {
      const rows = visible(outbox.list(0), caller(context))
      const dead = rows.filter(({ state }) => state === 'dead').length
      return { ...health.state(), pendingDeliveries: rows.length - dead, deadDeliveries: dead, clocks: ports.clocks(), recovered: ports.recovered() }
    },
  }
}

function caller(context: CallContext): Account {
  if (context.account === null) throw new ExpectedError('session/locked')
  return context.account
}
