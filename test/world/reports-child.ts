/** A console that signs report after report and delivers them, until all are confirmed or it is killed. Started again, it
 *  goes on from what its database holds. Its clock runs `rate` times as fast, so that waits of minutes pass in seconds. */
import { createDicomWebClient } from '../../main/pacs/index.ts'
import { createMllpClient } from '../../main/ris/index.ts'
import { openSyncBench } from '../fixtures/sync-bench.ts'
import { rowsOf } from './reports.ts'

export interface ConsoleTask {
  readonly folder: string
  readonly key: string
  readonly run: string
  readonly reports: number
  /** No report is signed after this, milliseconds since 1970. */
  readonly signsUntil: number
  readonly pacs: { url: string; user: string; password: string }
  readonly ris: { host: string; port: number }
  readonly rate: number
  /** When the run began, milliseconds since 1970. */
  readonly epoch: number
}

/** So many rows are on their way before the next report is signed. */
const backlog = 90

if (process.argv[2] !== undefined) {
  // Whoever started it is gone: nobody counts any more.
  process.stdin.once('end', () => process.exit(1)).resume()
  run(JSON.parse(process.argv[2]) as ConsoleTask)
}

function run(task: ConsoleTask): void {
  const clock = {
    now: () => new Date(task.epoch + (Date.now() - task.epoch) * task.rate),
    timer(ms: number, fire: () => void) {
      const timer = setTimeout(fire, Math.max(0, ms) / task.rate)
      return () => clearTimeout(timer)
    },
  }
  const bench = openSyncBench({ folder: task.folder, key: Buffer.from(task.key, 'hex'), clock, random: Math.random })
  bench.pacs = createDicomWebClient({ ...task.pacs, certificateAuthority: '' })
  bench.ris = createMllpClient({ ...task.ris, tls: false, certificateAuthority: '', ackTimeoutMs: 5_000 })
  const count = (sql: string) => bench.store.prepare<[], { n: number }>(sql).get()?.n ?? 0
  let signed = count('SELECT count(DISTINCT report_id) AS n FROM outbox')
  bench.sync.start()
  process.stdout.write('at work\n')
  const go = (): void => {
    if (bench.bugs.length > 0) throw bench.bugs[0]
    const unfinished = bench.store.prepare<[], { id: string; state: string; last_problem: string | null }>(`SELECT id, state, last_problem FROM outbox WHERE state NOT IN ('confirmed', 'superseded')`).all()
    const dead = unfinished.filter(({ state }) => state === 'dead')
    if (dead.length > 0) throw new Error(`given up: ${JSON.stringify(dead.slice(0, 5))}`)
    const open = unfinished.length
    const signs = signed < task.reports && Date.now() < task.signsUntil
    if (!signs && open === 0) {
      bench.close().then(() => process.exit(0), (error: unknown) => { throw error })
      return
    }
    for (let room = backlog - open; signs && room > 0 && signed < task.reports; room -= 3) {
      bench.enqueue(...rowsOf(task.run, signed))
      signed += 1
    }
    setTimeout(go, 40)
  }
  go()
}
