/** The images of what is asked for: looked for when the order comes, and again while they are not there, since an order
 *  often precedes them. Only exams of the order's own patient are brought. */
import { examsOf } from './join.ts'
import type { OrderRow, OrderRows } from './order-rows.ts'
import type { OrdersPorts } from './ports.ts'

/** Milliseconds until an order is looked for again: sooner where it is urgent, later each time. */
const delays = [30_000, 60_000, 120_000, 300_000, 900_000]
const lookedForDays = 7
const atOnce = 20

export function createImages(ports: OrdersPorts, rows: OrderRows) {
  const tries = new Map<string, { count: number; due: number }>()
  const underWay = new Set<Promise<void>>()
  let sweeping = false
  let stopped = false

  const stillWanted = (id: string): OrderRow | null => {
    const row = rows.byId(id)
    return row === null || row.cancelled_at !== null ? null : row
  }
  function bring(row: OrderRow): boolean {
    const { joined } = examsOf(ports.store, row)
    if (joined.length === 0) return false
    ports.store.transaction(() => { for (const { studyInstanceUID } of joined) ports.bring(studyInstanceUID, row.urgency === 0 ? 'EMERGENCY' : 'TODAY') })
    return true
  }

  async function lookFor(id: string): Promise<void> {
    const row = stopped ? null : stillWanted(id)
    if (row === null || bring(row) || row.accession_number === '') return
    await ports.find(row.accession_number)
    if (stopped) return
    const after = stillWanted(id)
    if (after === null || bring(after)) {
      tries.delete(id)
      return
    }
    const count = tries.get(id)?.count ?? 0
    const delay = delays[Math.min(count + (after.urgency === 0 ? 0 : 1), delays.length - 1)] ?? 0
    tries.set(id, { count: count + 1, due: ports.now().getTime() + delay })
  }

  return {
    lookFor: (id: string): void => {
      const work = lookFor(id).catch((error: unknown) => { ports.onBug(error) }).finally(() => { underWay.delete(work) })
      underWay.add(work)
    },
    /** No look goes on after this. */
    async stop(): Promise<void> {
      stopped = true
      await Promise.all(underWay)
    },
    /** Orders without images whose turn has come, one after the other. */
    sweep(): void {
      if (sweeping || stopped) return
      sweeping = true
      const work = sweep().catch((error: unknown) => { ports.onBug(error) }).finally(() => {
        sweeping = false
        underWay.delete(work)
      })
      underWay.add(work)
    },
  }

  async function sweep(): Promise<void> {
    const since = new Date(ports.now().getTime() - lookedForDays * 86_400_000).toISOString()
    const wanted = ports.store.prepare<[string], OrderRow>(`SELECT * FROM orders WHERE cancelled_at IS NULL AND accession_number <> '' AND arrived_at >= ? ORDER BY urgency, arrived_at`).all(since)
    const due = wanted.filter((row) => (tries.get(row.id)?.due ?? 0) <= ports.now().getTime() && examsOf(ports.store, row).joined.length === 0)
    for (const { id } of due.slice(0, atOnce)) await lookFor(id)
  }
}
