/** Audit rows of what happened while no database was open, failed unlocks above all. Kept in a file of their own
 *  until the next unlock writes them into the chain; a restart does not lose them. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Audit, AuditEntry } from '../audit/index.ts'
import type { Store } from '../store/index.ts'
import { writeDurably } from '../vault/index.ts'

/** More than this is counted, not kept: a flood of attempts must not fill the disk. */
const most = 500

const pendingEntry = z.strictObject({
  at: z.iso.datetime(), actor: z.string(), event: z.string(), outcome: z.enum(['success', 'failure']), object: z.string(), detail: z.string(),
})
const pendingFile = z.strictObject({ entries: z.array(pendingEntry), left: z.number().int().min(0) })
type Pending = z.infer<typeof pendingFile>

export interface PendingAudit {
  keep(entry: AuditEntry): void
  /** Writes what is kept into the chain, then forgets it; a crash in between writes it twice, never not at all. */
  drain(open: { store: Store; audit: Audit }): void
}

const nothing: Pending = { entries: [], left: 0 }
const unreadable: Pending = {
  entries: [{ at: new Date(0).toISOString(), actor: '-', event: 'security-alert', outcome: 'failure', object: 'pending-audit', detail: 'the file of pending rows could not be read' }],
  left: 0,
}

function read(file: string): Pending {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return nothing
    throw error
  }
  try {
    return pendingFile.parse(JSON.parse(text))
  } catch {
    return unreadable // becomes itself a row of the chain
  }
}

export function createPendingAudit({ file, now }: { file: string; now: () => Date }): PendingAudit {
  let pending = read(file)
  function set(next: Pending): void {
    pending = next
    writeDurably(file, JSON.stringify(next))
  }
  return {
    keep({ detail = '', ...entry }) {
      if (pending.entries.length >= most) return set({ ...pending, left: pending.left + 1 })
      set({ ...pending, entries: [...pending.entries, { at: now().toISOString(), ...entry, detail }] })
    },
    drain({ store, audit }) {
      if (pending.entries.length === 0) return
      store.transaction(() => {
        for (const { at, detail, ...entry } of pending.entries) audit.record({ ...entry, detail: `${detail} (while locked, at ${at})`.trim() })
        if (pending.left > 0)
          audit.record({ actor: '-', event: 'security-alert', outcome: 'failure', object: 'pending-audit', detail: `${pending.left} more were counted and not kept` })
      })
      set(nothing)
    },
  }
}
