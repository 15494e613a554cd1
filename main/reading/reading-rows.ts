/** Rows of the table `readings`. A row belongs to one account; whoever asks for another account's row is told that
 *  there is none. */
import { ExpectedError, type Account, type Reading } from '../contract/index.ts'
import { policies, readingSubject, type PolicyName, type ReadingMachine, type StudyTurn } from '../domain/second-reading/index.ts'
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
  /** Which of two independent readings it is, known once signed. */
  readonly place: '' | 'A' | 'B'
  /** The exam changed under it: its reader is warned. */
  readonly returned: 'IMAGES' | 'FICHE' | null
  /** Of an ordinary report, as its reader said, settled by the signature; null: as its order says. */
  readonly urgent: 0 | 1 | null
}

const columns = `id, study_instance_uid, account_id, kind, policy, phase, version, avis, text, change_reason, reader_code,
  second_awaited, started_at, frozen_at, revealed_at, signed_at, report_id, training, round, place, returned, urgent`

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
function assignedPolicy(store: Store, studyInstanceUID: string): PolicyName | null {
  return store.prepare<[string], { policy: PolicyName }>('SELECT policy FROM dossier_standings WHERE study_uid = ? AND EXISTS (SELECT 1 FROM standing_assignments x WHERE x.study_uid = dossier_standings.study_uid)').get(studyInstanceUID)?.policy ?? null
}

/** The signed second readings of the present round: one, or two independent ones by their place. */
export function signedSeconds(store: Store, studyInstanceUID: string): ReadingRow[] {
  return store.prepare<[string, number], ReadingRow>(`SELECT ${columns} FROM readings WHERE study_instance_uid = ? AND round = ? AND kind = 'SECOND' AND signed_at IS NOT NULL ORDER BY place`).all(studyInstanceUID, roundOf(store, studyInstanceUID))
}

const isComplete = (seconds: readonly ReadingRow[]): boolean => seconds[0] !== undefined && seconds.length >= policies[seconds[0].policy].secondReaders

/** The policy under which a second reading of the exam begins: the one under which it was given to its readers or begun by
 *  another, else the centre's. */
export function policyOfExam(store: Store, studyInstanceUID: string, ofCentre: PolicyName): PolicyName {
  const begun = store.prepare<[string, number], { policy: PolicyName }>(`SELECT policy FROM readings WHERE study_instance_uid = ? AND round = ? AND kind = 'SECOND' AND superseded_at IS NULL AND training = 0 ORDER BY started_at LIMIT 1`)
    .get(studyInstanceUID, roundOf(store, studyInstanceUID))
  return assignedPolicy(store, studyInstanceUID) ?? begun?.policy ?? ofCentre
}

export function isInArbitration(store: Store, studyInstanceUID: string): boolean {
  return store.prepare<[string], { state: string }>('SELECT state FROM dossier_standings WHERE study_uid = ?').get(studyInstanceUID)?.state === 'ARBITRAGE'
}

export function turnOf(store: Store, study: { readonly studyInstanceUID: string; readonly modalities: readonly string[] }): StudyTurn {
  const signedBy = (kind: Reading['kind']) => signedReading(store, study.studyInstanceUID, kind)
  const [first, plain] = [signedBy('FIRST'), signedBy('PLAIN')]
  const seconds = signedSeconds(store, study.studyInstanceUID)
  return {
    subject: readingSubject(study.modalities),
    first: first === null ? null : { reader: first.account_id, inScope: first.second_awaited === 1 },
    second: isComplete(seconds) && seconds[0] !== undefined ? { reader: seconds[0].account_id } : null,
    arbitration: isInArbitration(store, study.studyInstanceUID) ? { readers: seconds.map(({ account_id }) => account_id) } : null,
    plain: plain === null ? null : { reader: plain.account_id },
    assigned: assignedTo(store, study.studyInstanceUID),
  }
}

export function machineOf(store: Store, row: ReadingRow): ReadingMachine {
  return {
    kind: row.kind, policy: row.policy, phase: row.phase, version: row.version, reader: row.account_id,
    firstReader: signedReading(store, row.study_instance_uid, 'FIRST')?.account_id ?? null,
    taken: isTaken(store, row),
  }
}

/** Others signed all the readings of this kind that the exam gets in this round. */
function isTaken(store: Store, row: ReadingRow): boolean {
  if (row.kind === 'SECOND') {
    const others = signedSeconds(store, row.study_instance_uid).filter(({ id, round }) => id !== row.id && round === row.round)
    return others.length >= policies[row.policy].secondReaders
  }
  const signed = signedReading(store, row.study_instance_uid, row.kind)
  return signed !== null && signed.round === row.round && signed.id !== row.id
}

export function insertReading(store: Store, row: Pick<ReadingRow, 'id' | 'study_instance_uid' | 'account_id' | 'kind' | 'policy' | 'phase' | 'avis' | 'text' | 'reader_code' | 'started_at' | 'training' | 'round'>): void {
  store
    .prepare(`INSERT INTO readings (id, study_instance_uid, account_id, kind, policy, phase, version, avis, text, reader_code, started_at, training, round) VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)`)
    .run(row.id, row.study_instance_uid, row.account_id, row.kind, row.policy, row.phase, row.avis, row.text, row.reader_code, row.started_at, row.training, row.round)
}

type Changing = Partial<Pick<ReadingRow, 'avis' | 'text' | 'change_reason' | 'frozen_at' | 'revealed_at' | 'signed_at' | 'report_id' | 'second_awaited' | 'place' | 'returned' | 'urgent'> & { sending: 'pending' }>

/** Writes what an accepted act changes; refuses when the row moved since the act was judged. */
export function moveReading(store: Store, row: ReadingRow, next: ReadingMachine, changing: Changing): void {
  const names = Object.keys(changing)
  const assignments = ['phase', 'version', ...names].map((name) => `${name} = ?`).join(', ')
  const { changes } = store
    .prepare(`UPDATE readings SET ${assignments} WHERE id = ? AND version = ?`)
    .run(next.phase, next.version, ...Object.values(changing), row.id, row.version)
  if (changes !== 1) throw new ExpectedError('reading/stale-version', { subject: row.id })
}

/** Drafts of the same kind by others, once the study has all the readings of that kind: they are set aside. */
export function supersedeOthers(store: Store, row: ReadingRow, at: string): void {
  if (row.kind === 'SECOND' && !isComplete(signedSeconds(store, row.study_instance_uid))) return
  store
    .prepare('UPDATE readings SET superseded_at = ? WHERE study_instance_uid = ? AND kind = ? AND id <> ? AND signed_at IS NULL AND superseded_at IS NULL')
    .run(at, row.study_instance_uid, row.kind, row.id)
}

/** A training draft makes room for a reading of the programme. */
export function setAside(store: Store, row: ReadingRow, at: string): void {
  store.prepare('UPDATE readings SET superseded_at = ? WHERE id = ? AND training = 1 AND signed_at IS NULL').run(at, row.id)
}
