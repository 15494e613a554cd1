/** Objects fetched by C-MOVE to ourselves, one by one over an association that is kept for some seconds. */
import { ExpectedError } from '../../contract/index.ts'
import type { InstanceAddress } from '../port.ts'
import { openAssociation } from './association.ts'
import type { Address } from './connect.ts'
import type { ExpectedObjects } from './expected-objects.ts'
import { keepAssociations, type KeptAssociations } from './kept-associations.ts'
import { moveObject } from './move-object.ts'
import { offer, studyRootMove } from './services.ts'

export interface MoveRetrieval {
  retrieve(at: InstanceAddress, signal: AbortSignal): AsyncIterable<Uint8Array>
  close(): void
}

/** An archive may fetch from slow storage before it sends, milliseconds. */
const patienceMs = 60_000

/** `destination`: our title, as the PACS knows it. `kept`: shared by all that speaks with this address. */
export function createMoveRetrieval(address: Address, destination: string, expected: ExpectedObjects, kept: KeptAssociations = keepAssociations()): MoveRetrieval {
  return {
    close: () => { kept.close() },
    async* retrieve(at, signal) {
      for (let mayRetry = true; ;) {
        const { association, messageId, fresh } = await kept.take('move', () => openAssociation(address, { contexts: offer(studyRootMove) }, signal))
        const unwatch = association.watch(signal)
        let begun = false
        try {
          for await (const bytes of moveObject(association, messageId, at, destination, expected, patienceMs)) {
            begun = true
            yield bytes
          }
          kept.give('move', association, messageId)
          return
        } catch (error) {
          // A refusal was said in due form: the association stands.
          if (error instanceof ExpectedError && error.code === 'pacs/dimse-status') kept.give('move', association, messageId)
          // One that the peer had let go meanwhile: nothing came, so ask again on a fresh one.
          const wasLetGo = !fresh && !begun && mayRetry && error instanceof ExpectedError && error.code === 'pacs/interrupted'
          if (!wasLetGo) throw error
          mayRetry = false
        } finally {
          unwatch()
        }
      }
    },
  }
}
