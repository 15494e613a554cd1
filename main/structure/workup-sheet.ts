/** What the printed sheet of a deferred workup says of an exam: asked for once the second reading is final and positive. */
import { ExpectedError } from '../contract/index.ts'
import { decisionOf } from '../domain/sheet/index.ts'
import type { BddRequest } from '../reporting/index.ts'
import type { FollowedExam } from './exams.ts'

export type WorkupAsked = Omit<BddRequest, 'study'>

export function workupAsked({ row, recorded, opinions }: FollowedExam): WorkupAsked {
  const concludedAt = recorded.place?.concludedAt ?? recorded.second?.signed_at ?? null
  if (opinions.is !== 'open' || concludedAt === null || decisionOf(opinions.opinions.final) !== 'POSITIF') throw new ExpectedError('structure/not-awaited', { subject: row.studyInstanceUID })
  return { readerCode: row.secondReader ?? '', avis: opinions.opinions.final, concludedAt: new Date(concludedAt).toISOString(), result: row.bdd }
}
