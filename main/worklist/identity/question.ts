/** To whom the images of a medium belong: what they say themselves, and the patients here who may be meant, each once, with
 *  what differs. Candidates come by number, national identity, name and birth date, accession number, or what was typed. */
import type { AccountId, IdentityCandidate, Output, StudyInstanceUID } from '../../contract/index.ts'
import { ExpectedError } from '../../contract/index.ts'
import { judgeIdentity } from '../../domain/identity/index.ts'
import type { Store } from '../../store/index.ts'
import { identityOf, patientColumns, relatedTo, type PatientRow } from '../prior.ts'
import { worklistRow } from '../query.ts'
import { searchWords } from '../search-text.ts'
import { asRow } from './asks.ts'
import { columnsOf, mediumOf, standingDecision, type PatientColumns } from './decisions.ts'

const maximumCandidates = 12

export function identityQuestion(store: Store, account: AccountId, study: string, text: string): Output<'identity.question'> {
  const row = worklistRow(store, account, study)
  const medium = mediumOf(store, study)
  if (row === null || medium === null) throw new ExpectedError('request/not-found', { subject: study })
  const standing = standingDecision(store, study)
  const rows = [...relatedTo(store, identityOf(asRow(study, medium)), study).map((related) => related.row), ...byAccession(store, study), ...typed(store, text)].filter((one) => one.study_uid !== study)
  const candidates = new Map<string, IdentityCandidate>()
  for (const one of rows) {
    const key = JSON.stringify([one.patient_id, one.issuer_of_patient_id, one.patient_name, one.patient_birth_date, one.patient_sex])
    const known = candidates.get(key)
    if (known !== undefined) {
      if (!rowsSeen.get(known)?.has(one.study_uid)) { known.exams += 1; known.lastExam = latest(known.lastExam, one.study_date); rowsSeen.get(known)?.add(one.study_uid) }
    } else {
      const { verdict, reasons } = judgeIdentity(identityOf(asRow(study, medium)), identityOf(one))
      const candidate: IdentityCandidate = {
        studyInstanceUID: one.study_uid as StudyInstanceUID, ...shown(one), verdict, reasons: [...reasons], exams: 1, lastExam: one.study_date,
      }
      rowsSeen.set(candidate, new Set([one.study_uid]))
      candidates.set(key, candidate)
    }
  }
  const rank = { same: 0, doubtful: 1, different: 2 }
  return {
    study: row, medium: shown(medium), isMedium: columnsOf(store, study)?.in_pacs === 0,
    decision: standing === null || standing.decision === 'REFUSED' ? null : { decision: standing.decision === 'ASSIGNED' ? 'ASSIGNED' : 'KEPT', by: standing.byName, at: standing.at },
    candidates: [...candidates.values()].toSorted((one, other) => rank[one.verdict] - rank[other.verdict] || one.reasons.length - other.reasons.length).slice(0, maximumCandidates),
  }
}

/** Studies that were counted for a candidate. */
const rowsSeen = new WeakMap<IdentityCandidate, Set<string>>()

const latest = (one: string | null, other: string | null): string | null => ((one ?? '') > (other ?? '') ? one : other)

const shown = (columns: PatientColumns | PatientRow) => ({
  patientName: columns.patient_name, patientID: columns.patient_id, issuerOfPatientID: columns.issuer_of_patient_id, patientBirthDate: columns.patient_birth_date, patientSex: columns.patient_sex,
})

function byAccession(store: Store, study: string): PatientRow[] {
  return store.prepare<[string], PatientRow>(
    `SELECT ${patientColumns.replaceAll(/\b(?=[a-z])/g, 'p.')} FROM studies s JOIN studies p ON p.accession_number = s.accession_number WHERE s.study_uid = ? AND s.accession_number <> '' LIMIT 20`,
  ).all(study)
}

function typed(store: Store, text: string): PatientRow[] {
  const words = searchWords(text)
  if (words.length === 0) return []
  return store.prepare<string[], PatientRow>(`SELECT ${patientColumns} FROM studies WHERE ${words.map(() => 'instr(search_text, ?) > 0').join(' AND ')} ORDER BY study_date DESC LIMIT 60`).all(...words)
}
