/** An exam as one account may know it: what the visibility table denies is absent. A coordinator sees where the exam
 *  stands; a reader the own reading, and the exam once it is final; nobody here sees who else reads. */
import { dossierView, type Account, type DossierView } from '../contract/index.ts'
import type { LateChange } from './late-changes.ts'
import { courses, lectureOf, reminderDueAt, retakeLimitAt, seerOf, sees, stateOf, type Dossier, type DossierParameters, type Lecture } from '../domain/dossier/index.ts'

export function presentDossier(study: string, dossier: Dossier, account: Pick<Account, 'id' | 'roles'>, parameters: DossierParameters, late: readonly LateChange[]): DossierView {
  const viewer = { id: account.id, coordinator: account.roles.includes('COORDINATOR') }
  // Who may still become one of two independent readers learns nothing of the other, whatever the other roles.
  const mayRead = dossier.policy === 'INDEPENDANT' && dossier.issue === null && account.roles.some((role) => role === 'L1' || role === 'L2')
  const desk = seerOf(dossier, viewer) === 'COORDINATEUR' && !mayRead
  const decides = dossier.arbiter?.reader === account.id ? { state: 'ARBITRAGE' as const, leaseUntil: dossier.arbiter.leaseUntil } : null
  const mine = lectureOf(dossier, account.id) ?? decides
  // Independent readings stay apart to the end; else an exam that is final is so for all who may look at it.
  const known = desk || (dossier.issue !== null && courses[dossier.policy].reveals)
  const shown = dossier.versions.filter(({ reader }) => desk || reader === account.id || (known && sees(dossier, viewer, 'AVIS_L2', reader)))
  const reminder = desk ? reminderDueAt(parameters, dossier) : null
  const limit = desk ? retakeLimitAt(parameters, dossier) : null
  return dossierView.parse({
    studyInstanceUID: study, policy: dossier.policy, round: dossier.round,
    state: known ? stateOf(dossier) : mine?.state ?? null,
    mine: mine === null ? null : { state: mine.state, leaseUntil: instant(mine.leaseUntil) },
    consulted: dossier.lectures.some(({ consensus }) => consensus?.invited === account.id),
    reason: desk ? reasonOf(dossier) : '',
    issue: known ? dossier.issue : null,
    versions: shown.map(({ round, version, at, coordinator }) => ({ round, version, at: instant(at), corrected: coordinator !== null })),
    lateChanges: desk ? late : [],
    reminderDueAt: instant(reminder), limitAt: instant(limit),
  })
}

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

function reasonOf({ own, reason, lectures }: Dossier): string {
  return own === null ? lectures.map((lecture: Lecture) => lecture.reason).find((one) => one !== '') ?? '' : reason
}
