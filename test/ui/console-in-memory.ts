/** A console for the windows to talk to: the real host (guard, token, dispatcher, event stream, security headers) over
 *  rooms that a test writes in memory. What the contract does not allow, neither side can say. */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { describeProblem, ExpectedError, noListener, type Account, type AccountId, type AuditRepositoryStanding, type AuditRow, type CardSummary, type CentreStatus, type ClockDifference, type ExchangeStatus, type LetterRow, type Consultation, type DeliveryAlarm, type DeliveryRow, type Display, type DisplayEvent, type DisplayId, type DisplayState, type ErrorCode, type Handlers, type ImportId, type ImportOutcome, type MammographyProtocol, type RetrieveJob, type OverrideReason, type PeerState, type Professional, type ReportedScreen, type ServerEvent, type Output, type SessionStatus, type SourceTest, type Settings, type WaitingRelease, type WorklistRow } from '../../main/contract/index.ts'
import { checkDue, defaultDisplayRule, fitness, matchDisplay, usablePixelPitch } from '../../main/domain/display-quality/index.ts'
import { defaultPriorRules } from '../../main/domain/priors/index.ts'
import { defaultSessionSettings } from '../../main/domain/reading-session/index.ts'
import { silentLog } from '../../main/diagnostics/index.ts'
import { createAccess } from '../../main/host/access.ts'
import { openBrowserHost } from '../../main/host/browser-host.ts'
import { createEventHub } from '../../main/host/event-hub.ts'
import { createHandle } from '../../main/host/handle.ts'
import { readStaticFiles } from '../../main/host/static-files.ts'
import { deliveriesInMemory, plainDelivery } from './deliveries-in-memory.ts'
import { newsInMemory, type DeskNews } from './corrections-in-memory.ts'
import { archiveSource, settingsAfter, workingSource } from './settings-in-memory.ts'
import { noOrders, ordersInMemory, type OrdersState } from './orders-in-memory.ts'
import { structureInMemory } from './structure-in-memory.ts'
import { facetsInMemory, queryInMemory } from './worklist-in-memory.ts'

export const passphrase = 'quatre saisons au bocage'

export interface ConsoleState {
  centre: CentreStatus
  /** With whom the register was founded. */
  founded?: string[]
  exchange: ExchangeStatus
  letters: LetterRow[]
  /** What the next card says that is read. */
  card: CardSummary
  /** Clocks that disagree. */
  clocks: ClockDifference[]
  /** Second readings that wait for a release. */
  waiting: WaitingRelease[]
  phase: SessionStatus['phase']
  failure: SessionStatus['failure']
  accounts: Account[]
  active: Account | null
  rows: WorklistRow[]
  ordersIn: OrdersState
  settings: Settings
  /** The active reader's own hanging. */
  hanging: MammographyProtocol | null
  hasUnreadableHanging: boolean
  professionals: Professional[]
  peers: { pacs: PeerState; ris: PeerState }
  outbox: DeliveryRow[]
  /** Reports that are not confirmed in their time. */
  alarms: DeliveryAlarm[]
  retrievals: RetrieveJob[]
  silentSource: Output<'pacs.search'>['failed'][number] | null
  audit: AuditRow[]
  auditRepository: AuditRepositoryStanding
  displays: Display[]
  /** What the windows reported of their screens. */
  screens: ReportedScreen[]
  override: OverrideReason | null
  /** Exams on which the active account is asked. */
  consultations: Consultation[]
  /** Exams on the structure's desk. */
  exams: number
  /** Corrections that wait for the coordinator, and late changes. */
  news: DeskNews
  /** The next call of an operation ends in this problem. */
  problems: Map<string, ErrorCode>
  /** Milliseconds before an operation is answered. */
  delays: Map<string, number>
  listener: Output<'sources.listener'>
  sourceTest: SourceTest
  /** Every operation asked for, in order. */
  asked: string[]
}

export interface ConsoleInMemory {
  readonly url: () => string
  readonly state: ConsoleState
  emit(event: ServerEvent): void
  lock(): void
  close(): Promise<void>
}

