/** What other rooms may ask of the readings: who may see a report, whether a study is held, what the audit view must
 *  leave out, and how the deliveries of a signed reading fare. */
import type { Account, Reading, StudyInstanceUID } from '../contract/index.ts'
import { mustStayBlind, visibility, type Shared } from '../domain/second-reading/index.ts'
import type { Store } from '../store/index.ts'
import type { Fate, ReadingPorts } from './ports.ts'
import { liveReading, policyOfExam, turnOf } from './reading-rows.ts'

interface Standing { readonly id: string; readonly study_instance_uid: string; readonly account_id: string; readonly kind: Reading['kind']; readonly policy: Reading['policy']; readonly phase: Reading['phase']; readonly report_id: string | null }

const columns = 'id, study_instance_uid, account_id, kind, policy, phase, report_id'

/** Readings whose signed report the account may see: its own, and those that the policy shares with it. */
export function maySeeReportOf(store: Store, account: Pick<Account, 'id' | 'roles'>, readingId: string): boolean {
  const target = store.prepare<[string], Standing>(`SELECT ${columns} FROM readings WHERE id = ?`).get(readingId)
  return target !== undefined && (target.account_id === account.id || isShared(store, account, target))
}

/** One of two independent readings: that it leaves tells its reader that the other one is signed too. */
const isApart = ({ kind, policy }: Pick<Standing, 'kind' | 'policy'>): boolean => kind === 'SECOND' && policy === 'INDEPENDANT'

export function maySeeDeliveriesOf(store: Store, account: Pick<Account, 'id' | 'roles'>, readingId: string): boolean {
  const target = store.prepare<[string], Standing>(`SELECT ${columns} FROM readings WHERE id = ?`).get(readingId)
  return target !== undefined && !isApart(target) && maySeeReportOf(store, account, readingId)
}

export function maySeeDeliveries(store: Store, account: Pick<Account, 'id' | 'roles'>, reportId: string): boolean {
  const reading = store.prepare<[string], { reading_id: string }>('SELECT reading_id FROM reports WHERE id = ?').get(reportId)
  return reading !== undefined && maySeeDeliveriesOf(store, account, reading.reading_id)
}

function isShared(store: Store, account: Pick<Account, 'id' | 'roles'>, target: Standing): boolean {
  if (target.kind === 'PLAIN') return account.roles.includes('RADIOLOGIST')
  const own = store
    .prepare<[string, string], Standing>(`SELECT ${columns} FROM readings WHERE account_id = ? AND study_instance_uid = ? AND superseded_at IS NULL`)
    .get(account.id, target.study_instance_uid)
  if (own === undefined || own.kind === target.kind) return false
  const shared: Shared = target.kind === 'FIRST' ? 'FIRST_REPORT' : 'SECOND_REPORT'
  // Both readings obey the policy of the second one: it is the one that was promised blindness.
  const second = target.kind === 'SECOND' ? target : own
  // A first reader who has not signed yet learns nothing of a second one.
  if (own.kind === 'FIRST' && own.phase !== 'DEFINITIF') return false
  return visibility(second.policy, second.phase, own.kind).has(shared)
}

/** Identifiers of what others did on screening studies and the account may not learn of yet. */
export function concealedFrom(store: Store, account: Pick<Account, 'id' | 'roles'>): string[] {
  const reader = account.roles.includes('L1') || account.roles.includes('L2')
  if (!reader) return []
  const others = store.prepare<[string], Standing>(`SELECT ${columns} FROM readings WHERE account_id <> ? AND kind <> 'PLAIN'`).all(account.id)
  const apart = store.prepare<[string], Standing>(`SELECT ${columns} FROM readings WHERE account_id = ? AND kind = 'SECOND' AND policy = 'INDEPENDANT'`).all(account.id)
  return [...new Set([
    ...others.filter((other) => !isShared(store, account, other)).flatMap((other) => [other.id, other.study_instance_uid, ...(other.report_id === null ? [] : [other.report_id])]),
    // What the courier does with the own one.
    ...apart.flatMap(({ report_id }) => report_id ?? []),
  ])]
}

