/** Which exams wait for a second reading by an account, oldest first. The database narrows them down; whether the account
 *  may read one is the rule of domain/second-reading, asked of the reading room. Nobody is given an exam of which every
 *  reading is taken: by who has it on screen in a session, holds it, has concluded it, or has signed (two independent readings
 *  are two); nor one that waits for something else than a reader: put aside, for priors, for another opinion, or withdrawn. */
import type { Account } from '../contract/index.ts'
import type { Store } from '../store/index.ts'
import type { SessionsPorts } from './ports.ts'

/** A case on screen keeps its exam from others for so long after the last sign of its reader (`prendre`: 20 minutes). */
export const leaseMs = 20 * 60_000

export interface Waiting { readonly study_uid: string; readonly study_date: string | null; readonly site: string; readonly locality: string }

/** @param but the session whose own cases are left out. */
export function* waitingFor({ store, now, awaitsSecond }: Pick<SessionsPorts, 'store' | 'now' | 'awaitsSecond'>, account: Account, site: string | null, but: string | null): Generator<Waiting> {
  const at = now().getTime()
  for (const row of candidates(store, { account: account.id, site, but: but ?? '', leasedSince: new Date(at - leaseMs).toISOString(), now: at })) {
    if (awaitsSecond(account, row.study_uid)) yield row
  }
}

function candidates(store: Store, given: { account: string; site: string | null; but: string; leasedSince: string; now: number }): Waiting[] {
  return store
    .prepare<[typeof given], Waiting>(
      `SELECT s.study_uid, s.study_date, s.site, s.locality FROM studies s
       WHERE instr('\\' || s.modalities || '\\', '\\MG\\') > 0 AND (@site IS NULL OR s.site = @site)
         AND NOT EXISTS (SELECT 1 FROM session_cases c WHERE c.session_id = @but AND c.study_instance_uid = s.study_uid)
         AND NOT EXISTS (SELECT 1 FROM readings r WHERE r.study_instance_uid = s.study_uid AND r.account_id = @account AND r.signed_at IS NOT NULL)
         AND NOT EXISTS (SELECT 1 FROM dossier_standings d WHERE d.study_uid = s.study_uid AND d.readable = 0)
         AND NOT EXISTS (SELECT 1 FROM dossier_standings d WHERE d.study_uid = s.study_uid AND d.policy <> 'INDEPENDANT' AND d.state IN ('ATTRIBUE', 'LECTURE_AVEUGLE') AND d.look_at > @now
           AND (SELECT e.actor ->> 'id' FROM dossier_events e WHERE e.study_uid = s.study_uid AND e.event ->> 'type' = 'prendre' ORDER BY e.seq DESC LIMIT 1) <> @account)
         AND (
           SELECT count(*) FROM (
             SELECT r.account_id FROM readings r WHERE r.study_instance_uid = s.study_uid AND r.kind = 'SECOND' AND r.account_id <> @account AND r.superseded_at IS NULL
               AND (r.phase IN ('AVIS_FIGE', 'REVELATION') AND r.returned IS NULL OR r.signed_at IS NOT NULL AND r.round = coalesce((SELECT d.round FROM dossier_standings d WHERE d.study_uid = s.study_uid), 1))
             UNION
             SELECT o.account_id FROM session_cases c JOIN reading_sessions o ON o.id = c.session_id AND o.position = c.position
               WHERE c.study_instance_uid = s.study_uid AND o.account_id <> @account AND o.ended_at IS NULL AND o.seen_at > @leasedSince
           )
         ) < iif((SELECT d.policy FROM dossier_standings d WHERE d.study_uid = s.study_uid) = 'INDEPENDANT', 2, 1)
       ORDER BY s.study_date IS NULL, s.study_date, s.study_uid`,
    )
    .all(given)
}
