/** Looks after what was signed and is not confirmed. An urgent report raises an alarm five minutes after its signature, any
 *  other one a quieter notice after an hour; each once, on record, and for as long as it lasts. What waits for a reveal
 *  is not late; what waits for a dead row is. Marks, letters and answers to requests raise none. */
import type { Audit } from '../../audit/index.ts'
import type { Store } from '../../store/index.ts'
import { instantIn, type Clock } from '../clock.ts'
import { createLoop, type Loop } from '../loop.ts'
import type { About } from './stored-row.ts'

/** Milliseconds, by `urgent`. */
export const alarmAfter = [60 * 60_000, 5 * 60_000] as const

export interface Alarm {
  readonly report_id: string
  readonly study_instance_uid: string
  readonly urgent: 0 | 1
  readonly raised_at: string
  readonly answered_at: string | null
  readonly answer: string | null
  /** When the oldest of what is open was signed, and how much is open. */
  readonly signed_at: string
  readonly open: number
  readonly readable_by: string | null
}

export interface Alarms extends Loop {
  /** Those that last: something of the report is still open. Urgent first, then the oldest. */
  standing(): Alarm[]
  /** In the caller's transaction: the requester was told by other means. */
  answer(reportId: string, by: string, how: string): void
}

interface Ports { readonly store: Store; readonly audit: Pick<Audit, 'record'>; readonly clock: Clock; readonly onBug: (error: unknown) => string; readonly changed: (about: About) => void }

/** As in the index, word for word. */
const watched = `held = 0 AND alarmed_at IS NULL AND kind NOT IN ('GSPS', 'KOS', 'EXCHANGE', 'ORDER_ANSWER') AND state NOT IN ('confirmed', 'superseded')`
export const alarmQueries = {
  late: `SELECT id, report_id, study_instance_uid, readable_by FROM outbox INDEXED BY outbox_unalarmed WHERE urgent = ? AND waiting_since <= ? AND ${watched} ORDER BY waiting_since LIMIT 1`,
  next: `SELECT min(waiting_since) AS at FROM outbox INDEXED BY outbox_unalarmed WHERE urgent = ? AND ${watched}`,
}

export function createAlarms({ store, audit, clock, onBug, changed }: Ports): Alarms {
  const late = store.prepare<[number, string], About & { report_id: string; study_instance_uid: string }>(alarmQueries.late)
  const next = store.prepare<[number], { at: string | null }>(alarmQueries.next)

  function raise(about: About & { report_id: string; study_instance_uid: string }, urgent: 0 | 1): void {
    store.transaction(() => {
      const raised = store.prepare('INSERT OR IGNORE INTO outbox_alarms (report_id, study_instance_uid, urgent, raised_at) VALUES (?, ?, ?, ?)').run(about.report_id, about.study_instance_uid, urgent, instantIn(clock, 0)).changes > 0
      store.prepare(`UPDATE outbox SET alarmed_at = ? WHERE report_id = ? AND ${watched}`).run(instantIn(clock, 0), about.report_id)
      if (raised) audit.record({ actor: 'courier', event: 'export', outcome: 'failure', object: about.report_id, detail: urgent === 1 ? 'urgent report not confirmed after 5 min' : 'report not confirmed after 60 min' })
      changed(about)
    })
  }

  const loop = createLoop({ clock, onBug }, {
    step() {
      for (const urgent of [1, 0] as const) {
        const found = late.get(urgent, instantIn(clock, -alarmAfter[urgent]))
        if (found === undefined) continue
        raise(found, urgent)
        return Promise.resolve(true)
      }
      return Promise.resolve(false)
    },
    dueIn() {
      const ats = ([1, 0] as const).flatMap((urgent) => {
        const at = next.get(urgent)?.at ?? null
        return at === null ? [] : [Date.parse(at) + alarmAfter[urgent] - clock.now().getTime()]
      })
      return ats.length === 0 ? null : Math.max(0, Math.min(...ats))
    },
  })

  return {
    ...loop,
    standing: () => store.prepare<[], Alarm>(
      `SELECT a.*, min(o.created_at) AS signed_at, count(*) AS open, o.readable_by FROM outbox_alarms a JOIN outbox o ON o.report_id = a.report_id
       WHERE o.kind NOT IN ('GSPS', 'KOS', 'EXCHANGE', 'ORDER_ANSWER') AND o.held = 0 AND o.state NOT IN ('confirmed', 'superseded') GROUP BY a.report_id ORDER BY a.urgent DESC, signed_at`,
    ).all(),
    answer(reportId, by, how) {
      store.prepare('UPDATE outbox_alarms SET answered_at = ?, answered_by = ?, answer = ? WHERE report_id = ?').run(instantIn(clock, 0), by, how, reportId)
      changed({ id: '', report_id: reportId, readable_by: null })
    },
  }
}
