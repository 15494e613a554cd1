/** What consoles write to each other over an exam, as objects of the size that sealed letters have: the first opinion to
 *  the structure's console, the exam given to its second reader, the second opinion back, and a release where the two do not
 *  end it. Whoever is written to looks through the mailbox of yesterday, today and tomorrow, as `exchange` does. */
import { randomBytes } from 'node:crypto'
import { buildLetter, mailboxOf } from '../../../main/dicom/index.ts'
import type { PacsClient } from '../../../main/pacs/index.ts'
import { fixtureUid } from '../../fixtures/image-object.ts'
import type { Exam, StoredObject } from './exams.ts'
import { region } from './region.ts'

/** Where the letters of a part of the exam's course go. */
export interface Letter extends StoredObject { readonly mailbox: string }
type Step = 'FIRST_OPINION' | 'GIVEN' | 'SECOND_OPINION' | 'RELEASE'

const today = '2026-03-12'
const days = ['2026-03-11', today, '2026-03-13'] as const
/** Padded to 16 KiB, then sealed twice over in base 64. */
const bodyBytes = 30_000

const boxNumber = (index: number): string => `b0000000-0000-4000-8000-${String(index).padStart(12, '0')}`
export const structureBox = (exam: Exam): string => boxNumber(exam.number % region.structures)
export const readerBox = (console: number): string => boxNumber(100 + console)
export const allBoxes = (): string[] => [...Array.from({ length: region.structures }, (_, index) => boxNumber(index)), ...Array.from({ length: region.consoles }, (_, index) => readerBox(index))]

export function letterOf(exam: Exam, step: Step, reader: number): Letter {
  const toStructure = step === 'FIRST_OPINION' || step === 'SECOND_OPINION'
  const mailbox = toStructure ? structureBox(exam) : readerBox(reader)
  const sopInstanceUID = fixtureUid(`${exam.study} letter ${step}`)
  const part10 = buildLetter({
    sopInstanceUID, recipient: mailbox, sender: toStructure ? readerBox(reader) : structureBox(exam), studyInstanceUID: exam.study, sentAt: `${today}T09:00:00.000Z`,
    body: Buffer.from(randomBytes(bodyBytes * 0.75).toString('base64'), 'latin1'),
  })
  return { mailbox, studyInstanceUID: mailboxOf(mailbox, today), sopInstanceUID, part10 }
}

/** Three lists. Gives back what lies there. */
export async function lookThrough(pacs: PacsClient, mailbox: string, signal: AbortSignal): Promise<Awaited<ReturnType<PacsClient['findInstances']>>> {
  const lists = []
  for (const day of days) lists.push(await pacs.findInstances(mailboxOf(mailbox, day), signal))
  return lists.flat()
}
