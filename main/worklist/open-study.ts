/** A study as the viewer gets it: its image descriptors and those of its local priors, newest prior first, without the
 *  images that the site rejected. Priors are joined by `prior.ts`; doubtful ones are listed apart. */
import type { AccountId, DoubtfulPrior, OpenedStudy, Output } from '../contract/index.ts'
import { ExpectedError } from '../contract/index.ts'
import type { Store } from '../store/index.ts'
import { shownAndRejected } from './images.ts'
import { noOrder, type OrderedIdentityOf } from './present-row.ts'
import { patientRow, identityOf, priorsAmong, relatedTo, type RelatedStudy } from './prior.ts'
import { worklistRow } from './query.ts'
import { remarksOf } from './study-remarks.ts'

/** At most so many priors are hung; the oldest are left out. */
const maximumPriors = 3
const maximumDoubtful = 20

export function openStudy(store: Store, account: AccountId, studyInstanceUID: string, ordered: OrderedIdentityOf = noOrder): Output<'study.open'> {
  const study = worklistRow(store, account, studyInstanceUID, ordered)
  if (study === null) throw new ExpectedError('request/not-found', { subject: studyInstanceUID })
  const { images, rejected } = shownAndRejected(store, studyInstanceUID)
  // Half an exam would show views as missing that are still on their way.
  if (study.locality === 'remote' || study.locality === 'retrieving') throw new ExpectedError('study/not-local', { subject: studyInstanceUID })
  if (images.length === 0) throw new ExpectedError(rejected.length > 0 ? 'study/all-rejected' : 'study/no-images', { subject: studyInstanceUID })
  const doubtfulPriors = doubtfulOf(store, account, studyInstanceUID)
  return { current: { study, images, rejected, remarks: remarksOf(store, studyInstanceUID) }, priors: priorsOf(store, account, studyInstanceUID), ...doubtfulPriors.length === 0 ? {} : { doubtfulPriors } }
}

/** Identifiers of the local priors, newest first. */
export function priorsHere(store: Store, studyInstanceUID: string): string[] {
  return ranked(store, studyInstanceUID).priors.filter(({ row }) => row.locality === 'local' || row.locality === 'partial').slice(0, maximumPriors).map(({ row }) => row.study_uid)
}

function ranked(store: Store, studyInstanceUID: string): { priors: RelatedStudy[]; doubtful: RelatedStudy[] } {
  const row = patientRow(store, studyInstanceUID)
  return row === null ? { priors: [], doubtful: [] } : priorsAmong(relatedTo(store, identityOf(row), studyInstanceUID), row)
}

function priorsOf(store: Store, account: AccountId, studyInstanceUID: string): OpenedStudy[] {
  return priorsHere(store, studyInstanceUID).flatMap((prior) => {
    const study = worklistRow(store, account, prior)
    const { images, rejected } = shownAndRejected(store, prior)
    return study === null || images.length === 0 ? [] : [{ study, images, rejected, remarks: remarksOf(store, prior) }]
  })
}

function doubtfulOf(store: Store, account: AccountId, studyInstanceUID: string): DoubtfulPrior[] {
  return ranked(store, studyInstanceUID).doubtful.slice(0, maximumDoubtful).flatMap(({ row, reasons }) => {
    const study = worklistRow(store, account, row.study_uid)
    return study === null ? [] : [{ study, reasons: [...reasons] }]
  })
}
