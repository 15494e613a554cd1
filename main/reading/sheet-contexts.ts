/** Rows of the table sheet_contexts: what of the first reader's sheet the second sees while blind. Written in the
 *  transaction of the first signature, read where the policy shares it. */
import { contexteL1, type Avis, type ContexteL1 } from '../contract/index.ts'
import { visibility } from '../domain/second-reading/index.ts'
import { contexteOf, ficheOf } from '../domain/sheet/index.ts'
import type { Store } from '../store/index.ts'
import type { ReadingRow } from './reading-rows.ts'

/** In the caller's transaction. Only a first reading has a sheet of which something is shared. */
export function keepContext(store: Store, row: Pick<ReadingRow, 'id' | 'kind' | 'study_instance_uid'>, avis: Avis): void {
  if (row.kind !== 'FIRST') return
  const fiche = ficheOf(avis)
  store.prepare('INSERT OR REPLACE INTO sheet_contexts (reading_id, study_uid, context, has_workup) VALUES (?, ?, ?, ?)')
    .run(row.id, row.study_instance_uid, JSON.stringify(contexteOf(fiche)), fiche.bdi.realise === 'NON' ? 0 : 1)
}

/** In the caller's transaction: of a first reading on another console. */
export function keepForeignContext(store: Store, { readingId, study }: { readingId: string; study: string }, { sheet, hasWorkup }: { sheet: ContexteL1; hasWorkup: boolean }): void {
  store.prepare('INSERT OR REPLACE INTO sheet_contexts (reading_id, study_uid, context, has_workup) VALUES (?, ?, ?, ?)').run(readingId, study, JSON.stringify(sheet), hasWorkup ? 1 : 0)
}

/** Of a first reading, for the console of whom the exam is given to. */
export function contextOf(store: Store, readingId: string): { sheet: ContexteL1; hasWorkup: boolean } | null {
  const kept = store.prepare<[string], { context: string; has_workup: 0 | 1 }>('SELECT context, has_workup FROM sheet_contexts WHERE reading_id = ?').get(readingId)
  return kept === undefined ? null : { sheet: contexteL1.parse(JSON.parse(kept.context)), hasWorkup: kept.has_workup === 1 }
}

/** Whether the first reader did without an immediate workup; false where nothing is known of it. A negative that comes
 *  after a workup, or instead of a refused one, is confronted before it is signed (V.A). */
export function hadNoWorkup(store: Store, studyInstanceUID: string): boolean {
  return store.prepare<[string], { has_workup: 0 | 1 }>('SELECT has_workup FROM sheet_contexts WHERE study_uid = ?').get(studyInstanceUID)?.has_workup === 0
}

/** Null where there is none, or where the policy keeps the two readings apart. */
export function contextFor(store: Store, row: Pick<ReadingRow, 'kind' | 'policy' | 'phase' | 'study_instance_uid'>): ContexteL1 | null {
  if (row.kind !== 'SECOND' || !visibility(row.policy, row.phase, 'SECOND').has('FIRST_CONTEXT')) return null
  const kept = store.prepare<[string], { context: string }>('SELECT context FROM sheet_contexts WHERE study_uid = ?').get(row.study_instance_uid)
  return kept === undefined ? null : contexteL1.parse(JSON.parse(kept.context))
}
