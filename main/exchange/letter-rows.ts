/** SQL of the letters that came in, and of how far each mailbox was looked through. */
import { type ErrorCode, ExpectedError, type ProblemParams } from '../contract/index.ts'
import type { Store } from '../store/index.ts'

export interface LetterIn {
  readonly id: string
  readonly mailbox: string
  readonly sender: string | null
  readonly study_instance_uid: string | null
  readonly sent_at: string | null
  readonly received_at: string
  readonly state: 'TAKEN' | 'LATER' | 'REFUSED'
  readonly problem: string | null
  readonly sealed: string | null
}

/** Why a letter was refused whose body is kept, because it may be taken later. */
export const rereadable = ['exchange/unknown-sender', 'internal', 'dossier/identity-differs'] as const satisfies readonly ErrorCode[]
export type Reread = (typeof rereadable)[number]

export interface LetterRows {
  known(id: string): boolean
  put(row: LetterIn): void
  /** Letters that are to be read again, oldest first. */
  waiting(mailboxes: readonly string[]): LetterIn[]
  /** Refused letters whose body was kept are read again: of senders who were unknown, once others are trusted; those that
   *  met a bug, once the program began anew; about an exam of another identity, once a coordinator compared. */
  readAgain(refusedFor: Reread, studyInstanceUID?: string): void
  list(mailboxes: readonly string[], limit: number): LetterIn[]
  /** UTC day up to which nothing is missing; null before the first look. */
  completeTo(mailbox: string): string | null
  setCompleteTo(mailbox: string, day: string): void
}

export function createLetterRows(store: Store): LetterRows {
  const columns = 'id, mailbox, sender, study_instance_uid, sent_at, received_at, state, problem, sealed'
  return {
    known: (id) => store.prepare<[string]>('SELECT 1 FROM letters_in WHERE id = ?').get(id) !== undefined,
    put(row) {
      store.prepare(`INSERT INTO letters_in (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET state = excluded.state, problem = excluded.problem, sealed = excluded.sealed, sender = excluded.sender`)
        .run(row.id, row.mailbox, row.sender, row.study_instance_uid, row.sent_at, row.received_at, row.state, row.problem, row.sealed)
    },
    waiting: (mailboxes) => store.prepare<[string], LetterIn>(`SELECT ${columns} FROM letters_in WHERE state = 'LATER' AND mailbox IN (SELECT value FROM json_each(?)) ORDER BY sent_at, id`).all(JSON.stringify(mailboxes)),
    readAgain(refusedFor, study) {
      store.prepare(`UPDATE letters_in SET state = 'LATER', problem = NULL WHERE state = 'REFUSED' AND sealed IS NOT NULL AND json_extract(problem, '$.code') = ? AND (? IS NULL OR study_instance_uid = ?)`).run(refusedFor, study ?? null, study ?? null)
    },
    list: (mailboxes, limit) => store.prepare<[string, number], LetterIn>(`SELECT ${columns} FROM letters_in WHERE mailbox IN (SELECT value FROM json_each(?)) ORDER BY received_at DESC, id LIMIT ?`).all(JSON.stringify(mailboxes), limit),
    completeTo: (mailbox) => store.prepare<[string], { complete_to: string }>('SELECT complete_to FROM mailboxes WHERE mailbox = ?').get(mailbox)?.complete_to ?? null,
    setCompleteTo(mailbox, day) {
      store.prepare('INSERT INTO mailboxes (mailbox, complete_to) VALUES (?, ?) ON CONFLICT (mailbox) DO UPDATE SET complete_to = excluded.complete_to').run(mailbox, day)
    },
  }
}

export const writeProblem = ({ code, params }: ExpectedError): string => JSON.stringify({ code, params })

export function readProblem(problem: string): ExpectedError {
  // Written by `writeProblem`.
  const { code, params } = JSON.parse(problem) as { code: ErrorCode; params: ProblemParams }
  return new ExpectedError(code, { params })
}
