/** Readings of other consoles: what each message of a round does here. Prepared first, then run in one transaction with
 *  the mark of its letter. */
import { ExpectedError, type AccountId, type RoundMessage, type StudyInstanceUID } from '../../contract/index.ts'
import type { ReadingPorts } from '../ports.ts'
import { firstSigned, frozenElsewhere, putAsideElsewhere, signedElsewhere, undoneElsewhere, type Taking } from './at-centre.ts'
import { assignedHere, concludedHere, releasedHere, withdrawnHere } from './at-reader.ts'
import { correctedElsewhere, correctionAnswered, correctionAsked } from './corrections.ts'
import { changedElsewhere, changedHere } from './exam-changes.ts'
import { priorsAnswered, priorsAsked, priorsCameElsewhere } from './priors.ts'

export type { Taking } from './at-centre.ts'
export { promiseFor, type PromisedRound } from './promise.ts'

export async function takeMessage(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, message: RoundMessage): Promise<Taking> {
  switch (message.type) {
    case 'FIRST_SIGNED': return await firstSigned(ports, from, study, message)
    case 'FROZEN': return await frozenElsewhere(ports, from, study, message)
    case 'EXAM_CHANGED': return changedElsewhere(ports, from, study, message)
    case 'CORRECTION_ASKED': return correctionAsked(ports, from, study, message)
    case 'CORRECTED': return await correctedElsewhere(ports, from, study, message)
    case 'PRIORS_ASKED': return priorsAsked(ports, from, study, message)
    case 'PRIORS_CAME': return priorsCameElsewhere(ports, from, study, message)
    case 'PUT_ASIDE': return putAsideElsewhere(ports, from, study, message)
    case 'UNDONE': return undoneElsewhere(ports, from, study, message)
    case 'SIGNED': return await signedElsewhere(ports, from, study, message)
    case 'ASSIGNED': return await assignedHere(ports, from, study, message)
    case 'WITHDRAWN': return withdrawnHere(ports, from, study, message)
    case 'CHANGED': return await changedHere(ports, from, study, message)
    case 'CORRECTION_ANSWERED': return correctionAnswered(ports, from, study, message)
    case 'PRIORS_ANSWERED': return priorsAnswered(ports, from, study, message)
    case 'RELEASED': return await releasedHere(ports, from, study, message)
    case 'CONCLUDED': return concludedHere(ports, from, study, message)
    default: throw new ExpectedError('rounds/message', { subject: study })
  }
}
