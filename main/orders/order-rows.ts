/** SQL of the tables of orders. Everything that writes runs in the caller's transaction. */
import type { OrderSource } from '../contract/index.ts'
import type { IncomingOrder, IncomingPatient } from '../ris/index.ts'
import type { Store } from '../store/index.ts'
import { fold } from './same-patient.ts'

/** What an order asks for, as the last message about it said. */
export type OrderContent = Omit<IncomingOrder, 'kind'>

export interface OrderRow {
  readonly id: string
  readonly source: OrderSource
  readonly application: string
  readonly facility: string
  readonly placer_number: string
  readonly placer_authority: string
  readonly accession_number: string
  readonly study_uid: string
  readonly urgency: 0 | 1 | 2
  readonly patient_id: string
  readonly content: string
  readonly arrived_at: string
  readonly changed_at: string
  readonly performed_at: string | null
  readonly cancelled_at: string | null
  readonly cancel_reason: string
  readonly answer: string | null
  readonly own_uid: string
}
export interface StoredAnswer { readonly accepted: boolean; readonly text: string; readonly at: string; readonly by: string }
export type OrderEvent = 'REQUESTED' | 'CHANGED' | 'CANCELLED' | 'PERFORMED' | 'ANSWERED' | 'IDENTITY'

/** Written by `put` below. */
export const contentOf = (row: Pick<OrderRow, 'content'>): OrderContent => JSON.parse(row.content) as OrderContent
export const answerOf = (row: Pick<OrderRow, 'answer'>): StoredAnswer | null => (row.answer === null ? null : (JSON.parse(row.answer) as StoredAnswer))

/** Table 0485: S; A, T, P, C; the rest. */
export function urgencyOf(priority: string): 0 | 1 | 2 {
  const code = priority.trim().toUpperCase()
  if (code === 'S' || code === 'STAT') return 0
  return ['A', 'T', 'P', 'C', 'HIGH', 'ASAP'].includes(code) || /^T[SMHDWL]?\d/.test(code) ? 1 : 2
}

/** Table 0485, C: the requester wants to be called. */
export const asksForCall = (priority: string): boolean => priority.trim().toUpperCase() === 'C'

const authorityOf = ({ namespace, universalId }: { namespace: string; universalId: string }): string => universalId || namespace

export function createOrderRows(store: Store, now: () => Date) {
  const at = () => now().toISOString()
  const byPlacer = store.prepare<[string, string, string], OrderRow>('SELECT * FROM orders WHERE placer_number = ? AND placer_authority = ? AND source = ?')
  const byId = store.prepare<[string], OrderRow>('SELECT * FROM orders WHERE id = ?')

  function derived(content: OrderContent) {
    const { patient, accessionNumber, studyInstanceUID, priority } = content
    const ids = patient.identifiers.map(({ id }) => id)
    const local = patient.identifiers.find(({ type }) => !type.startsWith('INS')) ?? patient.identifiers[0]
    const [year = '', month = '', date = ''] = (patient.birthDate ?? '').split('-')
    const search = fold([patient.birthName, patient.usualName, patient.givenNames, ...ids, accessionNumber, content.placerOrder.id, content.requester, content.requestingStructure, `${date} ${month} ${year}`].join(' '))
    return [accessionNumber, studyInstanceUID, urgencyOf(priority), local?.id ?? '', JSON.stringify(content), search] as const
  }

  return {
    byId: (id: string): OrderRow | null => byId.get(id) ?? null,
    byPlacer: (placer: IncomingOrder['placerOrder'], source: OrderSource): OrderRow | null => byPlacer.get(placer.id, authorityOf(placer), source) ?? null,
    /** By Study Instance UID, else by accession number: candidates, whose patient is still to be compared. */
    naming: (studyInstanceUID: string, accessionNumber: string): OrderRow[] =>
      store.prepare<[string, string, string], OrderRow>(
        `SELECT * FROM orders WHERE study_uid = ? UNION SELECT * FROM orders WHERE accession_number = ? AND ? <> '' AND accession_number <> '' ORDER BY urgency, arrived_at`,
      ).all(studyInstanceUID, accessionNumber, accessionNumber),
    insert(id: string, ownUid: string, from: { source: OrderSource; application: string; facility: string }, content: OrderContent): void {
      const [accession, study, urgency, patient, text, search] = derived(content)
      store.prepare(
        `INSERT INTO orders (id, source, application, facility, placer_number, placer_authority, accession_number, study_uid, urgency, patient_id, content, search_text, arrived_at, changed_at, own_uid)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(id, from.source, from.application, from.facility, content.placerOrder.id, authorityOf(content.placerOrder), accession, study, urgency, patient, text, search, at(), at(), ownUid)
    },
    put(id: string, content: OrderContent): void {
      store.prepare('UPDATE orders SET accession_number = ?, study_uid = ?, urgency = ?, patient_id = ?, content = ?, search_text = ?, changed_at = ? WHERE id = ?').run(...derived(content), at(), id)
    },
    perform: (id: string) => store.prepare('UPDATE orders SET performed_at = coalesce(performed_at, ?) WHERE id = ?').run(at(), id),
    cancel: (id: string, reason: string) => store.prepare('UPDATE orders SET cancelled_at = ?, cancel_reason = ?, changed_at = ? WHERE id = ?').run(at(), reason, at(), id),
    restore: (id: string) => store.prepare(`UPDATE orders SET cancelled_at = NULL, cancel_reason = '' WHERE id = ?`).run(id),
    answer: (id: string, answer: StoredAnswer) => store.prepare('UPDATE orders SET answer = ?, changed_at = ? WHERE id = ?').run(JSON.stringify(answer), at(), id),
    happened: (id: string, what: OrderEvent, message: number | null, before: unknown = null) =>
      store.prepare('INSERT INTO order_events (order_id, message, what, at, before) VALUES (?, ?, ?, ?, ?)').run(id, message, what, at(), before === null ? null : JSON.stringify(before)),
    /** Orders of a patient, by any of the identifiers. */
    ofPatient: (ids: readonly string[]): OrderRow[] =>
      store.prepare<[string], OrderRow>(`SELECT * FROM orders o WHERE EXISTS (SELECT 1 FROM json_each(o.content, '$.patient.identifiers') i JOIN json_each(?) w ON i.value ->> 'id' = w.value)`).all(JSON.stringify(ids)),
    said: (message: number, kind: 'CORRECTED' | 'MERGED', about: { id: string; authority: string }, patient: IncomingPatient) =>
      store.prepare('INSERT INTO identity_messages (message, kind, patient_id, authority, patient, at) VALUES (?, ?, ?, ?, ?, ?)').run(message, kind, about.id, about.authority, JSON.stringify(patient), at()),
    saidOf: (patientID: string): { kind: 'CORRECTED' | 'MERGED'; authority: string; patient: string; at: string }[] =>
      store.prepare<[string], { kind: 'CORRECTED' | 'MERGED'; authority: string; patient: string; at: string }>('SELECT kind, authority, patient, at FROM identity_messages WHERE patient_id = ? ORDER BY seq DESC').all(patientID),
  }
}
export type OrderRows = ReturnType<typeof createOrderRows>
