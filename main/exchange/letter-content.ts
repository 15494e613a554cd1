/** What is signed inside a letter: its own identifier, recipient, exam and time beside the message, so that a body which
 *  is put under another identifier or into another mailbox is noticed. */
import { z } from 'zod'
import { instant, uid } from '../contract/index.ts'

export const letterContent = z.strictObject({
  version: z.literal(1),
  id: uid,
  /** Account id, or the id of the centre. */
  to: z.string().min(1).max(64),
  studyInstanceUID: uid,
  sentAt: instant,
  message: z.unknown(),
})
export type LetterContent = z.infer<typeof letterContent>

/** Bytes of a Part 10 file; a report of some MB fits with room to spare. */
export const largestLetter = 48 * 1024 * 1024
