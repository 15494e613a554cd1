/** A decision about whose the images of a medium are: the row, its patient and the audit in one transaction of the caller. The
 *  data sets are not touched; what the PACS gave is corrected at its source, never here. */
import type { Account, ParsedInput } from '../../contract/index.ts'
import { ExpectedError } from '../../contract/index.ts'
import type { Store } from '../../store/index.ts'
import { columnsOf, mediumOf, putPatient, recordDecision, standingDecision, type PatientColumns } from './decisions.ts'

/** What must hold before anything is written. */
export function checkDecision(store: Store, account: Account, { studyInstanceUID, decision }: ParsedInput<'identity.decide'>): void {
  const columns = columnsOf(store, studyInstanceUID)
  if (columns === null) throw new ExpectedError('request/not-found', { subject: studyInstanceUID })
  if (columns.in_pacs === 1 || columns.demo === 1) throw new ExpectedError('identity/not-a-medium', { subject: studyInstanceUID })
  // A draft goes on under the new identity; an opinion that is frozen was given under the old one. The reader's own alone counts: another's must not show in the answer.
  const own = store.prepare<[string, string], { state: string }>('SELECT state FROM reading_states WHERE study_uid = ? AND account_id = ?').get(studyInstanceUID, account.id)?.state ?? 'none'
  if (!['none', 'to-read', 'reading'].includes(own)) throw new ExpectedError('identity/reading-begun', { subject: studyInstanceUID })
  if (decision === 'WITHDRAW' && standingDecision(store, studyInstanceUID) === null) throw new ExpectedError('identity/changed', { subject: studyInstanceUID })
}

/** In the caller's transaction. */
export function decide(store: Store, account: Account, at: string, input: ParsedInput<'identity.decide'>): void {
  checkDecision(store, account, input)
  const { studyInstanceUID, decision } = input
  const medium = mediumOf(store, studyInstanceUID)
  if (medium === null) throw new ExpectedError('request/not-found', { subject: studyInstanceUID })
  const given = decision === 'ASSIGN' ? candidateOf(store, input) : null
  recordDecision(store, studyInstanceUID, { decision: names[decision], medium, given, byName: account.displayName, at }, account.id)
  if (decision !== 'REFUSE') putPatient(store, studyInstanceUID, given ?? medium)
}

const names = { ASSIGN: 'ASSIGNED', KEEP: 'KEPT', REFUSE: 'REFUSED', WITHDRAW: 'WITHDRAWN' } as const

/** The patient of the exam that was chosen, if it is still the one that was shown. */
function candidateOf(store: Store, { studyInstanceUID, candidate }: ParsedInput<'identity.decide'>): PatientColumns {
  const columns = candidate === null || candidate.studyInstanceUID === studyInstanceUID ? null : columnsOf(store, candidate.studyInstanceUID)
  if (candidate === null || columns === null || columns.patient_id !== candidate.patientID || columns.patient_name !== candidate.patientName || columns.patient_birth_date !== candidate.patientBirthDate) throw new ExpectedError('identity/changed', { subject: studyInstanceUID })
  return columns
}
