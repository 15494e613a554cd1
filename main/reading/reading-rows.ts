/** Rows of the table `readings`. A row belongs to one account; whoever asks for another account's row is told that
 *  there is none. */
import { ExpectedError, type Account, type Reading } from '../contract/index.ts'
import { readingSubject, type ReadingMachine, type StudyTurn } from '../domain/second-reading/index.ts'
import { assignedTo } from '../programme/index.ts'
import type { Store } from '../store/index.ts'

export interface ReadingRow {
  readonly id: string
  readonly study_instance_uid: string
  readonly account_id: string
  readonly kind: Reading['kind']
  readonly policy: Reading['policy']
  readonly phase: Reading['phase']
  readonly version: number
  readonly avis: string | null
  readonly text: string | null
  readonly change_reason: string
  readonly reader_code: string
  readonly second_awaited: 0 | 1 | null
  readonly started_at: string
  readonly frozen_at: string | null
  readonly revealed_at: string | null
  readonly signed_at: string | null
  readonly report_id: string | null
  readonly training: 0 | 1
  /** Films that were redone are read again, by another reader: a further round. */
  readonly round: number
}

const columns = `id, study_instance_uid, account_id, kind, policy, phase, version, avis, text, change_reason, reader_code,
  second_awaited, started_at, frozen_at, revealed_at, signed_at, report_id, training, round`

export function ownReading(store: Store, id: string, account: Pick<Account, 'id'>): ReadingRow {
  const row = store.prepare<[string, string], ReadingRow>(`SELECT ${columns} FROM readings WHERE id = ? AND account_id = ?`).get(id, account.id)
  // The answer does not even repeat the identifier: whether it names somebody's reading must not show.
  if (row === undefined) throw new ExpectedError('request/not-found')
  return row
}

export function readingById(store: Store, id: string): ReadingRow | null {
  return store.prepare<[string], ReadingRow>(`SELECT ${columns} FROM readings WHERE id = ?`).get(id) ?? null
}

/** The reading of an account on a study; drafts that another reader's signature set aside are left out. */
export function liveReading(store: Store, studyInstanceUID: string, accountId: string): ReadingRow | null {
  return store.prepare<[string, string], ReadingRow>(`SELECT ${columns} FROM readings WHERE account_id = ? AND study_instance_uid = ? AND superseded_at IS NULL`).get(accountId, studyInstanceUID) ?? null
}

export function signedReading(store: Store, studyInstanceUID: string, kind: Reading['kind']): ReadingRow | null {
  return store.prepare<[string, string], ReadingRow>(`SELECT ${columns} FROM readings WHERE study_instance_uid = ? AND kind = ? AND signed_at IS NOT NULL ORDER BY round DESC LIMIT 1`).get(studyInstanceUID, kind) ?? null
}

/** Which round of second reading an exam is in. */
export function roundOf(store: Store, studyInstanceUID: string): number {
  return store.prepare<[string], { round: number }>('SELECT round FROM dossier_standings WHERE study_uid = ?').get(studyInstanceUID)?.round ?? 1
}

/** The policy under which the coordinator gave the exam to its readers; null where nobody was given it. */
export function assignedPolicy(store: Store, studyInstanceUID: string): Reading['policy'] | null {
  return store.prepare<[string], { policy: Reading['policy'] }>('SELECT policy FROM dossier_standings WHERE study_uid = ? AND EXISTS (SELECT 1 FROM standing_assignments x WHERE x.study_uid = dossier_standings.study_uid)').get(studyInstanceUID)?.policy ?? null
}

export function turnOf(store: Store, study: { readonly studyInstanceUID: string; readonly modalities: readonly string[] }): StudyTurn {
  const signedBy = (kind: Reading['kind']) => signedReading(store, study.studyInstanceUID, kind)
  const [first, second, plain] = [signedBy('FIRST'), signedBy('SECOND'), signedBy('PLAIN')]
  return {
    subject: readingSubject(study.modalities),
    first: first === null ? null : { reader: first.account_id, inScope: first.second_awaited === 1 },
    second: second === null || second.round < roundOf(store, study.studyInstanceUID) ? null : { reader: second.account_id },
    plain: plain === null ? null : { reader: plain.account_id },
    assigned: assignedTo(store, study.studyInstanceUID),
  }
}

export function machineOf(store: Store, row: ReadingRow): ReadingMachine {
  const signed = signedReading(store, row.study_instance_uid, row.kind)
  return {
    kind: row.kind, policy: row.policy, phase: row.phase, version: row.version, reader: row.account_id,
    firstReader: signedReading(store, row.study_instance_uid, 'FIRST')?.account_id ?? null,
    taken: signed !== null && signed.round === row.round && signed.id !== row.id,
  }
}

export function insertReading(store: Store, row: Pick<ReadingRow, 'id' | 'study_instance_uid' | 'account_id' | 'kind' | 'policy' | 'phase' | 'avis' | 'text' | 'reader_code' | 'started_at' | 'training' | 'round'>): void {
  store
    .prepare(`INSERT INTO readings (id, study_instance_uid, account_id, kind, policy, phase, version, avis, text, reader_code, started_at, training, round) VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)`)
    .run(row.id, row.study_instance_uid, row.account_id, row.kind, row.policy, row.phase, row.avis, row.text, row.reader_code, row.started_at, row.training, row.round)
}

type Changing = Partial<Pick<ReadingRow, 'avis' | 'text' | 'change_reason' | 'frozen_at' | 'revealed_at' | 'signed_at' | 'report_id' | 'second_awaited'> & { sending: 'pending' }>

/** Writes what an accepted act changes; refuses when the row moved since the act was judged. */
export function moveReading(store: Store, row: ReadingRow, next: ReadingMachine, changing: Changing): void {
  const names = Object.keys(changing)
  const assignments = ['phase', 'version', ...names].map((name) => `${name} = ?`).join(', ')
  const { changes } = store
    .prepare(`UPDATE readings SET ${assignments} WHERE id = ? AND version = ?`)
    .run(next.phase, next.version, ...Object.values(changing), row.id, row.version)
  if (changes !== 1) throw new ExpectedError('reading/stale-version', { subject: row.id })
}

/** Drafts of the same kind by others: the study is read, they are set aside. */
export function supersedeOthers(store: Store, row: ReadingRow, at: string): void {
  store
    .prepare('UPDATE readings SET superseded_at = ? WHERE study_instance_uid = ? AND kind = ? AND id <> ? AND signed_at IS NULL AND superseded_at IS NULL')
    .run(at, row.study_instance_uid, row.kind, row.id)
}

/** A training draft makes room for a reading of the programme. */
export function setAside(store: Store, row: ReadingRow, at: string): void {
  store.prepare('UPDATE readings SET superseded_at = ? WHERE id = ? AND training = 1 AND signed_at IS NULL').run(at, row.id)
}