export function staysBlind({ store, study, policy }: Pick<ReadingPorts, 'store' | 'study' | 'policy'>, account: Pick<Account, 'id' | 'roles'>, studyInstanceUID: string): boolean {
  const about = study(studyInstanceUID)
  // Nothing is known that could be shown.
  if (about === null) return true
  return mustStayBlind(policyOfExam(store, studyInstanceUID, policy()), turnOf(store, about), account, liveReading(store, studyInstanceUID, account.id)?.phase ?? null)
}

/** A draft or an unsent report needs the study here, and so does the second reader of one that only this console has. */
/** The study of a reading or of its report; null: neither. */
export function studyOf(store: Store, id: string): string | null {
  return store.prepare<[string, string], { study: string }>('SELECT study_instance_uid AS study FROM readings WHERE id = ? OR report_id = ? LIMIT 1').get(id, id)?.study ?? null
}

export function holdsStudy(store: Store, studyInstanceUID: string): boolean {
  return store
    .prepare(
      `SELECT 1 FROM readings r WHERE study_instance_uid = ? AND superseded_at IS NULL AND (signed_at IS NULL OR sending IN ('pending', 'failed')
         OR (second_awaited = 1 AND EXISTS (SELECT 1 FROM studies s WHERE s.study_uid = r.study_instance_uid AND s.in_pacs = 0)
           AND NOT EXISTS (SELECT 1 FROM readings o WHERE o.study_instance_uid = r.study_instance_uid AND o.kind = 'SECOND' AND o.signed_at IS NOT NULL))) LIMIT 1`,
    )
    .get(studyInstanceUID) !== undefined
}

/** Called by sync when a delivery of the report changed: the reading's state follows the worst of them. Only a window
 *  of someone who may see the report is told: that something of a study was sent would betray that it was concluded. */
export function deliveryStateChanged(ports: Pick<ReadingPorts, 'store' | 'deliveriesOf' | 'emit' | 'activeAccount'>, reportId: string): void {
  const { store } = ports
  const row = store.prepare<[string], { id: string; study_instance_uid: string; sending: string; handled: 0 | 1 }>('SELECT id, study_instance_uid, sending, handled FROM readings WHERE report_id = ?').get(reportId)
  if (row === undefined) return
  const { sending, handled } = sendingOf(ports.deliveriesOf(reportId))
  if (sending === row.sending && handled === row.handled) return
  store.transaction(() => {
    store.prepare('UPDATE readings SET sending = ?, handled = ? WHERE report_id = ?').run(sending, handled, reportId)
    store.afterCommit(() => {
      const account = ports.activeAccount()
      if (account === null || !maySeeDeliveriesOf(store, account, row.id)) return
      ports.emit({ type: 'reading.changed', studyInstanceUID: row.study_instance_uid as StudyInstanceUID })
      ports.emit({ type: 'worklist.changed' })
    })
  })
}

interface Sending { readonly sending: 'none' | 'pending' | 'sent' | 'failed'; readonly handled: 0 | 1 }

/** Sent means that the other side said so: a PACS object was fetched back and is the same, a message has its AA. What
 *  somebody handed over otherwise is settled too, and told apart: no other side said anything of it. */
export function sendingOf(deliveries: readonly Fate[]): Sending {
  const live = deliveries.filter(({ state }) => state !== 'superseded')
  if (live.some(({ state }) => state === 'dead')) return { sending: 'failed', handled: 0 }
  if (!live.every(({ kind, state }) => state === 'confirmed' || (kind === 'ORU' && state === 'delivered'))) return { sending: 'pending', handled: 0 }
  // Marks beside a report that arrived are no part of what was to be told.
  if (deliveries.some(({ kind, handled }) => handled && kind !== 'GSPS' && kind !== 'KOS')) return { sending: 'sent', handled: 1 }
  return { sending: live.length > 0 ? 'sent' : 'none', handled: 0 }
}
