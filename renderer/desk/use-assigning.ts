/** Sharing out and taking back: one call per reader, refused exams tried with the next reader, and what is left said with its
 *  reason in the language of the window. */
import { useState } from 'react'
import type { ExamRow, Output } from '../../main/contract/index.ts'
import { useApi, useRefresh } from '../api/index.ts'
import { distribute } from './distribute.ts'

type Reader = Output<'programme.assignments'>['readers'][number]
type LeftAside = Output<'programme.assign'>['leftAside'][number]
export interface Assigned { readonly done: number; readonly left: readonly (Pick<LeftAside, 'fr' | 'en'> & { readonly exam: ExamRow | undefined })[] }

/** Another reader may still be given what one may not read. */
const ofReader: readonly LeftAside['code'][] = ['reading/same-reader', 'dossier/already-read', 'dossier/not-entitled', 'dossier/arbiter-has-read', 'dossier/two-readers']

export function useAssigning() {
  const { call } = useApi()
  const refresh = useRefresh()
  const [busy, setBusy] = useState(false)

  async function share(exams: readonly ExamRow[], readers: readonly Reader[], load: ReadonlyMap<string, number>, dueOn: string | null): Promise<Assigned> {
    const tried = new Map<string, Set<string>>()
    const left = new Map<string, Assigned['left'][number]>()
    let done = 0
    for (let waiting = exams; waiting.length > 0;) {
      const again: ExamRow[] = []
      for (const batch of distribute(waiting, readers, load, tried).batches) {
        const answer = await call('programme.assign', { studyInstanceUIDs: batch.exams.map(({ studyInstanceUID }) => studyInstanceUID), readers: batch.readers, as: batch.as, dueOn })
        done += answer.assigned.length
        for (const { studyInstanceUID, code, fr, en } of answer.leftAside) {
          const exam = batch.exams.find((one) => one.studyInstanceUID === studyInstanceUID)
          left.set(studyInstanceUID, { exam, fr, en })
          if (exam === undefined || !ofReader.includes(code)) continue
          tried.set(studyInstanceUID, new Set([...(tried.get(studyInstanceUID) ?? []), ...batch.readers]))
          again.push(exam)
        }
        for (const study of answer.assigned) left.delete(study)
      }
      waiting = again
    }
    return { done, left: [...left.values()] }
  }

  async function takeBack(exams: readonly ExamRow[], reason: string): Promise<Assigned> {
    const { withdrawn, leftAside } = await call('programme.unassign', { studyInstanceUIDs: exams.map(({ studyInstanceUID }) => studyInstanceUID), reason })
    return { done: withdrawn.length, left: leftAside.map(({ studyInstanceUID, fr, en }) => ({ fr, en, exam: exams.find((one) => one.studyInstanceUID === studyInstanceUID) })) }
  }

  async function busily(work: () => Promise<Assigned>): Promise<Assigned> {
    setBusy(true)
    try {
      return await work()
    } finally {
      setBusy(false)
      refresh('programme.assignments', 'structure.exams')
    }
  }
  return { busy, share: (...given: Parameters<typeof share>) => busily(() => share(...given)), takeBack: (...given: Parameters<typeof takeBack>) => busily(() => takeBack(...given)) }
}
