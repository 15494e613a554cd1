/** Consensus of second readers: whom one may ask, and the exams on which one is asked. */
import type { Account, Consultation, Output } from '../contract/index.ts'
import { eventsOf, loadDossier } from './event-list.ts'
import type { ProgrammePorts } from './ports.ts'

export async function colleagues(ports: ProgrammePorts, account: Account): Promise<Output<'programme.colleagues'>> {
  const readers = (await ports.readers()).filter(({ accountId, here, roles }) => here && accountId !== account.id && roles.includes('L2'))
  return { readers: readers.map(({ accountId, displayName }) => ({ accountId, displayName })).toSorted((a, b) => a.displayName.localeCompare(b.displayName, 'fr')) }
}

export function consultations(ports: ProgrammePorts, account: Account): Output<'programme.consultations'> {
  const waiting = ports.store.prepare<[], { study_uid: string }>(`SELECT study_uid FROM dossier_standings WHERE state IN ('CONSENSUS_DEMANDE', 'CONSENSUS_EN_COURS')`).all()
  const found = waiting.flatMap(({ study_uid }) => consultationOn(ports, account, study_uid) ?? [])
  return { consultations: found.toSorted((a, b) => a.askedAt.localeCompare(b.askedAt)) }
}

function consultationOn(ports: ProgrammePorts, account: Account, study: string): Consultation | null {
  const lecture = loadDossier(ports.store, study, ports.parameters())?.lectures.find(({ consensus }) => consensus?.invited === account.id)
  const request = eventsOf(ports.store, study).findLast(({ event }) => event.type === 'demanderConsensus')
  const row = ports.row(account.id, study)
  // The exam may have left this console meanwhile.
  if (lecture === undefined || request === undefined || row === null) return null
  const joined = lecture.state === 'CONSENSUS_EN_COURS'
  return { study: row, askedAt: new Date(request.cause.now).toISOString(), joined, reason: joined && request.event.type === 'demanderConsensus' ? request.event.reason : '' }
}