export const account = (displayName: string, ...roles: Account['roles']): Account => ({ id: randomUUID() as AccountId, displayName, roles, language: 'fr' })
/** The day of the browser's clock in these tests. */
const day = '2025-03-12'
const peer = (change: Partial<PeerState> = {}): PeerState => ({ configured: true, reachable: true, checkedAt: '2025-03-12T08:30:00.000Z', problem: null, ...change })

export function unlockedState(rows: WorklistRow[]): ConsoleState {
  const reader = account('Dr Essai Lecteur', 'ADMIN', 'L2', 'RADIOLOGIST')
  return {
    phase: 'unlocked', failure: null, accounts: [reader, account('Dr Première Lecture', 'L1')], active: reader, rows, ordersIn: noOrders(),
    settings: {
      sources: [archiveSource('https://pacs.example.org/dicom-web')], dicomIdentity: { aeTitle: 'BINOCLE', certificate: '', keySet: false, listen: { ...noListener, callers: [] } },
      ris: { host: 'ris.example.org', port: 2575, tls: true, certificateAuthority: '', receivingApplication: 'RIS', receivingFacility: 'CRCDC' },
      site: { name: 'Centre de lecture de démonstration', finess: '610000000', derogation: '' },
      policy: 'FR_DOCS_MASQUE', idleMinutes: 10, brightness: 1, displayRule: defaultDisplayRule, training: false, oneToOneDemanded: false, structuredReport: 'TID_1500', reportPayload: { default: { payload: 'PDF', patientOid: '', accessionOid: '', archiveCda: false }, sites: {}, level: 1, characterSet: 'UNICODE UTF-8', sector: '' }, sessions: defaultSessionSettings, ahead: { dayList: false, newImagesMinutes: 5 }, priors: [...defaultPriorRules], programme: { tomosynthesis: { default: false, sites: {} } },
    },
    centre: { mode: 'CONSOLE', held: true, id: 'centre', fingerprint: '3F8A 1C5E 9B7D 2046 F1E0 A8C4 B6D2 9357', madeAt: '2025-03-12T08:30:00.000Z', earlier: 0, mark: null, statements: null, compared: false, finding: null, ownFingerprint: '77A1 0C4E 52BD 9F36 E81A 4D70 C2F5 683B', people: [] }, waiting: [], clocks: [], letters: [],
    exchange: { standing: 'ALONE', centre: null, readers: [], hasMailbox: false, lookedAt: null, problem: null },
    card: { kind: 'ACCOUNT', name: 'Lectrice Essai', roles: ['L1', 'L2'], coordinators: [], issuedAt: '2025-03-12T08:00:00.000Z', fingerprint: '7C21 90AF 4E5B D3C8 1166 0B7E F2A9 58D4', known: false },
    hanging: null, hasUnreadableHanging: false, professionals: [],
    peers: { pacs: peer(), ris: peer() }, listener: { listening: null, problem: null }, sourceTest: workingSource, displays: [], screens: [], override: null, outbox: [], alarms: [], retrievals: [], silentSource: null, audit: [], auditRepository: { host: '', port: 6514, certificateAuthority: '', waiting: 0, problem: null }, consultations: [], exams: 300, news: { agreed: [], corrections: [], late: new Map() }, problems: new Map(), delays: new Map(), asked: [],
  }
}

