/** Whether a report is urgent. By the priority of its order, unless the reader of an ordinary report says otherwise before
 *  signing; the signature settles it, so that what becomes of the order later changes nothing. */
import type { OrderedUrgency, Reading } from '../contract/index.ts'
import type { ReadingPorts } from './ports.ts'
import type { ReadingRow } from './reading-rows.ts'

type Ports = Pick<ReadingPorts, 'orderedUrgency'>

export function urgencyOf(ports: Ports, row: ReadingRow): Reading['urgency'] {
  if (row.kind !== 'PLAIN') return null
  const ordered = ports.orderedUrgency(row.study_instance_uid)
  return { urgent: row.urgent === null ? ordered !== null : row.urgent === 1, ordered }
}

/** Why its deliveries go before others, for a signature or what follows one; nothing where they do not. */
export function hurryOf(ports: Ports, row: ReadingRow): { readonly hurry?: OrderedUrgency | 'READER' } {
  const ordered = ports.orderedUrgency(row.study_instance_uid)
  if (row.kind !== 'PLAIN') return ordered === null ? {} : { hurry: ordered }
  return urgencyOf(ports, row)?.urgent === true ? { hurry: ordered ?? 'READER' } : {}
}

export const settledUrgency = (ports: Ports, row: ReadingRow): { readonly urgent?: 0 | 1 } => (row.kind === 'PLAIN' ? { urgent: urgencyOf(ports, row)?.urgent === true ? 1 : 0 } : {})
