/** Exams for a session: the four full-size views of the real exam, each time under identifiers of another exam and another
 *  woman. Changed in place, each as long as before. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StudyInstanceUID } from '../../../main/contract/index.ts'
import type { OrthancPeer } from '../../peers/index.ts'
import { currentStudy, mammogramFolder } from '../../program/scenario.ts'

/** Pixels of each view, as they were acquired. */
export const fullSize = { columns: 3328, rows: 4096 } as const

export async function sendExam(orthanc: OrthancPeer, exam: number): Promise<StudyInstanceUID> {
  const tail = String(500 + exam)
  const other = (uid: string) => `${uid.slice(0, -3)}${tail}`
  const folder = join(mammogramFolder, 'current')
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name)).toString('latin1')
    // Up to the pixels: what stands in them is nobody's identifier.
    const head = text.slice(0, 16_384).replaceAll(/2\.25\.\d{30,40}/g, other).replaceAll('MGPROTO-0001', `MGPROTO-0${tail}`)
    await orthanc.post('/instances', Buffer.from(head + text.slice(16_384), 'latin1'))
  }
  return other(currentStudy) as StudyInstanceUID
}
