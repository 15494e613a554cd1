/** Whose exam it is, where a first sheet of another console and the images do not agree; and the coordinator's act on it:
 *  both were compared, they are one. The exam then waits for that sheet alone, which was refused and is looked at again;
 *  with it the exam goes its way. */
import { ExpectedError, type Account, type ParsedInput } from '../contract/index.ts'
import type { Dossier, DossierEvent } from '../domain/dossier/index.ts'
import type { ExamCourse } from './course.ts'
import { loadDossier } from './event-list.ts'
import { doubtOf, isSameIdentity, noteDoubt } from './identity-doubts.ts'
import { refuse } from './move.ts'
import type { ProgrammePorts } from './ports.ts'
import { receiveExam } from './receive-exam.ts'

export const inDoubt = ({ own, missing }: Dossier): boolean => own === 'INCOMPLET' && missing.includes('E_IDENTITE')

/** In the transaction of the act. `dossier/changed` where another sheet has come than the one that was compared. */
export function verifiedIdentity({ store }: ProgrammePorts, dossier: Dossier, { id }: Account, { studyInstanceUID: study, reason, notedAt }: ParsedInput<'programme.verifyIdentity'>): DossierEvent[] {
  const doubt = doubtOf(store, study)
  if (!inDoubt(dossier) || doubt === null) return refuse('E_ETAT', study)
  if (reason === '') return refuse('E_JUSTIF', study)
  if (doubt.notedAt !== notedAt) throw new ExpectedError('dossier/changed', { subject: study })
  noteDoubt(store, study, doubt, { by: id, reason })
  return [{ type: 'controleOk', sheet: false, inScope: true, identity: true, images: true, priorsAwaited: false }]
}

export function createIdentityCourse(ports: ProgrammePorts): Pick<ExamCourse, 'receivedIncomplete' | 'identityVerified'> {
  const { store } = ports
  return {
    receivedIncomplete(study, sheet, images) {
      const dossier = loadDossier(store, study, ports.parameters())
      if (dossier !== null && dossier.own !== 'INCOMPLET') return false
      const noted = doubtOf(store, study)
      if (noted !== null && isSameIdentity(noted.sheet, sheet) && isSameIdentity(noted.images, images)) return false
      const now = ports.now()
      noteDoubt(store, study, { sheet, images, notedAt: now.toISOString() })
      receiveExam(ports, study, { policy: ports.policy(), first: null }, now.getTime(), false)
      return true
    },
    identityVerified(study, sheet, images) {
      const noted = doubtOf(store, study)
      return noted !== null && noted.verified && isSameIdentity(noted.sheet, sheet) && isSameIdentity(noted.images, images)
    },
  }
}
