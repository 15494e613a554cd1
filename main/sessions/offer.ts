/** What a reader finds before a session: how many exams wait and how near their limit, by site, and the sessions that
 *  are still open or not signed. */
import type { Account, Output } from '../contract/index.ts'
import { unsignedCount } from './finalise.ts'
import type { SessionsPorts } from './ports.ts'
import { countDue, presentSession } from './present-session.ts'
import { endedSessions, liveSession } from './session-rows.ts'
import { waitingFor } from './waiting.ts'

/** Ended sessions that are looked at for opinions left without a signature. */
const remembered = 20

export function offer(ports: SessionsPorts, account: Account): Output<'sessions.offer'> {
  const live = liveSession(ports.store, account)
  const all = [...waitingFor(ports, account, null, live?.id ?? null)]
  const here = all.filter(({ locality }) => locality === 'local')
  const bySite = Map.groupBy(here, ({ site }) => site)
  return {
    waiting: here.length, due: countDue(ports, here), elsewhere: all.length - here.length,
    sites: [...bySite].map(([site, waiting]) => ({ site, waiting: waiting.length, due: countDue(ports, waiting) })).toSorted((a, b) => b.waiting - a.waiting || a.site.localeCompare(b.site)),
    live: live === null ? null : presentSession(ports, account, live),
    unsigned: endedSessions(ports.store, account, remembered)
      .map((session) => ({ sessionId: session.id as Output<'sessions.offer'>['unsigned'][number]['sessionId'], startedAt: session.started_at, count: unsignedCount(ports, session) }))
      .filter(({ count }) => count > 0),
  }
}
