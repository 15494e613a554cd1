/** The ATNA room: the audit trail told to an audit repository (IHE ITI TF-2 3.20, PS3.15 A.5). */
import { hostname } from 'node:os'
import type { AuditRow, HandlersOf } from '../contract/index.ts'
import type { Audit } from '../audit/index.ts'
import { createSection } from '../settings/index.ts'
import type { Store } from '../store/index.ts'
import { realClock, type Clock } from '../sync/index.ts'
import type { Known } from './audit-message.ts'
import { createSpool } from './spool.ts'
import { noRepository, spoolPosition, storedRepository } from './stored.ts'

export { auditMessage, type Known, type Reporter } from './audit-message.ts'
export { messages } from './codes.ts'

export interface AtnaPorts {
  readonly store: Store
  readonly audit: Pick<Audit, 'after' | 'last'>
  readonly site: () => { readonly finess: string }
  /** Our title among machines that speak DICOM; the name under which this console reports. */
  readonly identity: () => { readonly aeTitle: string; readonly certificate: string; readonly key: string }
  readonly known: (row: AuditRow) => Known
  readonly onBug: (error: unknown) => void
  readonly clock?: Clock
  readonly random?: () => number
}

export interface AtnaRoom {
  readonly handlers: HandlersOf<'audit.repository' | 'audit.setRepository'>
  start(): void
  stop(): Promise<void>
}

export function createAtna({ store, audit, site, identity, known, onBug, clock = realClock, random = Math.random }: AtnaPorts): AtnaRoom {
  const repository = createSection(store, 'auditRepository', storedRepository, noRepository)
  const position = createSection(store, 'auditSpool', spoolPosition, { sentThrough: 0 })
  const machine = hostname()
  const spool = createSpool({
    store, audit, clock, random, onBug, repository, position, known, identity,
    reporter: () => ({ sourceId: `${identity().aeTitle}@${machine}`, site: site().finess, machine, process: String(process.pid) }),
  })
  const standing = () => ({ ...repository.get(), ...spool.standing() })
  return {
    handlers: {
      'audit.repository': standing,
      'audit.setRepository': (input, context) => {
        context.act('settings', () => { repository.set(input) }, 'auditRepository')
        spool.wake()
        return standing()
      },
    },
    start: () => { spool.start() },
    stop: () => spool.stop(),
  }
}
