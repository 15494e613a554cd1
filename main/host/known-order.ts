/** What a report may say of the order that its exam answers: a number under an authority that is an OID, or without one; the
 *  national identity only where the RIS said that it is qualified. */
import { insOf } from '../domain/identity/index.ts'
import { isOid } from '../domain/professionals/index.ts'
import type { OrderOfStudy } from '../orders/index.ts'
import type { KnownOrder } from '../reporting/index.ts'
import type { OrderedIdentity } from '../worklist/index.ts'

export function knownOrder(order: OrderOfStudy | null): KnownOrder | null {
  if (order === null) return null
  const { ins, placerOrderNumber, placerAuthority, accessionNumber, accessionAuthority, requester, justification, usualName, birthPlace, history } = order
  return {
    placer: placerOrderNumber === '' ? null : { value: placerOrderNumber, oid: isOid(placerAuthority) ? placerAuthority : '' },
    accession: accessionNumber === '' || !isOid(accessionAuthority) ? null : { value: accessionNumber, oid: accessionAuthority },
    ins: ins === null || !ins.qualified || !isOid(ins.oid) ? null : { value: ins.value, oid: ins.oid },
    usualName, birthPlace, requester, justification, history,
  }
}

/** What the RIS said of the patient, beside what the images bear. */
export function orderedIdentity(order: OrderOfStudy | null): OrderedIdentity | null {
  return order === null ? null : { ins: order.ins === null ? null : insOf(order.ins.value, order.ins.oid), reliability: order.reliability, birthName: order.birthName, firstGivenName: order.givenNames.split(' ')[0] ?? '', birthPlace: order.birthPlace }
}
