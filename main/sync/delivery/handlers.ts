/** The operations of deliveries and peers. Deliveries show only to those who may see their reports: that a report exists is
 *  itself a secret before the reveal. */
import { ExpectedError, type Account, type CallContext, type DeliveryRow, type HandlersOf, type OutboxRow, type Output, type ReportId, type StudyInstanceUID } from '../../contract/index.ts'
import type { PeerHealth } from '../peer-health.ts'
import type { Alarms } from './alarm.ts'
import type { ListRows, MaySee } from './list-rows.ts'
import type { OutboxRows } from './outbox-rows.ts'
import { deliveryRow, outboxRow, type About, type RowFacts } from './stored-row.ts'

export type DeliveryOperation = `delivery.${'list' | 'page' | 'detail' | 'retry' | 'handle' | 'alarms' | 'answerAlarm'}` | 'health.check' | 'health.get'

/** How the worklist calls an exam, and which ones its search box would find. */
export interface ExamNames {
  readonly nameOf: (studyInstanceUID: string) => DeliveryRow['exam']
  readonly studiesWith: (text: string) => readonly string[]
}
export const noNames: ExamNames = { nameOf: () => null, studiesWith: () => [] }

export interface HandlerPorts {
  readonly outbox: OutboxRows
  readonly lists: ListRows
  readonly alarms: Alarms
  readonly wakeCouriers: () => void
  /** A person says: try now. */
  readonly tryNow: () => void
  readonly isConfigured: (destination: OutboxRow['destination']) => boolean
  readonly health: PeerHealth
  readonly seesAll: (account: Account) => boolean
  readonly maySee: (account: Account, about: About) => boolean
  /** Whom to call about an exam; null when nobody said. */
  readonly callBack: (studyInstanceUID: string) => string | null
  readonly examOf: ExamNames['nameOf']
  readonly recovered: () => Output<'health.get'>['recovered']
  readonly clocks: () => Output<'health.get'>['clocks']
}

/** Finished deliveries that the side panel lists. */
const finishedListed = 200

export function createDeliveryHandlers(ports: HandlerPorts): HandlersOf<DeliveryOperation> {
  const { outbox, lists, alarms, health } = ports
  const missing = (row: RowFacts) => !ports.isConfigured(row.destination)
  const eyesOf = (account: Account): MaySee | null => (ports.seesAll(account) ? null : (about) => ports.maySee(account, about))
  const first = (row: RowFacts, account: Account) => {
    const before = row.waits_for === null ? null : outbox.byId(row.waits_for)
    return before === null || !ports.maySee(account, before) ? null : before
  }
  // A letter lies in a mailbox, which is nobody's exam.
  const examOf = (row: RowFacts) => (row.kind === 'EXCHANGE' ? null : ports.examOf(row.study_instance_uid))
  const shown = (row: RowFacts, account: Account) => deliveryRow(row, missing(row), first(row, account), examOf(row))
  const visible = (id: string, account: Account): RowFacts => {
    const row = outbox.byId(id)
    if (row === null || !ports.maySee(account, row)) throw new ExpectedError('request/not-found', { subject: id })
    return row
  }
  const standing = (account: Account) => alarms.standing().filter(({ report_id, readable_by }) => ports.maySee(account, { id: '', report_id, readable_by }))

  return {
    'delivery.list': (_, context) => ({ rows: lists.list(finishedListed, eyesOf(caller(context))).map((row) => outboxRow(row, missing(row))) }),

    'delivery.page': ({ filter, offset, limit }, context) => {
      const account = caller(context)
      const { rows, total, states } = lists.page(filter, offset, limit, eyesOf(account))
      return { rows: rows.map((row) => shown(row, account)), total, states }
    },

    'delivery.detail': ({ outboxId }, context) => {
      const account = caller(context)
      const row = visible(outboxId, account)
      return { row: shown(row, account), sha256: row.sha256, attempts: outbox.attempts.of(row.id), commitments: outbox.commitments.of(row.id) }
    },

    'delivery.retry': ({ outboxId }, context) => {
      const row = visible(outboxId, caller(context))
      if (row.state === 'confirmed' || row.state === 'delivered' || row.state === 'superseded') throw new ExpectedError('delivery/not-retriable', { subject: outboxId })
      // One that is on its way needs no push.
      context.act(row.report_id ?? row.dedupe_key, () => row.state === 'leased' || outbox.requeue(row.id), `retry ${row.kind} ${row.destination}`)
      ports.tryNow()
      return outboxRow(outbox.byId(outboxId) ?? row, missing(row))
    },

    'delivery.handle': ({ outboxId, reason }, context) => {
      const account = caller(context)
      const row = visible(outboxId, account)
      if (row.state === 'superseded' || row.state === 'confirmed') throw new ExpectedError('delivery/not-retriable', { subject: outboxId })
      // What is being sent, or was taken and is still to be proved, is nobody's to replace; a letter has no other way.
      if (row.state === 'leased' || row.state === 'delivered' || row.kind === 'EXCHANGE' || row.attempts === 0) throw new ExpectedError('delivery/under-way', { subject: outboxId })
      context.act(row.report_id ?? row.dedupe_key, () => outbox.handle(row, account.id, reason), `handled otherwise ${row.kind} ${row.destination} ${row.dedupe_key}`)
      ports.wakeCouriers()
      return shown(outbox.byId(outboxId) ?? row, account)
    },

    'delivery.alarms': (_, context) => ({
      alarms: standing(caller(context)).map((one) => ({
        reportId: one.report_id as ReportId, studyInstanceUID: one.study_instance_uid as StudyInstanceUID, urgent: one.urgent === 1, signedAt: one.signed_at, raisedAt: one.raised_at, open: one.open,
        callBack: ports.callBack(one.study_instance_uid), exam: ports.examOf(one.study_instance_uid),
        answered: one.answered_at === null || one.answer === null ? null : { at: one.answered_at, how: one.answer },
      })),
    }),

    'delivery.answerAlarm': ({ reportId, how }, context) => {
      const account = caller(context)
      if (!standing(account).some(({ report_id }) => report_id === reportId)) throw new ExpectedError('request/not-found', { subject: reportId })
      context.act(reportId, () => alarms.answer(reportId, account.id, how), 'requester told by other means')
      return {}
    },

    'health.check': (_, context) => health.check(context.signal as AbortSignal),

    'health.get': (_, context) => {
      const account = caller(context)
      const { pending, dead } = lists.counts(eyesOf(account))
      const late = standing(account)
      return {
        ...health.state(), pendingDeliveries: pending, deadDeliveries: dead,
        urgentAlarms: late.filter(({ urgent, answered_at }) => urgent === 1 && answered_at === null).length, lateReports: late.length,
        clocks: ports.clocks(), recovered: ports.recovered(),
      }
    },
  }
}

function caller(context: CallContext): Account {
  if (context.account === null) throw new ExpectedError('session/locked')
  return context.account
}
