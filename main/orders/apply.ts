/** What a message does to the orders: one step inside the transaction of its taking. Messages may come late or in another
 *  order than they were sent: an older one never overwrites a newer, and a request that comes after its cancellation
 *  stays cancelled. */
import type { OrderSource } from '../contract/index.ts'
import type { Fault, Incoming, IncomingOrder, IncomingPatient } from '../ris/index.ts'
import { contentOf, type OrderContent, type OrderRow, type OrderRows } from './order-rows.ts'
import { isSamePatient, sameIdentifier } from './same-patient.ts'

export interface From { readonly source: OrderSource; readonly application: string; readonly facility: string; readonly message: number | null }
export interface Applied { readonly order: string | null; readonly what: string }
type Ids = { newId: () => string; newUid: () => string }

const otherPatient: Fault = { at: { segment: 'PID', sequence: 1, field: 3 }, code: '204', text: 'Ce numéro de demande est connu pour un autre patient : vérifiez l’identité, rien n’a été changé' }

/** A fault where the message contradicts what is known. */
export function applyOrder(rows: OrderRows, ids: Ids, from: From, { kind, ...content }: IncomingOrder): Applied | Fault {
  const known = rows.byPlacer(content.placerOrder, from.source)
  if (known === null) return first(rows, ids, from, kind, content)
  if (!isSamePatient(contentOf(known).patient, content.patient)) return otherPatient
  const before = contentOf(known), older = isOlder(content, before)
  if (kind === 'CA') {
    // A newer request took back an older cancellation before that one came.
    if (older && known.cancelled_at === null) return { order: known.id, what: 'cancellation out of date' }
    rows.cancel(known.id, content.reason)
    rows.put(known.id, { ...before, sentAt: later(content.sentAt, before.sentAt) })
    rows.happened(known.id, 'CANCELLED', from.message)
    return { order: known.id, what: 'cancelled' }
  }
  if (kind === 'NW' && known.cancelled_at !== null && !older) rows.restore(known.id)
  const merged = older ? filled(before, content) : filled(content, before)
  rows.put(known.id, { ...merged, sentAt: later(content.sentAt, before.sentAt) })
  if (kind === 'SR') rows.perform(known.id)
  rows.happened(known.id, kind === 'SR' ? 'PERFORMED' : 'CHANGED', from.message)
  return { order: known.id, what: kind === 'SR' ? 'performed' : 'changed' }
}

function first(rows: OrderRows, { newId, newUid }: Ids, from: From, kind: IncomingOrder['kind'], content: OrderContent): Applied {
  const id = newId()
  rows.insert(id, newUid(), from, content)
  rows.happened(id, 'REQUESTED', from.message)
  if (kind === 'CA') {
    rows.cancel(id, content.reason)
    rows.happened(id, 'CANCELLED', from.message)
  }
  if (kind === 'SR') {
    rows.perform(id)
    rows.happened(id, 'PERFORMED', from.message)
  }
  return { order: id, what: kind === 'NW' ? 'requested' : kind === 'CA' ? 'cancelled' : 'performed' }
}

const isOlder = (one: OrderContent, other: OrderContent): boolean => one.sentAt !== null && other.sentAt !== null && one.sentAt < other.sentAt
const later = (one: string | null, other: string | null): string | null => (one === null || (other !== null && other > one) ? other : one)

/** What the leading message leaves out is taken from the other: a cancellation or a complement repeats little. */
function filled(leading: OrderContent, other: OrderContent): OrderContent {
  const empty = (value: unknown) => value === '' || value === null || (Array.isArray(value) && value.length === 0) || (typeof value === 'object' && value !== null && 'id' in value && value.id === '')
  return Object.fromEntries(Object.entries(leading).map(([key, value]) => [key, empty(value) ? other[key as keyof OrderContent] : value])) as unknown as OrderContent
}

/** ADT^A08: the orders of this patient bear the corrected identity. A40: those of the one that is replaced too. Exams keep
 *  what their images bear; what was said is shown beside them. */
export function applyIdentity(rows: OrderRows, message: number, { patient, replaces }: Extract<Incoming, { type: 'IDENTITY' }>): Applied {
  const kind = replaces.length > 0 ? 'MERGED' : 'CORRECTED'
  const about = replaces.length > 0 ? replaces : patient.identifiers
  for (const { id, universalId, namespace } of about) rows.said(message, kind, { id, authority: universalId || namespace }, patient)
  const touched: OrderRow[] = rows.ofPatient(about.map(({ id }) => id)).filter((row) => contentOf(row).patient.identifiers.some((mine) => about.some((one) => sameIdentifier(mine, one))))
  for (const row of touched) {
    const content = contentOf(row)
    rows.put(row.id, { ...content, patient: successor(patient, content.patient, replaces) })
    rows.happened(row.id, 'IDENTITY', message, content.patient)
  }
  return { order: null, what: `identity ${kind} orders=${touched.length}` }
}

/** The images of an order that came under the replaced number still bear it: it is kept behind the new ones. */
function successor(patient: IncomingPatient, before: IncomingPatient, replaces: readonly IncomingPatient['identifiers'][number][]): IncomingPatient {
  const kept = before.identifiers.filter((mine) => replaces.some((one) => sameIdentifier(mine, one)) && !patient.identifiers.some((one) => sameIdentifier(mine, one)))
  return { ...patient, identifiers: [...patient.identifiers, ...kept] }
}
