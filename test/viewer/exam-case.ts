/** Generated exams as cases of the harness: written to its scratch folder, served from there. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ImageDescriptor } from '../../main/contract/index.ts'
import { mammographyExam, type ExamName } from '../fixtures/index.ts'
import type { Session } from './session.ts'

/** The case goes by the name of the exam. Answers which name each SOP Instance UID has. */
export async function addExam(session: Session, name: ExamName, options: { prior?: ExamName; as?: string; over?: Partial<ImageDescriptor> } = {}): Promise<Map<string, string>> {
  const files = (exam: ExamName): string[] => {
    const folder = join(session.scratch, 'exams', exam)
    mkdirSync(folder, { recursive: true })
    return mammographyExam(exam).images.map((image) => {
      const file = join(folder, `${image.name}.dcm`)
      writeFileSync(file, image.part10)
      return file
    })
  }
  await session.server.add(options.as ?? name, { current: files(name), priors: options.prior === undefined ? [] : [files(options.prior)], ...options.over === undefined ? {} : { over: options.over } })
  const exams = options.prior === undefined ? [name] : [name, options.prior]
  return new Map(exams.flatMap((exam) => mammographyExam(exam).images.map((image) => [image.sopInstanceUID, exam === name ? image.name : `prior ${image.name}`] as const)))
}
