/** Is the woman of the structure's file the woman of the images? Compared is what both say: family and given name without
 *  accents, case and hyphens, the day of birth, the day of the exam. What the images do not say cannot differ. Pure. */
import { folded, type ListEntry } from './list-entry.ts'

export interface ImagesIdentity { readonly patient_name: string; readonly patient_birth_date: string | null; readonly study_date: string | null }

export type Difference = 'NAME' | 'BIRTH' | 'EXAM'

export function differences(entry: ListEntry, { patient_name, patient_birth_date, study_date }: ImagesIdentity): Difference[] {
  const [family = '', given = ''] = (patient_name.split('=')[0] ?? '').split('^').map(folded)
  // A used name beside the birth name, or one of several given names, is the same woman's.
  const sameName = family === '' || within(folded(entry.nom), family)
  const sameGiven = given === '' || entry.prenoms === '' || within(folded(entry.prenoms), given)
  return [
    ...(sameName && sameGiven ? [] : ['NAME' as const]),
    ...(patient_birth_date === null || patient_birth_date === entry.naissance ? [] : ['BIRTH' as const]),
    ...(study_date === null || study_date === entry.examen ? [] : ['EXAM' as const]),
  ]
}

function within(one: string, other: string): boolean {
  const [few, many] = [one.split(' '), other.split(' ')].toSorted((a, b) => a.length - b.length)
  return few !== undefined && many !== undefined && few.every((word) => many.includes(word))
}
