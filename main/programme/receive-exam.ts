/** An exam comes into the programme: received, controlled, and in the queue. In the caller's transaction. */
import { receive, type Cause, type Dossier, type Reception } from '../domain/dossier/index.ts'
import { append, loadDossier } from './event-list.ts'
import { move } from './move.ts'
import type { ProgrammePorts } from './ports.ts'

/** `identity`: whether the sheet names the woman of the images; else the exam waits incomplete for the coordinator. */
export function receiveExam(ports: ProgrammePorts, study: string, reception: Reception, now: number, identity = true): Dossier {
  const cause: Cause = { now, by: 'systeme' }
  const dossier = receive(reception, now, loadDossier(ports.store, study, ports.parameters()))
  append(ports.store, study, { type: 'dossierRecu', ...reception }, cause, ports.parameters(), dossier)
  // A signed first sheet has passed the rules: valid, in scope, its views here.
  return move(ports, study, dossier, { type: 'controleOk', sheet: true, inScope: true, identity, images: true, priorsAwaited: false }, cause)
}
