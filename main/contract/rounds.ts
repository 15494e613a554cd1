/** Assignment: the coordinator gives an exam to a reader, who may sit at another console. From then on it is offered to
 *  nobody else, until it is read, withdrawn or given to another. */
import { z } from 'zod'
import { errorCode } from './errors.ts'
import { accountId, day, instant, studyInstanceUID } from './ids.ts'
import { operation } from './operation.ts'
import { courseErrors } from './programme.ts'
import { role } from './session.ts'

/** As what a reader is given an exam: second reader, one of two independent ones, arbiter between them. */
export const assignedPost = z.enum(['L2', 'A', 'B', 'ARBITRE'])
export type AssignedPost = z.infer<typeof assignedPost>

/** A reader whom exams can be given to. `here`: has an account of this console; else reads at another one. */
export const assignableReader = z.strictObject({ accountId, displayName: z.string(), roles: z.array(role), here: z.boolean() })
export type AssignableReader = z.infer<typeof assignableReader>

export const assignmentRow = z.strictObject({ studyInstanceUID, round: z.number().int(), post: assignedPost, reader: accountId, dueOn: day.nullable(), assignedAt: instant })
export type AssignmentRow = z.infer<typeof assignmentRow>

/** Why one of several exams was left as it was. */
const leftAside = z.strictObject({ studyInstanceUID, code: errorCode, fr: z.string(), en: z.string() })
const exams = z.array(studyInstanceUID).min(1).max(500)
const errors = ['request/not-found', 'structure/reader', ...courseErrors] as const
const byCoordinator = { audit: 'patient-record', writes: true, access: ['COORDINATOR'], errors } as const

export const roundsOperations = {
  'programme.assignments': operation({
    input: z.strictObject({}), output: z.strictObject({ rows: z.array(assignmentRow), readers: z.array(assignableReader) }),
    errors: ['structure/reader'], access: ['COORDINATOR'], audit: null, writes: false,
  }),
  /** Each exam by itself: those that cannot be given to this reader stay as they were and are said why. Two readers where
   *  readings are independent, one everywhere else. */
  'programme.assign': operation({
    ...byCoordinator, errors: [...errors, 'dossier/two-readers', 'keys/not-held'],
    input: z.strictObject({ studyInstanceUIDs: exams, readers: z.array(accountId).min(1).max(2), as: z.enum(['SECOND', 'INDEPENDENT', 'ARBITER']), dueOn: day.nullable() }),
    output: z.strictObject({ assigned: z.array(studyInstanceUID), leftAside: z.array(leftAside) }),
  }),
  'programme.unassign': operation({
    ...byCoordinator,
    input: z.strictObject({ studyInstanceUIDs: exams, reason: z.string().trim().min(1).max(500) }),
    output: z.strictObject({ withdrawn: z.array(studyInstanceUID), leftAside: z.array(leftAside) }),
  }),
}
