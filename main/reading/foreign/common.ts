/** What every message does beside its own change: its row in the audit trail, and word to the windows. */
import type { Account, AccountId, ExamIdentity, StudyInstanceUID } from '../../contract/index.ts'
import type { ReadingPorts, StudyToRead } from '../ports.ts'

/** In the transaction of the letter. */
export function record({ audit }: Pick<ReadingPorts, 'audit'>, actor: AccountId, object: string, detail: string): void {
  audit.record({ actor, event: 'patient-record', outcome: 'success', object, detail: `elsewhere: ${detail}` })
}

export function changed({ store, emit }: Pick<ReadingPorts, 'store' | 'emit'>, studyInstanceUID: StudyInstanceUID): void {
  store.afterCommit(() => {
    emit({ type: 'reading.changed', studyInstanceUID })
    emit({ type: 'worklist.changed' })
    emit({ type: 'structure.changed' })
  })
}

export function isSameExam(identity: ExamIdentity, { patientID, patientBirthDate, accessionNumber }: StudyToRead): boolean {
  return identity.patientID === patientID && identity.patientBirthDate === patientBirthDate && identity.accessionNumber === accessionNumber
}

export const nothingNew = (): void => undefined

/** A reader of another console, as the exam's course knows readers. */
export const readerOf = (id: AccountId): Account => ({ id, displayName: '--', roles: ['L2'], language: 'fr' })
