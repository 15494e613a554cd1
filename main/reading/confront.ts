/** When a frozen negative may be signed without a look at the first opinion, and when it must be held against it: a
 *  negative that comes after a workup, or instead of a refused one, is confronted before it is signed (V.A). */
import type { Avis } from '../contract/index.ts'
import { courseOf, signsUnrevealed } from '../domain/second-reading/index.ts'
import { decisionOf } from '../domain/sheet/index.ts'
import type { ReadingPorts } from './ports.ts'
import { signedReading, type ReadingRow } from './reading-rows.ts'
import { hadNoWorkup } from './sheet-contexts.ts'

type Ports = Pick<ReadingPorts, 'store'>
interface Given { readonly avis: Avis }

/** Both negative, as far as this can be known with the first opinion still sealed: what goes on to a second reader
 *  without a workup done or refused was concluded negative (IV.B). */
export function agreesUnrevealed({ store }: Ports, row: ReadingRow, { avis }: Given): boolean {
  return row.kind === 'SECOND' && decisionOf(avis) === 'NEGATIF' && signedReading(store, row.study_instance_uid, 'FIRST')?.second_awaited === 1
    && hadNoWorkup(store, row.study_instance_uid)
}

/** Never before the freeze: that a negative must be confronted tells of a workup. */
export function mustConfront(ports: Ports, row: ReadingRow, given: Given): boolean {
  if (row.kind !== 'SECOND' || row.phase !== 'AVIS_FIGE' || courseOf(row.kind, row.policy).AVIS_FIGE?.reveal === undefined) return false
  return decisionOf(given.avis) === 'NEGATIF' && !signsUnrevealed(row.policy, agreesUnrevealed(ports, row, given))
}
