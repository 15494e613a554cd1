/** The exams that a running session comes to next and that are not here yet: asked for as such, so that they overtake what
 *  is fetched for the day. Each once in a session: what its reader stopped, or a source refuses, is not asked for at every
 *  move. */
import type { Account } from '../contract/index.ts'
import type { SessionsPorts } from './ports.ts'
import { casesOf, type SessionRow } from './session-rows.ts'
import { waitingFor } from './waiting.ts'

/** As many on their way at once; the line carries them one after the other. */
const ahead = 3

export interface FetchAhead {
  /** In the caller's transaction, after a move. */
  (account: Account, session: SessionRow): void
}

export function createFetchAhead(ports: SessionsPorts): FetchAhead {
  let of = ''
  let asked = new Set<string>()
  return (account, session) => {
    if (session.ended_at !== null || session.paused_at !== null) return
    if (of !== session.id) [of, asked] = [session.id, new Set()]
    let left = session.size - casesOf(ports.store, session).length
    let wanted = ahead
    for (const { study_uid, locality } of waitingFor(ports, account, session.site, session.id)) {
      if (left === 0 || wanted === 0) return
      left -= 1
      if (locality === 'local') continue
      wanted -= 1
      if (asked.has(study_uid)) continue
      asked.add(study_uid)
      ports.bring(study_uid)
    }
  }
}
