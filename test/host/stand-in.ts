/** A workstation without rooms, for tests of the host alone: one account, its handlers in memory, an audit that
 *  keeps what it is told, frames of known bytes. */
import {
  accountId, ExpectedError, type Account, type Handlers, type ImportOutcome, type ServerEvent, type SessionStatus,
} from '../../main/contract/index.ts'
import { silentLog } from '../../main/diagnostics/index.ts'
import { createEventHub, type AuditEntry, type ByteBody, type FrameAddress, type Workstation, type WorkstationOptions } from '../../main/host/index.ts'

export interface StandIn extends Workstation {
  readonly audited: (AuditEntry & { outcome: 'success' | 'failure' })[]
  emit(event: ServerEvent): void
  unlock(account?: Account): void
  setHandlers(handlers: Partial<Handlers>): void
  frame: (at: FrameAddress, signal: AbortSignal) => Promise<ByteBody & { transferSyntaxUID: string }>
  importFile: (name: string, file: AsyncIterable<Uint8Array>, signal: AbortSignal) => Promise<ImportOutcome>
  readonly closed: boolean
}

export const reader: Account = { id: accountId.parse('0190c0de-0000-7000-8000-000000000001'), displayName: 'L1', roles: ['L1'], language: 'fr' }

export function createStandIn({ rotateToken = () => null, host = 'browser' }: Partial<Pick<WorkstationOptions, 'rotateToken' | 'host'>> = {}): StandIn {
  const hub = createEventHub({ log: silentLog })
  const audited: StandIn['audited'] = []
  let active: { account: Account; ended: AbortController } | null = null
  let closed = false
  let inTransaction = false
  const status = (): SessionStatus => ({
    phase: active === null ? 'locked' : 'unlocked', failure: null, accounts: [], account: active?.account ?? null,
    language: 'fr', version: '0.0.0', idleMinutes: 10, host,
  })
  const lock = () => {
    active?.ended.abort()
    active = null
    hub.emit({ type: 'session.locked', token: rotateToken() })
  }
  let handlers: Partial<Handlers> = {
    'session.status': status,
    'session.lock': (_input, { act }) => act('session', () => { lock(); return status() }),
    'session.touch': () => ({}),
  }
  const standIn: StandIn = {
    audited,
    emit: (event) => { hub.emit(event) },
    unlock(account = reader) { active = { account, ended: new AbortController() } },
    setHandlers(more) { handlers = { ...handlers, ...more } },
    frame: () => Promise.reject(new ExpectedError('request/not-found')),
    importFile: (name) => Promise.resolve({ name, outcome: 'stored', sopInstanceUID: null, problem: null }),
    get closed() { return closed },

    handlers: () => handlers,
    session: { account: () => active?.account ?? null, signal: () => active?.ended.signal ?? null },
    audit: {
      act(entry, work) {
        if (inTransaction) throw new Error('already in a transaction')
        inTransaction = true
        try {
          const result = work()
          audited.push({ ...entry, outcome: 'success' })
          return result
        } finally {
          inTransaction = false
        }
      },
      failed(entry) { audited.push({ ...entry, outcome: 'failure' }) },
    },
    bytes: {
      readFrame: (at, signal) => standIn.frame(at, signal),
      importFile: (_id, name, file, signal) => standIn.importFile(name, file, signal),
      mediaPiece: () => Promise.reject(new ExpectedError('request/not-found')),
      readReportPdf: (_id, _account, _signal) => Promise.resolve({ length: 4, bytes: new TextEncoder().encode('%PDF') }),
      readSheetPdf: (_id, _account, _signal) => Promise.resolve({ length: 4, bytes: new TextEncoder().encode('%PDF') }),
      readBddPdf: (_study, _account, _signal) => Promise.resolve({ length: 4, bytes: new TextEncoder().encode('%PDF') }),
      readLetterPdf: (_id, _account, _signal) => Promise.resolve({ length: 4, bytes: new TextEncoder().encode('%PDF') }),
    },
    events: hub,
    lock,
    close() {
      closed = true
      return Promise.resolve()
    },
  }
  return standIn
}
