/** A study as the viewer gets it: its image descriptors and those of its local priors, newest prior first, without the
 *  images that the site rejected. A prior is an earlier study of the same patient (see `prior.ts`) with the same modalities. */
import type { AccountId, OpenedStudy, Output } from '../contract/index.ts'
import { ExpectedError } from '../contract/index.ts'
import type { Store } from '../store/index.ts'
import { shownAndRejected } from './images.ts'
import { isPriorOf } from './prior.ts'
import { worklistRow } from './query.ts'
import { remarksOf } from './study-remarks.ts'

/** At most so many priors are hung; the oldest are left out. */
const maximumPriors = 3

export function openStudy(store: Store, account: AccountId, studyInstanceUID: string): Output<'study.open'> {
  const study = worklistRow(store, account, studyInstanceUID)
  if (study === null) throw new ExpectedError('request/not-found', { subject: studyInstanceUID })
  const { images, rejected } = shownAndRejected(store, studyInstanceUID)
  // Half an exam would show views as missing that are still on their way.
  if (study.locality === 'remote' || study.locality === 'retrieving') throw new ExpectedError('study/not-local', { subject: studyInstanceUID })
  if (images.length === 0) throw new ExpectedError(rejected.length > 0 ? 'study/all-rejected' : 'study/no-images', { subject: studyInstanceUID })
  return { current: { study, images, rejected, remarks: remarksOf(store, studyInstanceUID) }, priors: priorsOf(store, account, studyInstanceUID) }
}

/** Identifiers of the local priors, newest first. */
export function priorsHere(store: Store, studyInstanceUID: string): string[] {
  return store
    .prepare<[string, number], { study_uid: string }>(
      `SELECT p.study_uid FROM studies s JOIN studies p ON ${isPriorOf}
       WHERE s.study_uid = ? AND p.locality IN ('local', 'partial') ORDER BY p.study_date DESC LIMIT ?`,
    )
    .all(studyInstanceUID, maximumPriors)
    .map(({ study_uid }) => study_uid)
}

function priorsOf(store: Store, account: AccountId, studyInstanceUID: string): OpenedStudy[] {
  return priorsHere(store, studyInstanceUID).flatMap((prior) => {
    const study = worklistRow(store, account, prior)
    const { images, rejected } = shownAndRejected(store, prior)
    return study === null || images.length === 0 ? [] : [{ study, images, rejected, remarks: remarksOf(store, prior) }]
  })
}
