/** Generated mammograms of four views, small, brought in as files are: what a test reads when it looks at no pixel. */
import type { InProcess } from './in-process.ts'
import { mammogram, type ExamStudy } from '../fixtures/mammography/index.ts'

const views = [['R', 'CC'], ['L', 'CC'], ['R', 'MLO'], ['L', 'MLO']] as const

/** Of the account that is unlocked. @returns Study Instance UIDs, in the order given. */
export async function importSmallExams({ must, request }: InProcess, exams: readonly ExamStudy[]): Promise<string[]> {
  const studies: string[] = []
  const { importId } = await must('import.open', {})
  for (const [number, exam] of exams.entries()) {
    for (const [index, [side, view]] of views.entries()) {
      const image = mammogram(exam, index + 1, { side, view, rows: 240, columns: 192, spacing: 0.6 })
      const put = await request('PUT', `/import/${importId}/${number}-${index}.dcm`, image.part10)
      if (!put.bytes.toString().includes('"stored"')) throw new Error(put.bytes.toString())
      if (index === 0) studies.push(String(image.dataset.StudyInstanceUID))
    }
  }
  await must('import.close', { importId })
  return studies
}
