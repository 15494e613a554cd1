/** What a reading may do on the display of its session (Q5: refuse, not warn). The rule in one place:
 *
 *  - A reading of the programme is a FIRST or SECOND reading of a study that is not a demonstration. Ordinary reports
 *    and demonstration studies are never held back; their reader is warned.
 *  - On an unfit display a programme reading is neither opened, frozen, changed nor signed. Images stay viewable and a
 *    draft that is being saved is kept: nothing that was typed is lost because a window was moved.
 *  - On a training console the reader may override. A programme reading begun under the override is a *training
 *    reading* for good: it can be opened and drafted, and neither frozen, revealed, changed nor signed, on whatever
 *    display. Opened again on a fit display it is set aside and a new reading begins, so that nothing written on an
 *    unfit display ever becomes, or seeds, a result of the programme. A reading begun on a fit display is not opened
 *    under the override. Freezing, revealing and signing are practised on demonstration studies.
 *  - What is signed already may always be looked at. */
import type { Reading } from '../../contract/index.ts'
import type { DisplayStanding } from './standing.ts'

export interface GatedReading {
  readonly kind: Reading['kind']
  readonly demo: boolean
  readonly signed: boolean
  /** Begun under the override; null for one that is about to begin. */
  readonly training: boolean | null
}
export type GatedAct = 'open' | 'freeze' | 'reveal' | 'change' | 'sign'
export type GateAnswer = 'pass' | 'begin-training' | 'set-aside' | 'display/unfit' | 'display/training'

export function isProgramme({ kind, demo }: Pick<GatedReading, 'kind' | 'demo'>): boolean {
  return kind !== 'PLAIN' && !demo
}

export function gate(standing: Pick<DisplayStanding, 'fit' | 'override'>, reading: GatedReading, act: GatedAct): GateAnswer {
  if (!isProgramme(reading) || reading.signed) return 'pass'
  if (act !== 'open') {
    if (reading.training === true) return 'display/training'
    return standing.fit || act === 'reveal' ? 'pass' : 'display/unfit'
  }
  if (standing.fit) return reading.training === true ? 'set-aside' : 'pass'
  if (standing.override === null || reading.training === false) return 'display/unfit'
  return reading.training === null ? 'begin-training' : 'pass'
}
