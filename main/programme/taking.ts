/** What a reader who begins, and one who freezes, means for the exam's course; and the exam as it stands for its reader. */
import { ExpectedError, type Account } from '../contract/index.ts'
import type { Dossier, DossierEvent } from '../domain/dossier/index.ts'
import { assignedTo } from './assignment-rows.ts'
import type { CourseReading } from './course.ts'
import { loadDossier } from './event-list.ts'
import { settle } from './move.ts'
import type { ProgrammePorts } from './ports.ts'
import { receiveExam } from './receive-exam.ts'

/** An exam that nobody has begun to read follows the policy of its first second reader. */
export function current(ports: ProgrammePorts, reading: CourseReading, now: number): Dossier {
  const { store } = ports
  const study = reading.studyInstanceUID
  const dossier = loadDossier(store, study, ports.parameters())
  const untouched = assignedTo(store, study).length === 0 && dossier?.own === null && dossier.versions.length === 0 && dossier.drafts.length === 0 && dossier.lectures.every(({ reader }) => reader === null)
  if (dossier === null || (untouched && dossier.policy !== reading.policy)) return received(ports, reading, now)
  return settle(ports, study, dossier, now)
}

export const received = (ports: ProgrammePorts, { studyInstanceUID: study, policy, first }: CourseReading, now: number): Dossier =>
  receiveExam(ports, study, { policy, first: policy === 'INDEPENDANT' ? null : first }, now)

/** Display and images were judged by the reading room just before. An exam that was given to a reader is taken by nobody else. */
export function taking(store: ProgrammePorts['store'], study: string, account: Account): DossierEvent[] {
  const assigned = assignedTo(store, study)
  const post = assigned.find(({ reader }) => reader === account.id)?.post
  if (assigned.length > 0 && post === undefined) throw new ExpectedError('dossier/assigned', { subject: study })
  return [{ type: 'prendre', displayFit: true, ...(post === undefined || post === 'ARBITRE' ? {} : { place: post }) }, { type: 'ouvrir', local: true }]
}

/** The guard against a key pressed twice is the reading session's, which knows since when the exam is fully displayed;
 *  images and rules were judged by the reading room just before. */
export const frozen = (digest: string): DossierEvent => ({ type: 'emettreAvis', digest, displayedMs: Number.MAX_SAFE_INTEGER, allSeen: true, rules: [] })
