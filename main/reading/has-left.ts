/** Whether the standing report of a signed reading has gone beyond this console: what corrects it then is a corrigendum. */
import { lastCorrection } from './correction-rows.ts'
import type { ReadingPorts } from './ports.ts'
import type { ReadingRow } from './reading-rows.ts'

type Ports = Pick<ReadingPorts, 'store' | 'deliveriesOf'>

/** Documents of the standing report are on their way, or the structure has told the result. */
export function hasLeft({ store, deliveriesOf }: Ports, row: ReadingRow): boolean {
  // What somebody handed over otherwise has been read, whatever this console did.
  const sent = row.report_id !== null && deliveriesOf(row.report_id).some(({ state, handled }) => handled || (state !== 'queued' && state !== 'superseded'))
  return sent || lastCorrection(store, row.id)?.told === 1 || store.prepare<[string], { state: string }>('SELECT state FROM dossier_standings WHERE study_uid = ?').get(row.study_instance_uid)?.state.match(/^(RESULTAT_ENVOYE|BDD_ATTENDU|BDD_RECU|ATTENTE_REFAIT|CLOS)$/) != null
}

/** The same as its reader may know it: that one of two independent readings leaves tells that the other one is signed, and is
 *  said only once a coordinator has agreed to a correction (V9). */
export function toldHasLeft(ports: Ports, row: ReadingRow, agreed: boolean): boolean {
  const apart = row.kind === 'SECOND' && row.policy === 'INDEPENDANT'
  return row.signed_at !== null && (agreed || !apart) && hasLeft(ports, row)
}
