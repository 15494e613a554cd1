/** What consoles write to each other about one exam, inside sealed letters that name the exam. A conclusion stands in none
 *  of them but inside an envelope that its recipient alone opens. Strict and numbered: a console that reads another
 *  version says so instead of guessing. */
import { z } from 'zod'
import { contexteL1 } from './fiche.ts'
import { accountId, correctionId, day, id, instant, readingId, reportId } from './ids.ts'
import { readingPolicy } from './reading.ts'
import { assignedPost } from './rounds.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const code = z.string().min(1).max(20)
const of = { version: z.literal(1) }
/** A sealed opinion as it stands on the console of its author. */
const sealedOpinion = z.strictObject({ at: instant, digest: sha256, envelope: z.string().max(400_000) })
/** By which both consoles know that they speak of the same exam. */
export const examIdentity = z.strictObject({ patientID: z.string().max(64), patientBirthDate: day.nullable(), accessionNumber: z.string().max(16) })
export type ExamIdentity = z.infer<typeof examIdentity>
/** What of the first sheet a blind reader has before him: names no conclusion. */
const context = z.strictObject({ sheet: contexteL1, hasWorkup: z.boolean() })
/** A signed opinion that is promised: `digest` of its envelope, `witness` of what was signed, told before it is seen. */
const promised = z.strictObject({ readingId, readerCode: code, signedAt: instant, digest: sha256, witness: sha256 })
/** `place`: which of two independent readings it is. */
const released = z.strictObject({ ...promised.shape, reader: accountId, place: z.enum(['', 'A', 'B']), sealed: z.string().max(400_000) })
export type PromisedOpinion = z.infer<typeof promised>
export type ReleasedOpinion = z.infer<typeof released>
/** Of a masked first opinion its promise; null where nobody reads first. */
const first = z.strictObject({ ...promised.shape, context }).nullable()
/** Opinions that a reader has before him at once. */
const shown = z.array(released).max(2)
/** Images that were redone or came late, or a first sheet that was corrected. */
const examChange = z.enum(['IMAGES', 'FICHE'])
/** Those of the exam that its teller has, so that who has them already takes no notice. */
const images = z.array(z.string().regex(/^[0-9.]{1,64}$/)).max(500)

export const roundMessage = z.discriminatedUnion('type', [
  /** Reader's console to centre. */
  z.strictObject({ ...of, type: z.literal('FIRST_SIGNED'), readingId, reportId, readerCode: code, startedAt: instant, signed: sealedOpinion, identity: examIdentity }),
  z.strictObject({ ...of, type: z.literal('FROZEN'), readingId, readerCode: code, startedAt: instant, frozen: sealedOpinion }),
  z.strictObject({ ...of, type: z.literal('UNDONE'), readingId, digest: sha256, at: instant }),
  z.strictObject({ ...of, type: z.literal('SIGNED'), readingId, reportId, readerCode: code, startedAt: instant, frozen: sha256.nullable(), signed: sealedOpinion }),
  /** The exam changed under the reader: told by the centre before, as `newsId` says, or seen on this console first. `at`: when
   *  this console knew; opinions that it froze earlier spoke of another exam. */
  z.strictObject({ ...of, type: z.literal('EXAM_CHANGED'), newsId: id, what: examChange, at: instant, images }),
  /** A signed reading is to be corrected; why is sealed for the reader and the centre. */
  z.strictObject({ ...of, type: z.literal('CORRECTION_ASKED'), readingId, correctionId, at: instant, reason: z.string().max(20_000) }),
  /** `rectifies`: signed as a corrigendum. */
  z.strictObject({ ...of, type: z.literal('CORRECTED'), readingId, correctionId, reportId, signed: sealedOpinion, rectifies: z.boolean() }),
  /** A problem case, put aside with its reason: it waits for the coordinator. */
  z.strictObject({ ...of, type: z.literal('PUT_ASIDE'), reason: z.string().min(1).max(500), at: instant }),
  /** The reader waits for earlier mammograms; and has them, found on this console. */
  z.strictObject({ ...of, type: z.literal('PRIORS_ASKED'), newsId: id, reason: z.string().min(1).max(500), at: instant }),
  z.strictObject({ ...of, type: z.literal('PRIORS_CAME'), newsId: id, at: instant }),
  /** Centre to a reader. */
  z.strictObject({
    ...of, type: z.literal('ASSIGNED'), assignmentId: id, assignedAt: instant, post: assignedPost, policy: readingPolicy, round: z.number().int().min(1), dueOn: day.nullable(), identity: examIdentity, first, shown,
  }),
  z.strictObject({ ...of, type: z.literal('WITHDRAWN'), assignmentId: id }),
  /** The exam changed: what its reader holds goes back to the queue. `first`, `shown`: of a corrected first sheet.
   *  `over`: the first conclusion was released to this reader, who does not read the exam blind again. */
  z.strictObject({ ...of, type: z.literal('CHANGED'), newsId: id, what: examChange, at: instant, images, first, shown, over: z.boolean() }),
  /** Earlier mammograms that the reader waits for are in the PACS, or will not come: the exam is his to read again. */
  z.strictObject({ ...of, type: z.literal('PRIORS_ANSWERED'), newsId: id, answer: z.enum(['RECUES', 'INTROUVABLES']), at: instant }),
  /** `frozen`: digest of the reader's own opinion, which this answers. */
  z.strictObject({ ...of, type: z.literal('RELEASED'), readingId, frozen: sha256, opinion: released }),
  /** `told`: the result of the exam was told by the structure, what corrects it now is a corrigendum. */
  z.strictObject({ ...of, type: z.literal('CORRECTION_ANSWERED'), readingId, correctionId, agreed: z.boolean(), at: instant, told: z.boolean() }),
  /** The exam was read to its end: nothing of it is masked any more, and who read second is a code. `second`: for its first
   *  reader alone. `result`: of two
   *  independent reports the one whose message to the information system is the exam's result, if one is. */
  z.strictObject({
    ...of, type: z.literal('CONCLUDED'), round: z.number().int().min(1), second: z.strictObject({ readingId, readerCode: code, signedAt: instant }).nullable(), result: reportId.nullable(),
  }),
])
export type RoundMessage = z.infer<typeof roundMessage>
export type RoundMessageOf<T extends RoundMessage['type']> = Extract<RoundMessage, { type: T }>
