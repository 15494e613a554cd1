/** On a reader's console: what a centre elsewhere gives and takes back. The exam has a course of its own here, so that its
 *  reader holds it, freezes and signs as anywhere; the centre's is the one that counts. In the transaction of the letter. */
import type { AssignedPost } from '../contract/index.ts'
import { stateOf, type Cause, type Dossier, type DossierEvent, type Reception } from '../domain/dossier/index.ts'
import { assignedTo, insertAssignment, isAssignment, newestAssignment, wasGiven, withdrawAssignment } from './assignment-rows.ts'
import type { ExamCourse } from './course.ts'
import { loadDossier } from './event-list.ts'
import { move, refuse, settle } from './move.ts'
import type { ProgrammePorts } from './ports.ts'
import { receiveExam } from './receive-exam.ts'

const takenBack = 'retiré par la coordination'

export function createGiven(ports: ProgrammePorts): Pick<ExamCourse, 'knowsAssignment' | 'wasGiven' | 'isGivenSince' | 'assignedHere' | 'opposedHere' | 'withdrawnHere'> {
  const { store } = ports

  /** A further round begins here with the first exam of it that is given, whatever was known of the earlier one. */
  function inRound(study: string, reception: Reception & { readonly round: number }, now: number): Dossier {
    const known = loadDossier(store, study, ports.parameters())
    return known === null || known.round < reception.round ? receiveExam(ports, study, reception, now) : known
  }

  return {
    knowsAssignment: (id) => isAssignment(store, id),
    wasGiven: (study, reader) => wasGiven(store, study, reader),
    isGivenSince: (study, at) => (newestAssignment(store, study) ?? '') > at,
    assignedHere({ studyInstanceUID: study, policy, first }, { id, reader, post, dueOn, round }, { by, at }) {
      const now = ports.now()
      const dossier = inRound(study, { policy, first, round }, now.getTime())
      if (round < dossier.round) return insertAssignment(store, study, { id, reader, post, round, dueOn }, by, new Date(at), now)
      if (dossier.own !== null && post !== 'ARBITRE') refuse('E_FINALISE', study)
      // What its reader had put aside comes back with the exam.
      const aside = dossier.lectures.find(({ place, state }) => place === post && state === 'DIFFERE')
      if (aside !== undefined) move(ports, study, dossier, { type: 'reprendre', place: aside.place }, { now: now.getTime(), by: { id: by, l2: false, coordinator: true } })
      // One that was given earlier and comes later changes nothing: it is kept as withdrawn.
      const newer = newestAssignment(store, study)
      const stale = newer !== null && newer > at
      if (!stale) for (const one of assignedTo(store, study).filter((other) => conflicts(other, post, reader))) withdrawAssignment(store, one.id, now)
      insertAssignment(store, study, { id, reader, post, round: dossier.round, dueOn }, by, new Date(at), stale ? now : null)
    },
    opposedHere(study, policy, round, readings) {
      const now = ports.now().getTime()
      const begun = inRound(study, { policy, first: null, round }, now)
      readings.reduce((dossier, { place, reader, digest }) => {
        if (dossier.own !== null || dossier.lectures.some((one) => one.place === place && one.state === 'DEFINITIF')) return dossier
        const events: DossierEvent[] = [
          { type: 'prendre', displayFit: true, place }, { type: 'ouvrir', local: true }, { type: 'emettreAvis', digest, displayedMs: Number.MAX_SAFE_INTEGER, allSeen: true, rules: [] },
          { type: 'confirmer', negativeWithoutWorkup: false }, { type: 'finaliser', digest, rules: [], issue: null },
        ]
        return events.reduce((moved, event) => move(ports, study, moved, event, { now, by: { id: reader, l2: true, coordinator: false } }), dossier)
      }, settle(ports, study, begun, now))
    },
    withdrawnHere(study, id, reader, by) {
      const now = ports.now()
      const standing = assignedTo(store, study).find((one) => one.id === id)
      if (standing === undefined) return
      withdrawAssignment(store, id, now)
      const dossier = loadDossier(store, study, ports.parameters())
      if (dossier === null) return
      const cause: Cause = { now: now.getTime(), by: { id: by, l2: false, coordinator: true } }
      const settled = settle(ports, study, dossier, cause.now)
      const held = settled.own === null ? settled.lectures.find((lecture) => lecture.reader === reader && lecture.state !== 'DEFINITIF') : undefined
      // What was typed is kept; a reader who had concluded does not read the exam again.
      if (held !== undefined && stateOf(settled) !== 'DEFINITIF') move(ports, study, settled, { type: 'liberer', place: held.place, reason: takenBack }, cause)
    },
  }
}

const conflicts = (other: { readonly post: AssignedPost; readonly reader: string }, post: AssignedPost, reader: string): boolean => other.post === post || other.reader === reader
