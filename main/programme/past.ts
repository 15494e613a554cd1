/** What happened before the course of exams was kept, or before the desk moved it: written down with the instants of then
 *  and not judged again, like every event of the past. */
import { receive, replay, type Cause, type Dossier, type DossierEvent, type Issue } from '../domain/dossier/index.ts'
import type { PolicyName } from '../domain/second-reading/index.ts'
import { append } from './event-list.ts'
import type { ProgrammePorts } from './ports.ts'

/** A second reading that was signed without a course. Instants in milliseconds of the epoch. */
export interface PastReading {
  readonly policy: Exclude<PolicyName, 'INDEPENDANT'>
  readonly first: string
  readonly receivedAt: number
  readonly reader: string
  readonly frozenDigest: string | null
  readonly signedDigest: string
  readonly revealed: boolean
  readonly signedAt: number
  readonly issue: Issue
}

export function recordPast(ports: ProgrammePorts, study: string, dossier: Dossier, event: DossierEvent, cause: Cause): Dossier {
  const next = replay(dossier, event, cause, ports.parameters())
  append(ports.store, study, event, cause, ports.parameters(), next)
  return next
}

export function pastEvents(ports: ProgrammePorts, study: string, past: PastReading): void {
  const reception = { policy: past.policy, first: past.first }
  const dossier = receive(reception, past.receivedAt)
  const arrived: Cause = { now: past.receivedAt, by: 'systeme' }
  append(ports.store, study, { type: 'dossierRecu', ...reception }, arrived, ports.parameters(), dossier)
  const queued = recordPast(ports, study, dossier, { type: 'controleOk', sheet: true, inScope: true, identity: true, images: true, priorsAwaited: false }, arrived)
  const read: Cause = { now: past.signedAt, by: { id: past.reader, l2: true, coordinator: false } }
  const events: DossierEvent[] = [
    { type: 'prendre', displayFit: true }, { type: 'ouvrir', local: true },
    { type: 'emettreAvis', digest: past.frozenDigest ?? past.signedDigest, displayedMs: Number.MAX_SAFE_INTEGER, allSeen: true, rules: [] },
    ...(past.revealed ? [{ type: 'reveler' } as const] : []),
    { type: 'confirmer', negativeWithoutWorkup: !past.revealed && past.issue === 'CONCORDANT_NEG' },
    { type: 'finaliser', digest: past.signedDigest, rules: [], issue: past.issue },
  ]
  events.reduce((moved, event) => recordPast(ports, study, moved, event, read), queued)
}
