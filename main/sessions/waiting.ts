/** Which exams wait for a second reading by an account, oldest first. The database narrows them down; whether the account
 *  may read one is the rule of domain/second-reading, asked of the reading room. Nobody is given an exam that another
 *  reader has on screen in a session, or has concluded and not signed. */
import type { Account } from '../contract/index.ts'
import type { Store } from '../store/index.ts'
import type { SessionsPorts } from './ports.ts'

/** A case on screen keeps its exam from others for so long after the last sign of its reader (`prendre`: 20 minutes). */
export const leaseMs = 20 * 60_000

export interface Waiting { readonly study_uid: string; readonly study_date: string | null; readonly site: string; readonly locality: string }

/** @param but the session whose own cases are left out. */
export function* waitingFor({ store, now, awaitsSecond }: Pick<SessionsPorts, 'store' | 'now' | 'awaitsSecond'>, account: Account, site: string | null, but: string | null): Generator<Waiting> {
  const leasedSince = new Date(now().getTime() - leaseMs).toISOString()
  for (const row of candidates(store, { account: account.id, site, but: but ?? '', leasedSince })) {
    if (awaitsSecond(account, row.study_uid)) yield row
  }
}

function candidates(store: Store, given: { account: string; site: string | null; but: string; leasedSince: string }): Waiting[] {
  return store
    .prepare<[typeof given], Waiting>(
      `SELECT s.study_uid, s.study_date, s.site, s.locality FROM studies s
       WHERE instr('\\' || s.modalities || '\\', '\\MG\\') > 0 AND (@site IS NULL OR s.site = @site)
         AND NOT EXISTS (SELECT 1 FROM session_cases c WHERE c.session_id = @but AND c.study_instance_uid = s.study_uid)
         AND NOT EXISTS (SELECT 1 FROM readings r WHERE r.study_instance_uid = s.study_uid AND r.kind = 'SECOND' AND r.signed_at IS NOT NULL)
         AND NOT EXISTS (SELECT 1 FROM readings r WHERE r.study_instance_uid = s.study_uid AND r.kind = 'SECOND' AND r.account_id <> @account
           AND r.superseded_at IS NULL AND r.phase IN ('AVIS_FIGE', 'REVELATION'))
         AND NOT EXISTS (SELECT 1 FROM session_cases c JOIN reading_sessions o ON o.id = c.session_id AND o.position = c.position
           WHERE c.study_instance_uid = s.study_uid AND o.account_id <> @account AND o.ended_at IS NULL AND o.seen_at > @leasedSince)
       ORDER BY s.study_date IS NULL, s.study_date, s.study_uid`,
    )
    .all(given)
}
