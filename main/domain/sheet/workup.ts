/** Exams of a workup (IV.B): what each kind of finding asks for at least, and what is usually proposed for it. */
import type { Avis, Cote, ExamenBdi, ExamenPropose, TypeAnomalie } from '../../contract/index.ts'
import { anomaliesOf } from './decision.ts'
import { ficheOf } from './route.ts'

const hasCalcifications = (type: TypeAnomalie) => type === 'CALCIFICATIONS' || type === 'MASSE_AVEC_CALCIFICATIONS'
const isMoreThanCalcifications = (type: TypeAnomalie) => type !== 'CALCIFICATIONS'

/** Whether the workup of a breast called ACR 3, 4 or 5 lacks an exam that its findings ask for (R5). */
export function lacksWorkupExam(avis: Avis, cote: Cote): boolean {
  const acr = avis.acr[cote] ?? 0
  const done = ficheOf(avis).bdi.examens
  const has = (...exams: ExamenBdi[]) => exams.every((exam) => done.includes(exam))
  const types = anomaliesOf(avis, cote).map(({ type }) => type)
  if (acr === 5) return !has('PROFIL') && !has('AGRANDI_PROFIL')
  if (acr < 3) return false
  return (types.some(hasCalcifications) && !has('AGRANDI_FACE', 'AGRANDI_PROFIL')) || (types.some(isMoreThanCalcifications) && !has('ECHOGRAPHIE'))
}

/** What a reader usually proposes for the findings described, in the order of the sheet. */
export function usualExams(avis: Avis): ExamenPropose[] {
  const types = avis.anomalies.map(({ type }) => type)
  return [
    ...(types.length > 0 ? ['PROFIL' as const] : []),
    ...(types.some(hasCalcifications) ? ['AGRANDISSEMENT' as const] : []),
    ...(types.some((type) => type === 'DISTORSION' || type === 'ASYMETRIE_FOCALE') ? ['COMPRESSION' as const] : []),
    ...(types.some(isMoreThanCalcifications) ? ['ECHOGRAPHIE' as const] : []),
  ]
}
