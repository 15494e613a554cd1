/** A first reader of another console is told once that the exam is read to its end: held documents may leave there. By a
 *  coordinator, never by the second reader, whom the letter would name. */
import type { AccountId, RoundMessage, RoundMessageOf } from '../contract/index.ts'
import type { RoundsPorts } from './ports.ts'

interface Owed { readonly study: string; readonly account: string; readonly round: number; readonly id: RoundMessageOf<'CONCLUDED'>['second']['readingId']; readonly code: string; readonly at: string }

export async function tellConcluded(ports: RoundsPorts, letter: (to: AccountId, study: string, message: RoundMessage) => Promise<() => void>): Promise<void> {
  const actor = ports.account()
  if (actor === null) return
  for (const { study, account, round, id, code, at } of owed(ports)) {
    if (ports.isHere(account)) continue
    const post = await letter(account as AccountId, study, { version: 1, type: 'CONCLUDED', round, second: { readingId: id, readerCode: code, signedAt: at } })
    ports.store.transaction(() => {
      const { changes } = ports.store.prepare('INSERT OR IGNORE INTO concluded_told (study_uid, account_id, round, told_at) VALUES (?, ?, ?, ?)').run(study, account, round, ports.now().toISOString())
      if (changes === 0) return
      ports.audit.record({ actor, event: 'patient-record', outcome: 'success', object: study, detail: `elsewhere: concluded ${account}` })
      post()
    })
  }
}

function owed({ store }: RoundsPorts): Owed[] {
  return store.prepare<[], Owed>(
    `SELECT f.study_instance_uid AS study, f.account_id AS account, d.round AS round, s.id AS id, s.reader_code AS code, s.signed_at AS at
     FROM readings f JOIN dossier_standings d ON d.study_uid = f.study_instance_uid AND d.issue IS NOT NULL
     JOIN readings s ON s.study_instance_uid = f.study_instance_uid AND s.kind = 'SECOND' AND s.round = d.round AND s.signed_at IS NOT NULL
     WHERE f.kind = 'FIRST' AND f.signed_at IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM concluded_told t WHERE t.study_uid = f.study_instance_uid AND t.account_id = f.account_id AND t.round = d.round)`,
  ).all()
}
