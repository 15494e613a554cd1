/** The composition root: the only place that knows every room. What needs no unlocked account lives as long as the
 *  program; everything else is built at an unlock (`unlocked-rooms.ts`) and torn down at the lock. */
import { join } from 'node:path'
import { ExpectedError, type Handlers } from '../contract/index.ts'
import { createCentreHandlers, createIdentity, createSessionHandlers, type Identity } from '../identity/index.ts'
import { newIncident } from '../diagnostics/index.ts'
import { openVault } from '../vault/index.ts'
import { createEventHub } from './event-hub.ts'
import type { AuditEntry, CreateWorkstation } from './ports.ts'
import { openRooms, type Rooms } from './unlocked-rooms.ts'

export const createWorkstation: CreateWorkstation = (options) => {
  const { log, profile, keychain } = options
  const events = createEventHub({ log })
  const report = (error: unknown): string => {
    const incident = newIncident()
    log.write('error', 'workstation/fault', { incident }, error)
    return incident
  }
  const identity: Identity<Rooms> = createIdentity<Rooms>({
    profile, host: options.host, version: options.version, language: options.language,
    openVault: (file) => openVault(keychain === null ? { file } : { file, keychain }),
    openRooms: (session) => openRooms(session, {
      cacheDir: join(profile, 'cache'), version: options.version, emit: (event) => events.emit(event), report,
      verifyPassphrase: (account, passphrase) => identity.verifyPassphrase(account, passphrase),
    }),
    closeRooms: (rooms) => rooms.close(),
    emit: (event) => events.emit(event),
    rotateToken: options.rotateToken,
    report,
  })
  const sessionHandlers: Partial<Handlers> = { ...createSessionHandlers(identity), ...createCentreHandlers(identity) }
  const rooms = (): Rooms => {
    const active = identity.active()
    if (active === null) throw new ExpectedError('session/locked')
    return active.rooms
  }
  const rowOf = ({ actor, event, operation, object, detail }: AuditEntry) => ({ actor, event, object, detail: detail === '' ? operation : detail })

  return Promise.resolve({
    handlers: () => ({ ...identity.active()?.rooms.handlers, ...sessionHandlers }),
    session: { account: () => identity.account(), signal: () => identity.signal() },
    audit: {
      act: (entry, work) => identity.act(rowOf(entry), work),
      failed: (entry) => identity.record({ ...rowOf(entry), outcome: 'failure' }),
    },
    bytes: {
      readFrame: (at, signal) => rooms().bytes.readFrame(at, signal),
      importFile: (importId, name, file, signal) => rooms().bytes.importFile(importId, name, file, signal),
      mediaPiece: (importId, file, step, piece, signal) => rooms().bytes.mediaPiece(importId, file, step, piece, signal),
      readReportPdf: (reportId, account, signal) => rooms().bytes.readReportPdf(reportId, account, signal),
      readSheetPdf: (readingId, account, signal) => rooms().bytes.readSheetPdf(readingId, account, signal),
      readBddPdf: (studyInstanceUID, account, signal) => rooms().bytes.readBddPdf(studyInstanceUID, account, signal),
      readLetterPdf: (letterId, account, signal) => rooms().bytes.readLetterPdf(letterId, account, signal),
    },
    events,
    lock(reason) { identity.lock(reason).catch(report) },
    close: () => identity.lock('shutdown'),
  })
}
