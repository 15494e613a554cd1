/** The sync room put together: two couriers over one outbox, the retriever, what is known of the peers. Lives as
 *  long as one unlocked session: `stop` ends every socket and leaves each row where the next session goes on. */
import type { Account, AheadSettings, ExpectedError, HandlersOf, OutboxRow, Output, PriorRule, RetrievePriority, ServerEvent } from '../contract/index.ts'
import type { Audit } from '../audit/index.ts'
import { newUid } from '../dicom/index.ts'
import { defaultPriorRules } from '../domain/priors/index.ts'
import type { CommitmentReport, PacsClient, Source, StudyQuery } from '../pacs/index.ts'
import type { RisClient } from '../ris/index.ts'
import type { Store } from '../store/index.ts'
import { realClock, type Clock } from './clock.ts'
import { createAlarms } from './delivery/alarm.ts'
import { createCourier, type Deliver } from './delivery/courier.ts'
import { deliverToPacs, deliverToRis } from './delivery/deliver.ts'
import { createDeliveryHandlers, noNames, type DeliveryOperation, type ExamNames } from './delivery/handlers.ts'
import { createListRows } from './delivery/list-rows.ts'
import { createOutboxRows } from './delivery/outbox-rows.ts'
import { createPeerPause } from './delivery/peer-pause.ts'
import { outboxRow, type About, type Destination, type OutboxDraft } from './delivery/stored-row.ts'
import { createPeerHealth } from './peer-health.ts'
import { createRetrieval, type Asked, type BringOptions } from './retrieval/create-retrieval.ts'
import type { RetrievalOperation } from './retrieval/handlers.ts'
import type { WorklistPort } from './retrieval/ports.ts'

export type SyncOperation = DeliveryOperation | RetrievalOperation

export interface SyncPorts {
  readonly store: Store
  readonly audit: Pick<Audit, 'record'>
  /** The clients of the present settings, kept until these change; null while none is configured. */
  readonly pacs: () => PacsClient | null
  readonly ris: () => RisClient | null
  /** Everything that images come from, the archive first. */
  readonly sources: () => readonly Source[]
  /** What is fetched before anybody asks. */
  readonly ahead: () => AheadSettings
  /** Which priors are fetched with an exam; the shipped rules unless told. */
  readonly priorRules?: () => readonly PriorRule[]
  readonly worklist: WorklistPort
  /** What exams are called, and found by; nobody's unless told. */
  readonly exams?: ExamNames
  /** Opens what was sealed for the centre. The bytes are sent and forgotten. */
  readonly openPayload: (sealed: string) => Promise<Uint8Array>
  /** What this session opens of the outbox. */
  readonly opens?: () => { readonly account: string; readonly centre: boolean }
  /** What makes two Part 10 files the same object. */
  readonly digest: (part10: Uint8Array) => string
  readonly emit: (event: ServerEvent) => void
  /** The account whose session this is. */
  readonly activeAccount: () => Account | null
  /** Whether the account may know how a signed report fares; an administrator who reads nothing sees all. */
  readonly maySeeReport: (account: Account, reportId: string) => boolean
  /** Called in the transaction in which a delivery of the report changed. */
  readonly deliveryChanged: (reportId: string) => void
  /** Whether the exam was asked for urgently. */
  readonly isUrgent?: (studyInstanceUID: string) => boolean
  /** Whom to call about the exam, as its order says. */
  readonly callBack?: (studyInstanceUID: string) => string | null
  /** What was found and mended when this session began. */
  readonly recovered: () => Output<'health.get'>['recovered']
  /** Clocks that disagree with this console's. */
  readonly clocks?: () => Output<'health.get'>['clocks']
  /** Logs a bug and gives its incident number. */
  readonly onBug: (error: unknown) => string
  readonly clock?: Clock
  /** 0..1 */
  readonly random?: () => number
}

export interface OutboxPort {
  /** In the transaction of the signature. */
  enqueue(rows: OutboxDraft[]): void
  /** In the transaction after which nobody reads the study blind any more. */
  letGo(studyInstanceUID: string, result?: string): void
  /** In the transaction in which a report was corrected before any of it left. */
  withdraw(reportId: string): void
}

/** `handled`: superseded because somebody answered for it by other means. */
export interface Fate { readonly kind: OutboxRow['kind']; readonly state: OutboxRow['state']; readonly handled: boolean }

export interface Sync {
  readonly outbox: OutboxPort
  readonly handlers: HandlersOf<SyncOperation>
  deliveriesOf(reportId: string): OutboxRow[]
  /** How each delivery of a report ended, or stands. */
  fatesOf(reportId: string): Fate[]
  /** True while something of the study is on its way, in or out: it must not be evicted. */
  holds(studyInstanceUID: string): boolean
  /** In a transaction: an exam is brought here with its priors. */
  bring(studyInstanceUID: string, priority: RetrievePriority, options?: BringOptions): void
  /** Looks for exams at all sources and makes them known; answers how many. */
  find(query: StudyQuery, asked: Asked, signal: AbortSignal): Promise<number>
  /** A PACS reports what it keeps of what it was asked to answer for (PS3.4 J.3.3), whenever that comes. False when it
   *  names no question of this console. */
  commitmentReported(report: CommitmentReport): boolean
  /** The peers' settings changed: what failed for them is tried again at once. */
  settingsChanged(): void
  start(): void
  stop(): Promise<void>
}

