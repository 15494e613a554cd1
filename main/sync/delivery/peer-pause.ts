/** A destination where nobody answers is asked by one row at a time, less and less often: ten thousand rows would otherwise
 *  each knock at its door, and a wrong password be tried as often. The next answer of any kind ends the pause. */
import type { ErrorCode } from '../../contract/index.ts'
import { backoffDelay, type Backoff } from '../backoff.ts'
import type { Clock } from '../clock.ts'
import type { Destination } from './stored-row.ts'

/** About the peer, whatever the object. */
const ofThePeer: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['pacs/unreachable', 'pacs/refused', 'pacs/certificate', 'pacs/own-certificate', 'pacs/busy', 'pacs/called-ae', 'pacs/calling-ae', 'ris/unreachable', 'ris/certificate', 'ris/own-certificate'])
const pauses: Backoff = { base: 5_000, cap: 60_000 }

export interface PeerPause {
  /** Milliseconds still to wait. */
  left(destination: Destination): number
  /** How an attempt ended, null for well; true when it ended a pause. */
  saw(destination: Destination, code: ErrorCode | null): boolean
  /** A person or new settings say: now. */
  forget(): void
}

export function createPeerPause({ clock, random }: { clock: Clock; random: () => number }): PeerPause {
  const known = new Map<Destination, { failures: number; until: number }>()
  return {
    left: (destination) => Math.max(0, (known.get(destination)?.until ?? 0) - clock.now().getTime()),
    saw(destination, code) {
      if (code === null || !ofThePeer.has(code)) return known.delete(destination)
      const failures = (known.get(destination)?.failures ?? 0) + 1
      known.set(destination, { failures, until: clock.now().getTime() + backoffDelay(pauses, failures, random) })
      return false
    },
    forget() { known.clear() },
  }
}
