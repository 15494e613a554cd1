/** Rows of the table `assignments`: who was given which exam. Read by every room that offers exams. */
import type { AccountId, AssignedPost, AssignmentRow, StudyInstanceUID } from '../contract/index.ts'
import type { Store } from '../store/index.ts'

export interface Assigned { readonly id: string; readonly reader: AccountId; readonly post: AssignedPost; readonly round: number; readonly dueOn: string | null }
interface Row { readonly id: string; readonly study_uid: string; readonly round: number; readonly post: AssignedPost; readonly account_id: string; readonly due_on: string | null; readonly assigned_at: string }

/** To whom the exam is given in the round that it is in. */
export function assignedTo(store: Store, study: string): Assigned[] {
  return store.prepare<[string], Row>('SELECT * FROM standing_assignments WHERE study_uid = ? ORDER BY post').all(study)
    .map(({ id, account_id, post, round, due_on }) => ({ id, reader: account_id as AccountId, post, round, dueOn: due_on }))
}

export function assignmentRows(store: Store): AssignmentRow[] {
  return store.prepare<[], Row>('SELECT * FROM standing_assignments ORDER BY assigned_at, study_uid, post').all()
    .map((row) => ({ studyInstanceUID: row.study_uid as StudyInstanceUID, round: row.round, post: row.post, reader: row.account_id as AccountId, dueOn: row.due_on, assignedAt: row.assigned_at }))
}

/** In the caller's transaction. */
export function insertAssignment(store: Store, study: string, { id, reader, post, round, dueOn }: Assigned, by: string, at: Date, withdrawnAt: Date | null = null): void {
  store.prepare('INSERT INTO assignments (id, study_uid, round, post, account_id, due_on, assigned_by, assigned_at, withdrawn_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(id, study, round, post, reader, dueOn, by, at.toISOString(), withdrawnAt?.toISOString() ?? null)
}

/** In the caller's transaction. */
export function withdrawAssignment(store: Store, id: string, at: Date): void {
  store.prepare('UPDATE assignments SET withdrawn_at = ? WHERE id = ?').run(at.toISOString(), id)
}

export function isAssignment(store: Store, id: string): boolean {
  return store.prepare<[string]>('SELECT 1 FROM assignments WHERE id = ?').get(id) !== undefined
}

/** When the exam was last given to somebody; null when it never was. */
export function newestAssignment(store: Store, study: string): string | null {
  return store.prepare<[string], { at: string | null }>('SELECT max(assigned_at) AS at FROM assignments WHERE study_uid = ?').get(study)?.at ?? null
}

export function wasGiven(store: Store, study: string, reader: string): boolean {
  return store.prepare<[string, string]>('SELECT 1 FROM assignments WHERE study_uid = ? AND account_id = ? LIMIT 1').get(study, reader) !== undefined
}
