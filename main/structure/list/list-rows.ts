/** Rows of the table structure_list: append only, the last entry of a number holds. An entry waits for its images where they
 *  are not here yet; whether it is of the same woman is asked whenever it is read. */
import type { Store } from '../../store/index.ts'
import { listEntry, type ListEntry } from './list-entry.ts'

interface Row { readonly dossier: string; readonly entry: string }

export function keptEntries(store: Store): ReadonlyMap<string, ListEntry> {
  return new Map(store.prepare<[], Row>('SELECT dossier, entry FROM structure_list ORDER BY seq').all().map(({ dossier, entry }) => [dossier, listEntry.parse(JSON.parse(entry))]))
}

/** In the caller's transaction. */
export function keepEntry(store: Store, entry: ListEntry, by: string, at: string): void {
  store.prepare('INSERT INTO structure_list (dossier, entry, entered_by, entered_at) VALUES (?, ?, ?, ?)').run(entry.dossier, JSON.stringify(entry), by, at)
}

/** Studies by the number of their exam: on the first reader's sheet, else the accession number of the images. */
export function studiesByNumber(store: Store): ReadonlyMap<string, string> {
  const accession = store.prepare<[], { number: string; study_uid: string }>(`SELECT accession_number AS number, study_uid FROM studies WHERE accession_number <> '' AND instr('\\' || modalities || '\\', '\\MG\\') > 0`).all()
  const sheets = store.prepare<[], { number: string | null; study_uid: string }>(`SELECT context ->> '$.identification.numeroDossier' AS number, study_uid FROM sheet_contexts`).all()
  return new Map([...accession, ...sheets].filter(({ number }) => number !== null && number !== '').map(({ number, study_uid }) => [number ?? '', study_uid]))
}

/** Of each study, what the structure's file says. */
export function entriesByStudy(store: Store): ReadonlyMap<string, ListEntry> {
  const entries = keptEntries(store)
  if (entries.size === 0) return new Map()
  return new Map([...studiesByNumber(store)].flatMap(([number, study]) => {
    const entry = entries.get(number)
    return entry === undefined ? [] : [[study, entry] as const]
  }))
}
