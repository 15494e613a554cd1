/** What the handler needs from the rest of the program: every port that the composition root gives.
 *  Nothing here knows which host calls, and nothing knows SQLite, DICOM or a socket. */
import type {
  Account, AuditEvent, Handlers, ImportId, ImportOutcome, MediaStep, LetterId, OperationName, ReadingId, ReportId, SeriesInstanceUID, ServerEvent,
  SOPInstanceUID, StudyInstanceUID,
} from '../contract/index.ts'
import type { Log } from '../diagnostics/index.ts'
import type { KeychainPort } from '../vault/index.ts'

/** Who sends a request, as the host (not the request) knows it. Fails closed: the default is not authenticated. */
export interface Caller {
  /** `full`: a window of ours. `public`: a window whose token was rotated a moment ago; it may still ask for what
   *  is answered while locked. `none`: anybody who reached the socket. */
  readonly trust: 'full' | 'public' | 'none'
}

/** The one function that both hosts call. */
export type Handle = (request: Request, caller: Caller) => Promise<Response>

/** Bytes on their way to the socket; `length` becomes `Content-Length`. */
export interface ByteBody {
  readonly length: number
  readonly bytes: Uint8Array<ArrayBuffer> | AsyncIterable<Uint8Array<ArrayBuffer>>
}

export interface FrameAddress {
  readonly studyInstanceUID: StudyInstanceUID
  readonly seriesInstanceUID: SeriesInstanceUID
  readonly sopInstanceUID: SOPInstanceUID
  /** From 1. */
  readonly frame: number
}

export interface SessionPort {
  /** The active account; null while locked. */
  account(): Account | null
  /** Aborted when the present unlocked period ends: frames and acts in flight stop. Null while locked. */
  signal(): AbortSignal | null
}

export interface AuditEntry {
  /** Id of the account, or `-` where nobody is unlocked. */
  readonly actor: string
  readonly event: AuditEvent
  readonly operation: OperationName
  /** A UID or an id of ours; empty when unknown. */
  readonly object: string
  readonly detail: string
}

export interface AuditPort {
  /** Runs `work` and records its success, both in one transaction: both happen or neither. */
  act<T>(entry: AuditEntry, work: () => T): T
  /** Records an act that did not happen, in a transaction of its own. While no database is open the entry is kept
   *  in memory and recorded at the next unlock. */
  failed(entry: AuditEntry): void
}

/** Byte routes; each is called with an unlocked session only, and throws `ExpectedError`. */
export interface BytesPort {
  /** One frame in the transfer syntax of the stored object (PS3.18 10.4). */
  readFrame(at: FrameAddress, signal: AbortSignal): Promise<ByteBody & { readonly transferSyntaxUID: string }>
  /** One file of an open import. Reads `file` to its end, or throws `request/too-large`, `request/not-found`. */
  importFile(importId: ImportId, name: string, file: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<ImportOutcome>
  /** One piece of a file of a medium, as `import.next` asked for it. */
  mediaPiece(importId: ImportId, file: number, step: MediaStep, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void>
  /** The signed PDF of a report that the account may see. */
  readReportPdf(reportId: ReportId, account: Account, signal: AbortSignal): Promise<ByteBody>
  /** A letter that the structure issued, for a coordinator. */
  readSheetPdf(readingId: ReadingId, account: Account, signal: AbortSignal): Promise<ByteBody>
  readLetterPdf(letterId: LetterId, account: Account, signal: AbortSignal): Promise<ByteBody>
  /** The sheet of the deferred workup of an exam, for a coordinator. */
  readBddPdf(studyInstanceUID: StudyInstanceUID, account: Account, signal: AbortSignal): Promise<ByteBody>
}

/** Server events. The composition root makes one `createEventHub()` and gives `emit` to the rooms. */
export interface EventsPort {
  subscribe(listener: (event: ServerEvent) => void): () => void
}

/** The transport token of the windows. The browser host has one, the Electron host needs none. */
export interface AccessPort {
  readonly needsToken: boolean
  /** Exchanges a one-time code for the present token; null when the code is unknown, spent or too old. */
  redeem(code: string): string | null
  /** A new one-time code for whoever holds the secret of `launch.json`; null when the secret is wrong. */
  newCode(secret: string): string | null
  /** Aborted when every token given so far is taken back, other than by a lock. */
  untilTakenBack(): AbortSignal
}

export interface HandlerPorts {
  readonly host: 'electron' | 'browser'
  /** The handlers that exist at this moment: those of the public operations always, the others while unlocked. */
  readonly handlers: () => Partial<Handlers> | null
  readonly session: SessionPort
  readonly audit: AuditPort
  readonly bytes: BytesPort
  readonly events: EventsPort
  readonly access: AccessPort
  readonly log: Log
  /** Files of the renderer, by exact path. */
  readonly files: StaticFiles
  /** Aborted when the host stops: event streams end. */
  readonly stopping: AbortSignal
}

export interface StaticFile {
  readonly contentType: string
  readonly bytes: Uint8Array<ArrayBuffer>
}
export type StaticFiles = ReadonlyMap<string, StaticFile>

/** What a host gives the composition root (`createWorkstation` in workstation.ts). */
export interface WorkstationOptions {
  /** Everything that is kept lies under this folder. */
  readonly profile: string
  /** Folder of hanging protocols, templates, sheets and fonts. */
  readonly resources: string
  readonly host: 'electron' | 'browser'
  readonly version: string
  readonly language: 'fr' | 'en'
  readonly log: Log
  /** Absent in the browser host: there the passphrase stands alone. */
  readonly keychain: KeychainPort | null
  /** Makes the present transport token worthless and gives the next one, for the `session.locked` event;
   *  null where the host needs none. */
  readonly rotateToken: () => string | null
}

/** What the composition root gives a host. */
export interface Workstation {
  readonly handlers: HandlerPorts['handlers']
  readonly session: SessionPort
  readonly audit: AuditPort
  readonly bytes: BytesPort
  readonly events: EventsPort
  /** The operating system locked its session, or the machine goes to sleep. Harmless while locked. */
  lock(reason: 'system' | 'user'): void
  /** Stops jobs, forgets keys, closes the database. Called once, when the host ends. */
  close(): Promise<void>
}
export type CreateWorkstation = (options: WorkstationOptions) => Promise<Workstation>