export async function openConsole(initial: ConsoleState): Promise<ConsoleInMemory> {
  const state = initial
  const events = createEventHub()
  const access = createAccess({ launchSecret: null })
  const stopping = new AbortController()
  let session = new AbortController()
  const lock = () => {
    state.phase = 'locked'
    state.active = null
    session.abort()
    session = new AbortController()
    events.emit({ type: 'session.locked', token: access.rotate() })
  }
  const imports = new Map<ImportId, ImportOutcome[]>()
  const handlers = watched(state, handlersOf(state, { lock, imports, emit: (event) => { events.emit(event) } }))
  const handle = createHandle({
    host: 'browser', handlers: () => handlers, access, events, log: silentLog, stopping: stopping.signal,
    session: { account: () => state.active, signal: () => (state.active === null ? null : session.signal) },
    audit: { act: (_entry, work) => work(), failed: () => undefined },
    files: await readStaticFiles(process.env['BINOCLE_RENDERER'] ?? join(import.meta.dirname, '../../dist/renderer')),
    bytes: {
      readFrame: () => Promise.reject(new ExpectedError('request/not-found')),
      readReportPdf: () => Promise.reject(new ExpectedError('request/not-found')),
      readSheetPdf: () => Promise.reject(new ExpectedError('request/not-found')),
      readBddPdf: () => Promise.reject(new ExpectedError('request/not-found')),
      readLetterPdf: () => Promise.reject(new ExpectedError('request/not-found')),
      mediaPiece: () => Promise.reject(new ExpectedError('request/not-found')),
      importFile: async (importId, name, file) => {
        let length = 0
        for await (const chunk of file) length += chunk.byteLength
        const outcome = importOutcomeOf(name, length)
        imports.get(importId)?.push(outcome)
        return outcome
      },
    },
  })
  const host = await openBrowserHost({ handle, access, log: silentLog }, { port: 0 })
  return {
    state,
    lock,
    url: () => `${host.origin}/#code=${access.issueCode()}`,
    emit: (event) => { events.emit(event) },
    async close() {
      stopping.abort()
      await host.close()
    },
  }
}

/** What a file of an import becomes follows from its name, so that a test can ask for every outcome. */
function importOutcomeOf(name: string, length: number): ImportOutcome {
  const refused = (code: ErrorCode, params: Record<string, string | number> = {}): ImportOutcome =>
    ({ name, outcome: 'refused', sopInstanceUID: null, problem: describeProblem(new ExpectedError(code, { params })) })
  if (name.endsWith('.txt') || name.endsWith('.pdf')) return refused('dicom/not-dicom')
  if (name.includes('tronque')) return refused('dicom/truncated', { expected: 27_262_976, found: length })
  if (name.includes('classe')) return refused('dicom/unsupported-class', { sopClass: '1.2.840.10008.5.1.4.1.1.66.4' })
  if (name.includes('syntaxe')) return refused('dicom/syntax-mismatch', { syntax: '1.2.840.10008.1.2.4.90' })
  if (name.includes('conflit')) return refused('dicom/conflicting-duplicate')
  return { name, outcome: name.includes('double') ? 'duplicate' : 'stored', sopInstanceUID: '2.25.42', problem: null }
}

/** Notes what is asked, waits and fails as the test says. */
function watched(state: ConsoleState, handlers: Partial<Handlers>): Partial<Handlers> {
  return Object.fromEntries(Object.entries(handlers).map(([name, handler]) => [name, async (input: never, context: never) => {
    state.asked.push(name)
    const delay = state.delays.get(name) ?? 0
    if (delay > 0) await new Promise((resolve) => { setTimeout(resolve, delay) })
    const code = state.problems.get(name)
    if (code !== undefined) throw new ExpectedError(code, { params: code === 'session/too-many-attempts' ? { seconds: 12 } : {} })
    return await (handler as (input: never, context: never) => unknown)(input, context)
  }])) as Partial<Handlers>
}

