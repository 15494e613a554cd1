/** What leaves before what. Kept in `waits_for`, so that the next row of a courier is found without looking at those that
 *  wait. A row of a study is behind:
 *  - what it names itself (`depends_on`);
 *  - at the same destination, what an earlier signature of the study sends there: what a RIS or a PACS got last is what it
 *    believes, and an addendum speaks of its parent. At the RIS also the earlier messages of the same report;
 *  - for a message to the RIS, the documents of its report, to which it points, in the PACS.
 *  What waits for a reveal holds back nothing; marks hold back nothing and wait for nothing else; answers to requests keep
 *  their order among themselves.
 *  A dead row holds its study back until somebody acts, and no other study.
 *  Letters about one study leave in the order of writing, behind nothing else: that an exam changed must not come after the
 *  opinion that was given since. One that the PACS accepted, or that is dead, holds back nothing. */
import type { Store } from '../../store/index.ts'
import type { RowFacts } from './stored-row.ts'

const unfinished = (row: string) => `${row}.held = 0 AND ${row}.state NOT IN ('confirmed', 'superseded')`
const before = `coalesce(
  (SELECT d.id FROM outbox d WHERE d.id = outbox.depends_on AND ${unfinished('d')}),
  (SELECT p.id FROM outbox p WHERE p.study_instance_uid = outbox.study_instance_uid AND p.id <> outbox.id AND ${unfinished('p')}
     AND p.kind NOT IN ('GSPS', 'KOS') AND outbox.kind NOT IN ('GSPS', 'KOS')
     AND ((p.destination = outbox.destination AND p.seq < outbox.seq AND (p.kind = 'ORDER_ANSWER') = (outbox.kind = 'ORDER_ANSWER') AND (p.report_id <> outbox.report_id OR outbox.destination = 'RIS'))
       OR (outbox.destination = 'RIS' AND p.destination = 'PACS' AND p.report_id = outbox.report_id))
   ORDER BY p.seq LIMIT 1))`

const letterBefore = `(SELECT p.id FROM outbox p WHERE p.study_instance_uid = outbox.study_instance_uid AND p.kind = 'EXCHANGE' AND p.seq < outbox.seq
  AND ${unfinished('p')} AND p.state NOT IN ('dead', 'delivered') ORDER BY p.seq LIMIT 1)`

/** In the transaction in which a row of the study came, was accepted, finished, died or was let go. */
export function arrange(store: Store, { study_instance_uid, kind }: Pick<RowFacts, 'study_instance_uid' | 'kind'>): void {
  const [first, letters] = kind === 'EXCHANGE' ? [letterBefore, '='] : [before, '<>']
  store.prepare(`UPDATE outbox SET waits_for = ${first} WHERE study_instance_uid = ? AND kind ${letters} 'EXCHANGE' AND state NOT IN ('confirmed', 'superseded')`).run(study_instance_uid)
}
