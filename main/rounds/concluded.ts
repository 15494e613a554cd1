/** A first reader of another console is told once that the exam is read to its end, or withdrawn from the programme: held
 *  documents may leave there. By a coordinator, never by the second reader, whom the letter would name. */
import type { AccountId, RoundMessage, RoundMessageOf } from '../contract/index.ts'
import type { RoundsPorts } from './ports.ts'

interface Owed { readonly study: string; readonly account: string; readonly round: number; readonly kind: 'FIRST' | 'SECOND' }
interface Second { readonly id: NonNullable<RoundMessageOf<'CONCLUDED'>['result']>; readonly readingId: NonNullable<RoundMessageOf<'CONCLUDED'>['second']>['readingId']; readonly readerCode: string; readonly signedAt: string }

export async function tellConcluded(ports: RoundsPorts, letter: (to: AccountId, study: string, message: RoundMessage) => Promise<() => void>): Promise<void> {
  const actor = ports.account()
  if (actor === null) return
  for (const { study, account, round, kind } of owed(ports)) {
    if (ports.isHere(account)) continue
    const seconds = secondsOf(ports, study, round)
    const [second] = seconds
    const about = kind === 'FIRST' && second !== undefined ? { readingId: second.readingId, readerCode: second.readerCode, signedAt: second.signedAt } : null
    const post = await letter(account as AccountId, study, { version: 1, type: 'CONCLUDED', round, second: about, result: kind === 'FIRST' ? null : resultOf(ports, study, round, seconds) })
    ports.store.transaction(() => {
      const { changes } = ports.store.prepare('INSERT OR IGNORE INTO concluded_told (study_uid, account_id, round, told_at) VALUES (?, ?, ?, ?)').run(study, account, round, ports.now().toISOString())
      if (changes === 0) return
      ports.audit.record({ actor, event: 'patient-record', outcome: 'success', object: study, detail: `elsewhere: concluded ${account}` })
      post()
    })
  }
}

/** First readers, and independent ones whose documents wait for the comparison. */
function owed({ store }: RoundsPorts): Owed[] {
  return store.prepare<[], Owed>(
    `SELECT r.study_instance_uid AS study, r.account_id AS account, d.round AS round, r.kind AS kind
     FROM readings r JOIN dossier_standings d ON d.study_uid = r.study_instance_uid AND (d.issue IS NOT NULL OR d.state = 'ANNULE')
     WHERE r.signed_at IS NOT NULL AND (r.kind = 'FIRST' OR (r.kind = 'SECOND' AND r.policy = 'INDEPENDANT' AND r.round = d.round))
       AND NOT EXISTS (SELECT 1 FROM concluded_told t WHERE t.study_uid = r.study_instance_uid AND t.account_id = r.account_id AND t.round = d.round)`,
  ).all()
}

function secondsOf({ store }: RoundsPorts, study: string, round: number): Second[] {
  return store.prepare<[string, number], Second>(`SELECT report_id AS id, id AS readingId, reader_code AS readerCode, signed_at AS signedAt FROM readings WHERE study_instance_uid = ? AND round = ? AND kind = 'SECOND' AND signed_at IS NOT NULL ORDER BY place`).all(study, round)
}

/** Where an arbiter decided, or the exam was withdrawn, neither of the two is the result; where both agree, one of them is. */
function resultOf({ store }: RoundsPorts, study: string, round: number, [one]: readonly Second[]): RoundMessageOf<'CONCLUDED'>['result'] {
  if (store.prepare<[string]>(`SELECT 1 FROM dossier_standings WHERE study_uid = ? AND issue IS NOT NULL`).get(study) === undefined) return null
  const arbitrated = store.prepare<[string, number]>(`SELECT 1 FROM readings WHERE study_instance_uid = ? AND round = ? AND kind = 'ARBITRATION' AND signed_at IS NOT NULL`).get(study, round) !== undefined
  return arbitrated ? null : one?.id ?? null
}
