/** At the centre: what readers of other consoles did moves the exam, at the time of their acts. Whoever is not known to have
 *  begun has begun by what he did. In the transaction of the letter. */
import type { Account } from '../contract/index.ts'
import { lectureOf, type Dossier, type DossierEvent } from '../domain/dossier/index.ts'
import { assignedTo, withdrawAssignment } from './assignment-rows.ts'
import type { ExamCourse } from './course.ts'
import { loadDossier } from './event-list.ts'
import { noteLateChange } from './late-changes.ts'
import { actorOf, move, refuse, settle } from './move.ts'
import type { ProgrammePorts } from './ports.ts'
import { priorsCame } from './priors-elsewhere.ts'
import { current, frozen, taking } from './taking.ts'

export function createFromElsewhere(ports: ProgrammePorts): Pick<ExamCourse, 'frozenElsewhere' | 'resumedElsewhere' | 'putAsideElsewhere' | 'priorsAskedElsewhere' | 'priorsCame' | 'changedTooLate'> {
  const { store } = ports

  /** The reader acts; takes the exam first where it is not his already. */
  function act(study: string, waiting: Dossier, account: Account, events: readonly DossierEvent[], at: number, known?: number): void {
    // Whoever goes on has what he waited for.
    const dossier = priorsCame(ports, study, waiting, account.id, 'RECUES', at)
    const all = [...(lectureOf(dossier, account.id) === null ? taking(store, study, account) : []), ...events]
    all.reduce((moved, event) => move(ports, study, moved, event, { now: at, by: actorOf(account) }, known), dossier)
  }
  const settled = (study: string): Dossier => settle(ports, study, loadDossier(store, study, ports.parameters()) ?? refuse('E_NON_TITULAIRE', study), ports.now().getTime())

  return {
    frozenElsewhere(reading, account, digest, at) {
      act(reading.studyInstanceUID, current(ports, reading, ports.now().getTime()), account, [frozen(digest)], at)
    },
    resumedElsewhere(study, account, digest, at) {
      const dossier = settled(study)
      if (dossier.own === null && lectureOf(dossier, account.id) === null) act(study, dossier, account, [frozen(digest)], at)
    },
    putAsideElsewhere(study, account, reason, at) {
      act(study, settled(study), account, [{ type: 'differer', reason }], at)
      for (const { id } of assignedTo(store, study).filter(({ reader }) => reader === account.id)) withdrawAssignment(store, id, ports.now())
    },
    priorsAskedElsewhere(study, account, reason, at) {
      act(study, settled(study), account, [{ type: 'demanderAnteriorites', reason }], at, ports.priorsHere(study))
    },
    priorsCame(study, reader, answer) {
      const dossier = loadDossier(store, study, ports.parameters())
      if (dossier !== null) priorsCame(ports, study, dossier, reader, answer, ports.now().getTime())
    },
    changedTooLate(study, what) {
      const dossier = loadDossier(store, study, ports.parameters())
      if (dossier !== null) noteLateChange(ports, study, dossier, what)
    },
  }
}
