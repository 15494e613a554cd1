/** A study as the viewer gets it: its image descriptors and those of its local priors, newest prior first. A prior is
 *  an earlier study of the same patient (see `prior.ts`) with the same modalities. */
import type { AccountId, ImageDescriptor, OpenedStudy, Output } from '../contract/index.ts'
import { ExpectedError } from '../contract/index.ts'
import type { Store } from '../store/index.ts'
import { isPriorOf } from './prior.ts'
import { worklistRow } from './query.ts'

/** At most so many priors are hung; the oldest are left out. */
const maximumPriors = 3

export function openStudy(store: Store, account: AccountId, studyInstanceUID: string): Output<'study.open'> {
  const study = worklistRow(store, account, studyInstanceUID)
  if (study === null) throw new ExpectedError('request/not-found', { subject: studyInstanceUID })
  const images = imagesOf(store, studyInstanceUID)
  // Half an exam would show views as missing that are still on their way.
  if (study.locality === 'remote' || study.locality === 'retrieving') throw new ExpectedError('study/not-local', { subject: studyInstanceUID })
  if (images.length === 0) throw new ExpectedError('study/no-images', { subject: studyInstanceUID })
  return { current: { study, images }, priors: priorsOf(store, account, studyInstanceUID) }
}

export function imagesOf(store: Store, studyInstanceUID: string): ImageDescriptor[] {
  return store
    .prepare<[string], { descriptor: string }>(
      `SELECT i.descriptor FROM instances i JOIN series s USING (series_uid)
       WHERE i.study_uid = ? AND i.descriptor IS NOT NULL ORDER BY s.series_number, s.series_uid, i.instance_number, i.sop_uid`,
    )
    .all(studyInstanceUID)
    .map((row) => JSON.parse(row.descriptor) as ImageDescriptor)
}

function priorsOf(store: Store, account: AccountId, studyInstanceUID: string): OpenedStudy[] {
  const rows = store
    .prepare<[string, number], { study_uid: string }>(
      `SELECT p.study_uid FROM studies s JOIN studies p ON ${isPriorOf}
       WHERE s.study_uid = ? AND p.locality IN ('local', 'partial') ORDER BY p.study_date DESC LIMIT ?`,
    )
    .all(studyInstanceUID, maximumPriors)
  return rows.flatMap(({ study_uid }) => {
    const study = worklistRow(store, account, study_uid)
    const images = imagesOf(store, study_uid)
    return study === null || images.length === 0 ? [] : [{ study, images }]
  })
}
