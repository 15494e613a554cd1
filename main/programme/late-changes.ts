/** What changed of an exam that is final already: nothing goes back by itself, the coordinator is told and decides (a
 *  correction, a further round). Kept once per round and kind. */
import { refusals, stateOf, type Dossier, type State } from '../domain/dossier/index.ts'
import type { Store } from '../store/index.ts'
import type { ProgrammePorts } from './ports.ts'

export interface LateChange { readonly what: 'IMAGES' | 'FICHE'; readonly at: string }

/** Redone films are awaited there, and a withdrawn exam is nobody's. */
const expected: readonly State[] = ['ATTENTE_REFAIT', 'COMPLETE', 'ANNULE', 'RECU', 'INCOMPLET']

/** In the transaction of the change. True when it was not known yet. */
export function noteLateChange({ store, audit, now }: Pick<ProgrammePorts, 'store' | 'audit' | 'now'>, study: string, dossier: Dossier, what: LateChange['what']): boolean {
  if (expected.includes(stateOf(dossier))) return false
  const { changes } = store.prepare('INSERT OR IGNORE INTO late_changes (study_uid, round, what, at) VALUES (?, ?, ?, ?)').run(study, dossier.round, what, now().toISOString())
  if (changes === 1) audit.record({ actor: 'programme', event: 'patient-record', outcome: 'failure', object: study, detail: `${what === 'IMAGES' ? 'nouvelleImage' : 'modifL1'} ${refusals.E_FINALISE}` })
  return changes === 1
}

export function lateChanges(store: Store, study: string, { round }: Dossier): LateChange[] {
  return store.prepare<[string, number], LateChange>('SELECT what, at FROM late_changes WHERE study_uid = ? AND round = ? ORDER BY at').all(study, round)
}
