/** What the order of an exam says of its patient, as the worklist shows it: the one source of an identity's qualification. */
import { insOf } from '../domain/identity/index.ts'
import type { OrderOfStudy } from '../orders/index.ts'
import type { OrderedIdentity } from '../worklist/index.ts'

export function orderedIdentity(order: OrderOfStudy | null): OrderedIdentity | null {
  if (order === null) return null
  const ins = order.ins === null ? null : insOf(order.ins.value, order.ins.oid)
  return { ins, reliability: order.ins?.qualified === true ? ['VALI'] : [], birthName: order.birthName, firstGivenName: order.givenNames.split(/[\s,]+/)[0] ?? '', birthPlace: '' }
}