function handlersOf(state: ConsoleState, acts: { lock: () => void; imports: Map<ImportId, ImportOutcome[]>; emit: (event: ServerEvent) => void }): Partial<Handlers> {
  const status = (): SessionStatus => ({
    phase: state.phase, failure: state.failure, accounts: state.accounts.map(({ id, displayName }) => ({ id, displayName })), account: state.active,
    language: state.active?.language ?? 'fr', version: '0.1.0', idleMinutes: state.settings.idleMinutes, host: 'browser',
  })
  const unlock = (chosen: Account) => {
    state.active = chosen
    state.phase = 'unlocked'
    return status()
  }
  const rowOf = (study: string) => {
    const row = state.rows.find(({ studyInstanceUID }) => studyInstanceUID === study)
    if (row === undefined) throw new ExpectedError('request/not-found')
    return row
  }
  const change = (study: string, changes: Partial<WorklistRow>) => {
    state.rows = state.rows.map((row) => (row.studyInstanceUID === study ? { ...row, ...changes } : row))
    acts.emit({ type: 'worklist.changed' })
    return {}
  }
  const displayState = (): DisplayState => {
    const rule = state.settings.displayRule
    const screens = state.screens.map((screen) => {
      const { display, candidates } = matchDisplay(screen, state.displays)
      return { display, candidates, reasons: fitness(display, screen, rule, day, state.displays).reasons, pixelPitchMm: usablePixelPitch(screen, display), checkDue: display !== null && checkDue(display.lastCheck, rule, day) }
    })
    return { fit: screens.length > 0 && screens.every(({ reasons }) => reasons.length === 0), screens, training: state.settings.training, override: state.override }
  }
  const displayOf = (id: string) => {
    const found = state.displays.find((display) => display.id === id)
    if (found === undefined) throw new ExpectedError('request/not-found')
    return found
  }
  return {
    ...ordersInMemory(state.ordersIn),
    ...structureInMemory(state.exams, () => { acts.emit({ type: 'structure.changed' }) }),
    ...newsInMemory(state.news, (studyInstanceUID) => { acts.emit({ type: 'reading.changed', studyInstanceUID }) }),
    'displays.list': () => ({ displays: state.displays }),
    'displays.report': ({ screens }) => {
      state.screens = screens
      return displayState()
    },
    'displays.save': ({ id, entry }) => {
      const by = state.active?.id ?? ('' as AccountId)
      const saved: Display = { ...entry, id: id ?? (randomUUID() as DisplayId), enteredBy: by, enteredAt: `${day}T08:00:00.000Z`, lastCheck: state.displays.find((display) => display.id === id)?.lastCheck ?? null }
      state.displays = [...state.displays.filter((display) => display.id !== id), saved]
      acts.emit({ type: 'displays.changed' })
      return saved
    },
    'displays.withdraw': ({ displayId }) => {
      state.displays = state.displays.filter((display) => display !== displayOf(displayId))
      acts.emit({ type: 'displays.changed' })
      return {}
    },
    'displays.history': ({ displayId }) => {
      const { id: _id, lastCheck, enteredBy, enteredAt, ...entry } = displayOf(displayId)
      const checks: DisplayEvent[] = lastCheck === null ? [] : [{ kind: 'check', at: lastCheck.at, by: lastCheck.by, pattern: lastCheck.pattern, failed: lastCheck.failed }]
      return { events: [...checks, { kind: 'entry', at: enteredAt, by: enteredBy, entry }] }
    },
    'displays.check': ({ displayId, pattern, failed }) => {
      const checked: Display = { ...displayOf(displayId), lastCheck: { at: `${day}T09:00:00.000Z`, day, by: state.active?.id ?? ('' as AccountId), pattern, failed } }
      state.displays = state.displays.map((display) => (display.id === displayId ? checked : display))
      acts.emit({ type: 'displays.changed' })
      return displayState()
    },
    'displays.override': ({ reason }) => {
      state.override = reason
      return displayState()
    },
    'session.status': status,
    'session.setUp': ({ displayName, roles, language }) => {
      const made: Account = { id: randomUUID() as AccountId, displayName, roles, language }
      state.accounts = [made]
      return unlock(made)
    },
    'session.unlock': ({ accountId, passphrase: given }) => {
      const chosen = state.accounts.find(({ id }) => id === accountId)
      if (chosen === undefined || given !== passphrase) throw new ExpectedError('session/wrong-passphrase')
      return unlock(chosen)
    },
    'session.lock': () => {
      acts.lock()
      return status()
    },
    'session.touch': () => ({}),
    'session.setLanguage': ({ language }) => {
      if (state.active !== null) state.active = { ...state.active, language }
      return status()
    },
    'programme.consultations': () => ({ consultations: state.consultations }),
    'keys.status': () => state.centre,
    'keys.grant': ({ accountId }) => (state.centre = { ...state.centre, people: state.centre.people.map((one) => (one.accountId === accountId ? { ...one, holds: true, confirmed: true } : one)) }),
    'keys.confirm': ({ accountId }) => (state.centre = { ...state.centre, people: state.centre.people.map((one) => (one.accountId === accountId ? { ...one, confirmed: true } : one)) }),
    'keys.compare': () => (state.centre = { ...state.centre, finding: null, compared: true }),
    'keys.found': ({ compared }) => {
      state.founded = compared.map(({ accountId }) => accountId)
      return (state.centre = { ...state.centre, finding: null })
    },
    'exchange.status': () => state.exchange,
    'exchange.letters': () => ({ rows: state.letters }),
    'exchange.ownCard': () => ({ fileName: 'carte-lectrice.binocle.json', text: '{}', fingerprint: '3F8A 1C5E 9B7D 2046 F1E0 A8C4 B6D2 9357' }),
    'exchange.centreCard': () => ({ fileName: 'carte-centre.binocle.json', text: '{}', fingerprint: 'A0B1 C2D3 E4F5 0617 2839 4A5B 6C7D 8E9F' }),
    'exchange.readCard': () => state.card,
    'exchange.admitReader': () => {
      const { name, roles, fingerprint } = state.card
      return (state.exchange = { ...state.exchange, readers: [...state.exchange.readers, { accountId: account('', 'L1').id, displayName: name, roles, fingerprint, admittedAt: '2025-03-12T09:00:00.000Z' }] })
    },
    'exchange.dismissReader': ({ accountId }) => (state.exchange = { ...state.exchange, readers: state.exchange.readers.filter((one) => one.accountId !== accountId) }),
    'exchange.joinCentre': () => {
      const { name, coordinators, fingerprint, issuedAt } = state.card
      return (state.exchange = { ...state.exchange, standing: 'READER', hasMailbox: true, centre: { name, coordinators, fingerprint, issuedAt } })
    },
    'exchange.leaveCentre': () => (state.exchange = { ...state.exchange, standing: 'ALONE', centre: null, hasMailbox: false }),
    'exchange.look': () => (state.exchange = { ...state.exchange, lookedAt: '2025-03-12T09:00:00.000Z', problem: null }),
    'exchange.waiting': () => ({ rows: state.waiting }),
    'exchange.release': ({ readingId }) => {
      state.waiting = state.waiting.filter((row) => row.readingId !== readingId)
      return { rows: state.waiting }
    },
    'professionals.list': () => ({ professionals: state.professionals }),
    'professionals.set': (input) => {
      state.professionals = [...state.professionals.filter(({ accountId }) => accountId !== input.accountId), input]
      return input
    },
    'accounts.list': () => ({ accounts: state.accounts }),
    'accounts.create': ({ displayName, roles, language }) => {
      if (state.accounts.some((one) => one.displayName === displayName)) throw new ExpectedError('account/name-taken')
      const made: Account = { id: randomUUID() as AccountId, displayName, roles, language }
      state.accounts.push(made)
      return made
    },
    'worklist.query': (input) => queryInMemory(state.rows, input),
    'worklist.facets': () => facetsInMemory(state.rows),
    'study.open': ({ studyInstanceUID }) => {
      const study = rowOf(studyInstanceUID)
      if (study.locality !== 'local') throw new ExpectedError('study/not-local')
      throw new ExpectedError('study/no-images')
    },
    'study.evict': ({ studyInstanceUID }) => change(studyInstanceUID, { locality: 'remote' }),
    'retrieve.start': ({ studyInstanceUID, priority }) => {
      state.retrievals = state.retrievals.map((job) => (job.studyInstanceUID === studyInstanceUID ? { ...job, state: 'queued', problem: null, priority: priority ?? 'OPEN_NOW' } : job))
      return change(studyInstanceUID, { locality: 'retrieving', progress: 0 })
    },
    'retrieve.cancel': ({ studyInstanceUID }) => {
      state.retrievals = state.retrievals.filter((job) => studyInstanceUID !== null && job.studyInstanceUID !== studyInstanceUID)
      return studyInstanceUID === null ? {} : change(studyInstanceUID, { locality: 'partial', progress: null })
    },
    'retrieve.pause': ({ studyInstanceUID }) => {
      state.retrievals = state.retrievals.map((job) => (job.state !== 'failed' && (studyInstanceUID === null || job.studyInstanceUID === studyInstanceUID) ? { ...job, state: 'paused', bytesPerSecond: null, secondsLeft: null } : job))
      return {}
    },
    'retrieve.resume': ({ studyInstanceUID }) => {
      state.retrievals = state.retrievals.map((job) => (job.state === 'paused' && (studyInstanceUID === null || job.studyInstanceUID === studyInstanceUID) ? { ...job, state: 'queued' } : job))
      return {}
    },
    'retrieve.jobs': () => ({ jobs: state.retrievals }),
    'pacs.search': ({ patientName }) => (patientName.startsWith('PERSONNE') ? { found: 0, added: 0, truncated: false, failed: [] } : { found: 12, added: 8, truncated: patientName.startsWith('TOUS'), failed: state.silentSource === null ? [] : [state.silentSource] }),
    'identity.waiting': () => ({ studies: [] }),
    'import.open': () => {
      const importId = randomUUID() as ImportId
      acts.imports.set(importId, [])
      return { importId }
    },
    'import.close': ({ importId }) => {
      const outcomes = acts.imports.get(importId) ?? []
      const of = (outcome: string) => outcomes.filter((one) => one.outcome === outcome).length
      return { importId, startedAt: '2025-03-12T08:00:00.000Z', endedAt: '2025-03-12T08:00:02.000Z', stored: of('stored'), duplicates: of('duplicate'), refused: of('refused'), studies: [], outcomes }
    },
    'delivery.list': () => ({ rows: state.outbox.map(plainDelivery) }),
    ...deliveriesInMemory(state),
    'delivery.retry': ({ outboxId }) => {
      const row = state.outbox.find(({ id }) => id === outboxId)
      if (row === undefined) throw new ExpectedError('request/not-found')
      row.state = 'queued'
      return plainDelivery(row)
    },
    'reports.ofStudy': () => ({ reports: [] }),
    'preferences.get': () => ({ hanging: state.hanging, hasUnreadableHanging: state.hasUnreadableHanging }),
    'preferences.set': ({ hanging }) => {
      state.hanging = hanging
      state.hasUnreadableHanging = false
      return { hanging, hasUnreadableHanging: false }
    },
    'settings.get': () => state.settings,
    'audit.repository': () => ({ ...state.auditRepository }),
    'audit.setRepository': (input) => { state.auditRepository = { ...state.auditRepository, ...input }; return state.auditRepository },
    'sources.listener': () => state.listener,
    'sources.test': () => state.sourceTest,
    'settings.set': (input) => {
      state.settings = settingsAfter(input, state.settings)
      acts.emit({ type: 'displays.changed' })
      return state.settings
    },
    'health.check': () => state.peers,
    'health.get': () => ({
      clocks: state.clocks,
      ...state.peers, recovered: [],
      pendingDeliveries: state.outbox.filter((row) => ['queued', 'leased', 'retry_wait', 'sent_unknown'].includes(row.state)).length,
      deadDeliveries: state.outbox.filter((row) => row.state === 'dead').length,
      urgentAlarms: state.alarms.filter(({ urgent, answered }) => urgent && answered === null).length, lateReports: state.alarms.length,
    }),
    'audit.list': ({ before, limit }) => {
      const rows = state.audit.filter(({ seq }) => before === null || seq < before).toSorted((one, other) => other.seq - one.seq)
      return { rows: rows.slice(0, limit), total: state.audit.length }
    },
    'audit.verify': () => ({ valid: true, checked: state.audit.length, brokenAt: null }),
  }
}
