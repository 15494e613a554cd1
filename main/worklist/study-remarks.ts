/** What was noticed of the patients of a study's objects while they came in: refused ones by their identifier, kept ones
 *  whose name or sex differs. Table study_remarks; the reading screen says it. */
import type { OpenedStudy, SOPInstanceUID } from '../contract/index.ts'
import type { Store } from '../store/index.ts'

type Remark = NonNullable<OpenedStudy['remarks']>[number]

export function remark(store: Store, studyInstanceUID: string, sopInstanceUID: string, code: Remark['code']): void {
  store.prepare('INSERT OR IGNORE INTO study_remarks (study_uid, sop_uid, code) VALUES (?, ?, ?)').run(studyInstanceUID, sopInstanceUID, code)
}

export function remarksOf(store: Store, studyInstanceUID: string): Remark[] {
  return store.prepare<[string], { sop_uid: string; code: Remark['code'] }>('SELECT sop_uid, code FROM study_remarks WHERE study_uid = ? ORDER BY sop_uid, code').all(studyInstanceUID)
    .map(({ sop_uid, code }) => ({ sopInstanceUID: sop_uid as SOPInstanceUID, code }))
}

export function forgetRemarks(store: Store, studyInstanceUID: string): void {
  store.prepare('DELETE FROM study_remarks WHERE study_uid = ?').run(studyInstanceUID)
}
