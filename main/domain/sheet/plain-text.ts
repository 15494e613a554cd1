/** What an ordinary report must hold before it may be signed (SFR: indication, technique, results, conclusion). */
import type { Avis, Reading } from '../../contract/index.ts'
import { checkTrace, type MarkedImage } from '../marks/index.ts'
import type { SheetFinding } from './examine.ts'

export const emptyText: Reading['text'] = { indication: '', technique: '', resultats: '', conclusion: '' }

export function examineText(text: Reading['text']): SheetFinding[] {
  const missing = (rule: string, value: string, blocking: boolean, fr: string, en: string): SheetFinding[] =>
    value.trim() === '' ? [{ rule, blocking, fr, en }] : []
  return [
    ...missing('T1', text.resultats, true, 'Les résultats sont à décrire.', 'Results are to be described.'),
    ...missing('T2', text.conclusion, true, 'Une conclusion est attendue.', 'A conclusion is required.'),
    ...missing('T3', text.indication, false, 'L’indication n’est pas renseignée.', 'The indication is left out.'),
    ...missing('T4', text.technique, false, 'La technique n’est pas renseignée.', 'The technique is left out.'),
  ]
}

/** Marks of an ordinary report stand on images of its exam. */
export function examineTraces({ traces }: Pick<Avis, 'traces'>, images: readonly MarkedImage[]): SheetFinding[] {
  return traces.every((trace) => checkTrace(trace, images, []) === null) ? [] : [
    { rule: 'T5', blocking: true, fr: 'Un repère n’est pas sur une image de cet examen.', en: 'A mark is not on an image of this exam.' },
  ]
}
