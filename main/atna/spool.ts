/** Tells the audit repository of every row of the trail, in order. The spool is the trail itself, encrypted as it lies: only
 *  how far the repository was told is kept beside it, after it took the rows. A process that dies between the two tells
 *  some rows again, which a repository takes for the same events; none is left out. Runs while a session is unlocked. */
import { describeProblem, ExpectedError, type AuditRow } from '../contract/index.ts'
import type { Audit } from '../audit/index.ts'
import type { Section } from '../settings/index.ts'
import type { Store } from '../store/index.ts'
import { backoffDelay, createLoop, type Clock, type Loop } from '../sync/index.ts'
import { auditMessage, type Known, type Reporter } from './audit-message.ts'
import type { SpoolPosition, StoredRepository } from './stored.ts'
import { sendAll, type RepositoryAddress } from './syslog.ts'

export interface SpoolPorts {
  readonly store: Store
  readonly audit: Pick<Audit, 'after' | 'last'>
  readonly clock: Clock
  readonly random: () => number
  readonly onBug: (error: unknown) => void
  readonly repository: Section<StoredRepository>
  readonly position: Section<SpoolPosition>
  readonly reporter: () => Reporter
  /** Shown where the repository wants to know who calls; PEM, empty: none. */
  readonly identity: () => { readonly certificate: string; readonly key: string }
  readonly known: (row: AuditRow) => Known
}

export interface Spool extends Loop {
  standing(): { waiting: number; problem: ReturnType<typeof describeProblem> | null }
}

/** Rows told over one connection. */
const batch = 200
/** New rows are looked for so often, milliseconds. */
const lookEvery = 5_000
const backoff = { base: 5_000, cap: 5 * 60_000 } as const

export function createSpool(ports: SpoolPorts): Spool {
  const { store, audit, clock, repository, position } = ports
  let failures = 0
  let problem: ExpectedError | null = null
  const waiting = () => Math.max(0, audit.last() - position.get().sentThrough)

  async function step(signal: AbortSignal): Promise<boolean> {
    const { host, port, certificateAuthority } = repository.get()
    const rows = host === '' ? [] : audit.after(position.get().sentThrough, batch)
    const last = rows.at(-1)
    if (last === undefined) return false
    const address: RepositoryAddress = { host, port, certificateAuthority, ...ports.identity() }
    const reporter = ports.reporter()
    try {
      await sendAll(address, rows.map((row) => ({ at: row.at, machine: reporter.machine, process: reporter.process, xml: auditMessage(row, ports.known(row), reporter) })), signal)
    } catch (error) {
      if (signal.aborted || !(error instanceof ExpectedError)) throw error
      failures += 1
      problem = error
      return false
    }
    failures = 0
    problem = null
    store.transaction(() => { position.set({ sentThrough: last.seq }) })
    return true
  }

  const loop = createLoop({ clock, onBug: ports.onBug }, {
    step,
    dueIn: () => (repository.get().host === '' ? null : failures === 0 ? lookEvery : backoffDelay(backoff, failures, ports.random)),
  })
  return {
    ...loop,
    wake() {
      failures = 0
      problem = null
      loop.wake()
    },
    standing: () => ({ waiting: waiting(), problem: problem === null ? null : describeProblem(problem) }),
  }
}