export function createSync(ports: SyncPorts): Sync {
  const { store, audit, pacs, ris, worklist, emit, exams = noNames, clock = realClock, random = Math.random } = ports
  const seesAll = (account: Account) => account.roles.includes('ADMIN') && account.roles.length === 1
  const maySee = (account: Account, row: About) => seesAll(account) || (row.report_id === null ? row.readable_by === account.id : ports.maySeeReport(account, row.report_id))

  /** Told only to a window that may know of the report, or to who wrote the letter. */
  const changed = (row: About) => {
    if (row.report_id !== null) ports.deliveryChanged(row.report_id)
    store.afterCommit(() => {
      const account = ports.activeAccount()
      if (account !== null && maySee(account, row)) emit({ type: 'delivery.changed' })
    })
  }

  const outbox = createOutboxRows({ store, audit, clock, random, changed, newUid, isUrgent: ports.isUrgent ?? (() => false), opens: ports.opens ?? (() => ({ account: '', centre: true })) })
  const lists = createListRows({ store, studiesWith: exams.studiesWith })
  const alarms = createAlarms({ store, audit, clock, onBug: ports.onBug, changed })
  const pause = createPeerPause({ clock, random })
  const health = createPeerHealth({ pacs, ris, clock, emit })
  const delivers: Record<Destination, () => Deliver> = {
    PACS: () => {
      const client = pacs()
      return client === null ? null : (row, progress, signal) => deliverToPacs(ports, client, row, progress, signal)
    },
    RIS: () => {
      const client = ris()
      return client === null ? null : (row, progress, signal) => deliverToRis(ports, client, row, progress, signal)
    },
  }
  const wakeRis = { now: () => undefined as void }
  const courierPorts = {
    rows: outbox, pause, clock, onBug: ports.onBug,
    sawPeer(destination: Destination, problem: ExpectedError | null) {
      health.saw(destination, problem)
      // The result may have been waiting for this object.
      if (destination === 'PACS' && problem === null) wakeRis.now()
    },
  }
  const couriers = { PACS: createCourier(courierPorts, 'PACS', delivers.PACS), RIS: createCourier(courierPorts, 'RIS', delivers.RIS) }
  wakeRis.now = () => couriers.RIS.wake()
  const wakeCouriers = () => {
    couriers.PACS.wake()
    couriers.RIS.wake()
  }
  const retrieval = createRetrieval({
    store, audit, sources: ports.sources, ahead: ports.ahead, priorRules: ports.priorRules ?? (() => defaultPriorRules), worklist, emit, activeAccount: ports.activeAccount, onBug: ports.onBug, clock, random,
    sawSource: ({ archive }, problem) => { if (archive) health.saw('PACS', problem) },
  })
  const isConfigured = (destination: Destination) => (destination === 'PACS' ? pacs() : ris()) !== null

  return {
    outbox: {
      enqueue(rows) {
        outbox.insert(rows)
        for (const row of new Map(rows.map((each) => [each.reportId ?? each.id, each])).values()) changed({ id: row.id, report_id: row.reportId, readable_by: row.readableBy })
        store.afterCommit(() => {
          wakeCouriers()
          alarms.wake()
        })
      },
      withdraw: (reportId) => outbox.withdraw(reportId),
      letGo(studyInstanceUID, result) {
        outbox.letGo(studyInstanceUID, result)
        store.afterCommit(() => {
          wakeCouriers()
          alarms.wake()
        })
      },
    },
    handlers: {
      ...createDeliveryHandlers({
        outbox, lists, alarms, wakeCouriers, isConfigured, health, seesAll, maySee, callBack: ports.callBack ?? (() => null),
        tryNow() {
          pause.forget()
          wakeCouriers()
        },
        examOf: exams.nameOf,
        recovered: ports.recovered, clocks: ports.clocks ?? (() => []),
      }),
      ...retrieval.handlers,
    },
    deliveriesOf: (reportId) => outbox.ofReport(reportId).map((row) => outboxRow(row, !isConfigured(row.destination))),
    fatesOf: (reportId) => outbox.ofReport(reportId).map(({ kind, state, handled_at }) => ({ kind, state, handled: handled_at !== null })),
    holds: (studyInstanceUID) => outbox.holds(studyInstanceUID) || retrieval.holds(studyInstanceUID),
    bring: (studyInstanceUID, priority, options) => retrieval.bring(studyInstanceUID, priority, options),
    find: (query, asked, signal) => retrieval.find(query, asked, signal),
    commitmentReported(report) {
      const ours = outbox.commitmentReported(report)
      if (ours) wakeCouriers()
      return ours
    },
    settingsChanged() {
      health.forget()
      pause.forget()
      outbox.settingsChanged()
      wakeCouriers()
      retrieval.settingsChanged()
    },
    start() {
      couriers.PACS.start()
      couriers.RIS.start()
      alarms.start()
      retrieval.start()
    },
    async stop() {
      await Promise.all([couriers.PACS.stop(), couriers.RIS.stop(), alarms.stop(), retrieval.stop()])
    },
  }
}
