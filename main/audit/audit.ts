/** The audit trail (PS3.15 A.5): one append-only row per act, written in the transaction of the act itself, each row
 *  tied to the one before by its hash and the last one held by the anchor. No patient name, opinion or secret. */
import { setImmediate } from 'node:timers/promises'
import type { AuditEvent, AuditRow } from '../contract/index.ts'
import type { Store } from '../store/index.ts'
import type { Anchor, AnchorPoint } from './anchor.ts'
import { chainHash, chainStart, followChain, genesisHash, type ChainedRow, type ChainVerdict } from './chain.ts'

export interface AuditEntry {
  /** Account id, or the name of the part of the program that acted by itself. */
  readonly actor: string
  readonly event: AuditEvent | (string & {})
  readonly outcome: 'success' | 'failure'
  /** A UID or an id of ours. */
  readonly object: string
  readonly detail?: string
}

/** Rows that must not be seen yet: acts of anyone but `exceptActor` on these objects. */
export interface Concealed {
  readonly objects: readonly string[]
  readonly exceptActor: string
}

export interface AuditVerdict {
  readonly valid: boolean
  readonly checked: number
  /** The first row that is wrong, or the first one that is missing. */
  readonly brokenAt: number | null
}

export interface Audit {
  /** Must run inside the transaction of the act it tells of. */
  record(entry: AuditEntry): void
  /** Newest first, those before `before` when given, less the concealed ones. */
  list(page: { before: number | null; limit: number; conceal?: Concealed }): { rows: AuditRow[]; total: number }
  /** What succeeded on one object, oldest first. */
  doneTo(object: string): AuditRow[]
  /** Oldest first, those after `seq`. */
  after(seq: number, limit: number): AuditRow[]
  /** Number of the last row; 0: none. */
  last(): number
  verify(): AuditVerdict
  /** The same a few rows at a time, so that a trail of years keeps nobody waiting. Null when it was stopped. */
  verifyAside(signal: AbortSignal): Promise<AuditVerdict | null>
  /** Brings the anchor up to the last durable row; to be called before the store is closed. */
  close(): void
}

export interface AuditPorts {
  readonly store: Store
  readonly now?: () => Date
  readonly anchor?: Anchor
  /** Where a failure to write the anchor is told; the anchor then lags and is written again later. */
  readonly report?: (error: unknown) => void
  /** How long commits are gathered before the anchor follows, milliseconds. */
  readonly anchorDelayMs?: number
}

type StoredRow = ChainedRow & AuditRow

const visible = '(actor = ? OR object NOT IN (SELECT value FROM json_each(?)))'
const shown = 'seq, at, actor, event, outcome, object, detail, hash'
/** Some milliseconds of work. */
const rowsAside = 250
const columns = 'seq, at, actor, event, outcome, object, detail, previous, hash'

export function createAudit({ store, now = () => new Date(), anchor, report = () => undefined, anchorDelayMs = 250 }: AuditPorts): Audit {
  const lastRow = store.prepare<[], AnchorPoint>('SELECT seq, hash FROM audit_events ORDER BY seq DESC LIMIT 1')
  const rowAt = store.prepare<[number], AnchorPoint>('SELECT seq, hash FROM audit_events WHERE seq = ?')
  const insert = store.prepare(`INSERT INTO audit_events (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const page = store.prepare<[number, string, string, number], AuditRow>(`SELECT ${shown} FROM audit_events WHERE seq < ? AND ${visible} ORDER BY seq DESC LIMIT ?`)
  const everyRow = store.prepare<[], StoredRow>(`SELECT ${columns} FROM audit_events ORDER BY seq`)
  const rowsAfter = store.prepare<[number, number], StoredRow>(`SELECT ${columns} FROM audit_events WHERE seq > ? ORDER BY seq LIMIT ?`)
  const shownAfter = store.prepare<[number, number], AuditRow>(`SELECT ${shown} FROM audit_events WHERE seq > ? ORDER BY seq LIMIT ?`)
  const doneTo = store.prepare<[string], AuditRow>(`SELECT ${shown} FROM audit_events WHERE object = ? AND outcome = 'success' ORDER BY seq`)
  const count = store.prepare<[string, string], { total: number }>(`SELECT count(*) AS total FROM audit_events WHERE ${visible}`)
  const last = (): AnchorPoint => lastRow.get() ?? { seq: 0, hash: genesisHash }

  /** True when the chain still holds the row that the anchor speaks of. */
  function anchorHolds(): boolean {
    const held = anchor?.read()
    if (held === undefined) return true
    if (held === 'absent' || held === 'forged') return false
    return held.seq === 0 ? held.hash === genesisHash : rowAt.get(held.seq)?.hash === held.hash
  }

  function verdictOf({ checked, brokenAt }: ChainVerdict): AuditVerdict {
    if (brokenAt !== null) return { valid: false, checked, brokenAt }
    if (!anchorHolds()) {
      const held = anchor?.read()
      return { valid: false, checked, brokenAt: typeof held === 'object' && held.seq <= checked ? held.seq : checked + 1 }
    }
    return { valid: true, checked, brokenAt: null }
  }

  let timer: NodeJS.Timeout | null = null
  function follow(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    // A broken anchor is evidence: it stays as it is until someone has looked.
    if (anchor !== undefined && anchorHolds()) anchor.write(last())
  }
  function followLater(): void {
    if (anchor === undefined || timer !== null) return
    timer = setTimeout(() => {
      try {
        follow()
      } catch (error) {
        report(error)
      }
    }, anchorDelayMs)
    timer.unref()
  }

  // Before the first row, so that a chain without an anchor can only be one whose anchor was taken away.
  if (anchor?.read() === 'absent' && last().seq === 0) anchor.write(last())

  return {
    record({ actor, event, outcome, object, detail = '' }) {
      if (!store.inTransaction) throw new Error('An audit row needs the transaction of its act')
      const { seq, hash: previous } = last()
      const row: ChainedRow = { seq: seq + 1, at: now().toISOString(), actor, event, outcome, object, detail, previous }
      insert.run(row.seq, row.at, actor, event, outcome, object, detail, previous, chainHash(row))
      store.afterCommit(followLater)
    },
    list({ before, limit, conceal = { objects: [], exceptActor: '' } }) {
      const hidden = JSON.stringify(conceal.objects)
      const rows = page.all(before ?? Number.MAX_SAFE_INTEGER, conceal.exceptActor, hidden, limit)
      return { rows, total: count.get(conceal.exceptActor, hidden)?.total ?? 0 }
    },
    doneTo: (object) => doneTo.all(object),
    after: (seq, limit) => shownAfter.all(seq, limit),
    last: () => last().seq,
    verify: () => verdictOf(followChain(everyRow.iterate())),
    async verifyAside(signal) {
      let followed = chainStart
      for (;;) {
        await setImmediate()
        if (signal.aborted) return null
        const rows = rowsAfter.all(followed.checked, rowsAside)
        followed = followChain(rows, followed)
        if (rows.length < rowsAside || followed.brokenAt !== null) return verdictOf(followed)
      }
    },
    close: follow,
  }
}
