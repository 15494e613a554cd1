/** Whether it must be said whose the images of a study are. */
import { isAnonymous } from '../../domain/identity/index.ts'
import type { Store } from '../../store/index.ts'
import { identityOf, relatedTo, standingOf, type PatientRow } from '../prior.ts'
import { columnsOf, standingDecision, type PatientColumns } from './decisions.ts'

/** Whether somebody must say whose the images are: they came by hand, nobody said so yet, and they name nobody or a patient who is
 *  another one or perhaps one of ours. */
export function asksForPatient(store: Store, study: string): boolean {
  const columns = columnsOf(store, study)
  if (columns === null || columns.in_pacs === 1 || columns.demo === 1 || standingDecision(store, study) !== null) return false
  const identity = identityOf(asRow(study, columns))
  if (isAnonymous(identity)) return true
  // What was here first is not asked about again because of what came after it.
  const place = placeOf(store, study)
  const earlier = relatedTo(store, identity, study).filter(({ row }) => placeOf(store, row.study_uid) < place)
  return ['similar', 'conflict'].includes(standingOf(earlier).standing)
}

export const asRow = (study: string, columns: PatientColumns): PatientRow => ({ ...columns, study_uid: study, ins_kind: columns.ins_kind as PatientRow['ins_kind'], study_date: null, modalities: '', locality: 'local' })

/** In the order in which studies became known here. */
const placeOf = (store: Store, study: string): number => store.prepare<[string], { place: number }>('SELECT rowid AS place FROM studies WHERE study_uid = ?').get(study)?.place ?? 0
