/** Which images of a study its rejection notes hide (IHE IOCM). A note speaks for its own study only: one that was filed
 *  under another patient or exam hides nothing here. */
import type { OpenedStudy } from '../contract/index.ts'
import type { Evidence } from '../dicom/index.ts'
import type { Store } from '../store/index.ts'

export function rejectedIn(store: Store, studyInstanceUID: string): OpenedStudy['rejected'] {
  const here = new Set(store.prepare<[string], { sop_uid: string }>('SELECT sop_uid FROM instances WHERE study_uid = ? AND is_image = 1').all(studyInstanceUID).map(({ sop_uid }) => sop_uid))
  const rejected = new Map<string, OpenedStudy['rejected'][number]>()
  for (const { evidence } of evidenceOf(store, studyInstanceUID)) {
    if (evidence.kind !== 'rejection') continue
    for (const sopInstanceUID of evidence.sopInstanceUIDs) if (here.has(sopInstanceUID)) rejected.set(sopInstanceUID, { sopInstanceUID, reason: evidence.reason })
  }
  return [...rejected.values()]
}

export function evidenceOf(store: Store, studyInstanceUID: string): { sopInstanceUID: string; evidence: Evidence }[] {
  return store
    .prepare<[string], { sop_uid: string; evidence: string }>('SELECT sop_uid, evidence FROM instances WHERE study_uid = ? AND evidence IS NOT NULL ORDER BY sop_uid')
    .all(studyInstanceUID)
    .map(({ sop_uid, evidence }) => ({ sopInstanceUID: sop_uid, evidence: JSON.parse(evidence) as Evidence }))
}
