/** What becomes due by itself: looked at once a minute, each exam in a transaction of its own. */
import { loadDossier } from './event-list.ts'
import { settle } from './move.ts'
import type { ProgrammePorts } from './ports.ts'

export function sweep(ports: ProgrammePorts): void {
  const { store } = ports
  const now = ports.now().getTime()
  // Priors may come at any time: whoever waits for them is looked at each time.
  const due = store.prepare<[number], { study_uid: string; state: string }>(`SELECT study_uid, state FROM dossier_standings WHERE look_at <= ? OR state = 'ATTENTE_ANTERIORITES'`).all(now)
  const moved = due.filter(({ study_uid: study }) => store.transaction(() => {
    const dossier = loadDossier(store, study, ports.parameters())
    return dossier !== null && settle(ports, study, dossier, now) !== dossier
  }))
  if (moved.length > 0) ports.emit({ type: 'worklist.changed' })
}
