/** How exams are shared out: each to the entitled reader who has the fewest, the oldest first. Who may not read an exam is
 *  known to main alone: what it left aside is shared among the readers who were not tried yet. Pure. */
import type { ExamRow, Input, Output } from '../../main/contract/index.ts'

type Reader = Output<'programme.assignments'>['readers'][number]
export type Batch = Pick<Input<'programme.assign'>, 'readers' | 'as'> & { readonly exams: readonly ExamRow[] }

/** How many readers an exam takes, and as what. */
const postOf = (exam: ExamRow): { as: Input<'programme.assign'>['as']; places: number } =>
  exam.standing === 'ARBITRAGE' ? { as: 'ARBITER', places: 1 } : exam.independent ? { as: 'INDEPENDENT', places: 2 } : { as: 'SECOND', places: 1 }

/** @param load exams that each reader has already
 *  @param tried readers whom main refused for an exam, by study
 *  @returns one batch per reader or pair, and the exams for which nobody is left */
export function distribute(exams: readonly ExamRow[], readers: readonly Reader[], load: ReadonlyMap<string, number>, tried: ReadonlyMap<string, ReadonlySet<string>>): { batches: Batch[]; without: ExamRow[] } {
  const has = new Map(readers.map(({ accountId }) => [accountId, load.get(accountId) ?? 0]))
  const batches = new Map<string, { readers: Reader['accountId'][]; as: Batch['as']; exams: ExamRow[] }>()
  const without: ExamRow[] = []
  for (const exam of exams) {
    const { as, places } = postOf(exam)
    const chosen = readers.map(({ accountId }) => accountId).filter((id) => tried.get(exam.studyInstanceUID)?.has(id) !== true)
      .toSorted((one, other) => (has.get(one) ?? 0) - (has.get(other) ?? 0)).slice(0, places)
    if (chosen.length < places) {
      without.push(exam)
      continue
    }
    for (const id of chosen) has.set(id, (has.get(id) ?? 0) + 1)
    const key = `${as} ${chosen.toSorted().join(' ')}`
    const batch = batches.get(key) ?? { readers: chosen, as, exams: [] }
    batch.exams.push(exam)
    batches.set(key, batch)
  }
  return { batches: [...batches.values()], without }
}
