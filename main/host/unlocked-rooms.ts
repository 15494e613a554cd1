/** The rooms of one unlocked session, wired together and torn down together. Order matters: what was left by the last
 *  session is recovered before anything new is taken in, and nothing is sent before that. */
import { randomUUID } from 'node:crypto'
import { ExpectedError, type Account, type AccountId, type AssignableReader, type ExamIdentity, type Handlers, type ServerEvent } from '../contract/index.ts'
import { createAtna } from '../atna/index.ts'
import { createAuditHandlers } from '../audit/index.ts'
import { createCache } from '../cache/index.ts'
import { datasetDigest, newUid } from '../dicom/index.ts'
import { createOrders, type OrdersRoom } from '../orders/index.ts'
import { createDisplays } from '../displays/index.ts'
import { defaultParameters } from '../domain/dossier/index.ts'
import { createExchange, type Exchange } from '../exchange/index.ts'
import type { OpenSession } from '../identity/index.ts'
import { createMedia } from '../media/index.ts'
import { createPreferences, createPreferencesHandlers } from '../preferences/index.ts'
import { createProgramme } from '../programme/index.ts'
import { createReading, type ReadingRoom } from '../reading/index.ts'
import { createReporting } from '../reporting/index.ts'
import { createDemoWish, createSettingsHandlers } from '../settings/index.ts'
import { createSourceHandlers } from '../sources/index.ts'
import { createRounds } from '../rounds/index.ts'
import { createSessions } from '../sessions/index.ts'
import { createStructure } from '../structure/index.ts'
import { createSync, type Clock, type Sync } from '../sync/index.ts'
import { receivingReader } from '../vault/index.ts'
import { createWorklist } from '../worklist/index.ts'
import { ingestDemo } from './demo-studies.ts'
import { createDicomListener } from './dicom-listener.ts'
import { knownOrder, orderedIdentity } from './known-order.ts'
import { createPeerClients } from './peer-clients.ts'
import type { BytesPort } from './ports.ts'
import { foundInVault, recoverCachedObjects, verifyTrail, type Recovered } from './recovery.ts'

const anyStudy = { patientID: '', accessionNumber: '', patientName: '', studyDateFrom: null, studyDateTo: null, modality: '' } as const

export interface RoomsOptions {
  readonly cacheDir: string
  readonly version: string
  readonly emit: (event: ServerEvent) => void
  /** Logs a bug and gives its incident number. */
  readonly report: (error: unknown) => string
  readonly verifyPassphrase: (accountId: AccountId, passphrase: string) => Promise<void>
  /** By which deliveries and retrievals wait. */
  readonly clock?: Clock
}

export interface Rooms {
  readonly handlers: Omit<Handlers, `session.${string}` | `accounts.${string}` | `keys.${string}`>
  readonly bytes: BytesPort
  close(): Promise<void>
}

export async function openRooms(session: OpenSession, { cacheDir, version, emit, report, verifyPassphrase, clock }: RoomsOptions): Promise<Rooms> {
  const { store, audit, vault, settings, accounts } = session
  const now = (): Date => new Date()
  const cache = createCache({ dir: cacheDir, store, vault })
  const activeAccount = () => (session.signal.aborted ? null : session.account())
  const listener = createDicomListener({
    store, audit, emit, settings: () => settings.get(), worklist: () => worklist, account: activeAccount, signal: session.signal, onBug: report,
    commitmentReported: (heard) => { sync().commitmentReported(heard) },
  })
  const peers = createPeerClients(() => settings.get(), listener)
  let recovered: Recovered[] = []

  // Rooms of one height ask each other through these two names, which are set before anything is called.
  const held: { reading?: ReadingRoom; sync?: Sync; exchange?: Exchange; orders?: OrdersRoom } = {}
  const reading = (): ReadingRoom => present(held.reading)
  const sync = (): Sync => present(held.sync)
  const exchange = (): Exchange => present(held.exchange)
  const orders = (): OrdersRoom => present(held.orders)

  const worklist = createWorklist({ store, cache, emit, now, isHeld: (study) => reading().holdsStudy(study) || sync().holds(study), staysBlind: (account, study) => reading().staysBlind(account, study), imageArrived: (study) => reading().examChanged(study, 'IMAGES'), briefOrder: (study) => orders().briefOf(study), orderedIdentity: (study) => orderedIdentity(orders().ofStudy(study)) })
  held.sync = createSync({
    store, audit, worklist, exams: worklist, emit, pacs: peers.pacs, ris: peers.ris, sources: peers.sources, ahead: () => settings.get().ahead, priorRules: () => settings.get().priors, digest: datasetDigest,
    openPayload: (sealed) => vault.sealing.openBytes(sealed),
    opens: () => ({ account: vault.accountId, centre: vault.centre.standing().held }),
    activeAccount,
    maySeeReport: (account, reportId) => reading().maySeeDeliveries(account, reportId),
    deliveryChanged: (reportId) => reading().deliveryStateChanged(reportId),
    isUrgent: (studyInstanceUID) => orders().urgencyOf(studyInstanceUID) !== null, callBack: (studyInstanceUID) => orders().callBackOf(studyInstanceUID),
    recovered: () => [...foundInVault(vault), ...recovered], clocks: () => exchange().clocks(), onBug: report, ...(clock === undefined ? {} : { clock }),
  })
  const reporting = createReporting({
    store, sealing: vault.sealing, version, newUid, newId: randomUUID,
    outbox: { enqueue: (rows) => sync().outbox.enqueue(rows), ofReport: (reportId) => sync().deliveriesOf(reportId) },
    maySeeReportOf: (account, readingId) => reading().maySeeReportOf(account, readingId),
    maySeeDeliveriesOf: (account, readingId) => reading().maySeeDeliveriesOf(account, readingId),
    releasedPdf: (readingId, accountId) => reading().releasedPdf(readingId, accountId),
    site: () => settings.get().site, receiver: () => settings.get().ris, structuredReport: () => settings.get().structuredReport, reportPayload: () => settings.get().reportPayload,
    orderOf: (studyInstanceUID) => knownOrder(orders().ofStudy(studyInstanceUID)), hasAccount: (accountId) => accounts.rolesOf(accountId as AccountId) !== null,
  })
  const media = createMedia({ imports: worklist.imports, here: (objects) => worklist.objectsHere(objects), standing: (identity) => worklist.standing(identity) })
  const displays = createDisplays({ store, settings: () => settings.get(), emit, now, newId: randomUUID })
  const rounds = createRounds({
    store, audit, now, letterbox: () => exchange().letterbox, reading, onBug: report, newId: randomUUID,
    speaksForCentre: () => vault.centre.standing().held,
    account: () => activeAccount()?.id ?? null,
    isHere: (accountId) => accounts.rolesOf(accountId as AccountId) !== null,
    admittedRoles: async (accountId) => (await vault.foreign.admitted()).find(({ card }) => card.accountId === accountId)?.card.roles ?? [],
    identity: (studyInstanceUID) => identityOf(worklist.study(studyInstanceUID)),
    bring: (studyInstanceUID, anew) => sync().bring(studyInstanceUID, 'TODAY', { anew }),
    async find({ patientID, accessionNumber }) {
      if (patientID === '' && accessionNumber === '') return
      await sync().find({ ...anyStudy, patientID, accessionNumber }, { actor: vault.accountId, why: 'exam of a letter' }, session.signal)
    },
  })
  const programme = createProgramme({
    store, audit, emit, now, policy: () => settings.get().policy,
    parameters: () => ({ ...defaultParameters, undoMinutes: settings.get().sessions.undoMinutes }),
    images: (studyInstanceUID) => worklist.study(studyInstanceUID)?.images.map(({ sopInstanceUID }) => sopInstanceUID) ?? null,
    letGo: (studyInstanceUID) => sync().outbox.letGo(studyInstanceUID),
    priorsHere: (studyInstanceUID) => worklist.priorsHere(studyInstanceUID).length,
    row: (account, studyInstanceUID) => worklist.row(account, studyInstanceUID),
    readers: async () => [...readersOf(session.people()), ...(await vault.foreign.admitted()).map(({ card }) => ({ accountId: card.accountId, displayName: card.displayName, roles: card.roles, here: false }))],
    told: (news) => rounds.told(news), owing: () => { rounds.elsewhere.owing() }, lookAgain: (studyInstanceUID) => { exchange().readAgain(studyInstanceUID) },
    newId: randomUUID,
  })
  held.reading = createReading({
    row: (account, studyInstanceUID) => worklist.row(account, studyInstanceUID),
    store, audit, sealing: vault.sealing, verifyPassphrase, emit, activeAccount, now, newId: randomUUID,
    study: (studyInstanceUID) => worklist.study(studyInstanceUID),
    prepareReport: (signed, heldDocuments) => reporting.prepare(signed, heldDocuments),
    prepareWithdrawal: (signed, how) => reporting.prepareWithdrawal(signed, how), withdrawnAt: (reportId) => reporting.withdrawnAt(reportId),
    sealedPdf: (readingId) => reporting.sealedPdf(readingId),
    withdraw: (reportId) => sync().outbox.withdraw(reportId),
    blindnessOver: (studyInstanceUID, result) => sync().outbox.letGo(studyInstanceUID, result),
    centreMode: () => vault.centre.standing().mode,
    readerKey: (accountId) => receivingReader(vault, accountId),
    accountsWith: (role) => accounts.ids().filter((id) => accounts.rolesOf(id as AccountId)?.includes(role) === true) as AccountId[],
    deliveriesOf: (reportId) => sync().fatesOf(reportId),
    orderedUrgency: (studyInstanceUID) => orders().urgencyOf(studyInstanceUID),
    policy: () => settings.get().policy,
    undoMinutes: () => settings.get().sessions.undoMinutes,
    demandsOneToOne: () => settings.get().oneToOneDemanded,
    displayGate: () => displays.standing(),
    elsewhere: rounds.elsewhere,
    course: programme.course, recallShare: programme.recallShare,
  })

  const structure = createStructure({
    store, sealing: vault.sealing, emit, now, newId: randomUUID,
    opinionOf: (account, readingId, moment) => reading().countedOpinion(account, readingId, moment),
    course: programme.desk, policy: () => settings.get().policy,
    images: (studyInstanceUID) => worklist.study(studyInstanceUID)?.images ?? [],
    printLetter: (letter, at) => reporting.printLetter(letter, at),
    site: () => settings.get().site,
  })
  const sessions = createSessions({
    store, verifyPassphrase, now, newId: randomUUID, onBug: report,
    settings: () => settings.get().sessions,
    row: (account, studyInstanceUID) => worklist.row(account, studyInstanceUID),
    awaitsSecond: (account, studyInstanceUID) => reading().awaitsSecond(account, studyInstanceUID),
    reading: reading().sessionActs,
    bring: (studyInstanceUID) => { sync().bring(studyInstanceUID, 'NEXT_IN_SESSION') },
  })

  held.exchange = createExchange({
    store, audit, vault, emit, pacs: peers.pacs, onBug: report, newId: randomUUID, newUid,
    account: () => session.account(),
    accounts: () => accounts.ids().map((id) => ({ id: id as AccountId, roles: accounts.rolesOf(id as AccountId) ?? [] })),
    outbox: { enqueue: (rows) => sync().outbox.enqueue(rows) },
    centreName: () => settings.get().site.name,
    take: (letter) => rounds.take(letter),
    accessionNumber: (studyInstanceUID) => worklist.study(studyInstanceUID)?.accessionNumber ?? null,
  })

  held.orders = createOrders({
    store, audit, emit, now, newId: randomUUID, newUid, onBug: report,
    training: () => settings.get().training, site: () => settings.get().site, professional: (accountId) => reporting.professional(accountId), dicomIdentity: () => settings.get().dicomIdentity,
    // Sources that are silent now are no fault of the order: it is looked for again.
    find: async (accessionNumber) => {
      await sync().find({ ...anyStudy, accessionNumber }, { actor: 'ris', why: 'exam of an order' }, session.signal).catch((error: unknown) => { if (!(error instanceof ExpectedError)) throw error })
    },
    bring: (study, priority) => { sync().bring(study, priority) },
    staysBlind: (account, study) => reading().staysBlind(account, study),
    signedOwn: (account, study) => ['signed', 'sent', 'handled', 'send-failed'].includes(worklist.row(account.id, study)?.reading ?? 'none'),
    askArchive: async (since) => { await sync().find({ ...anyStudy, studyDateFrom: since }, { actor: 'ris', why: 'exams of the last days' }, session.signal) },
    outbox: { enqueue: (rows) => sync().outbox.enqueue(rows) }, risConfigured: () => peers.ris() !== null, sealBytes: (bytes) => vault.sealing.sealBytes(bytes),
  })

  const atna = createAtna({
    store, audit, onBug: report, site: () => settings.get().site, identity: () => settings.get().dicomIdentity,
    known: ({ actor, object }) => {
      const study = worklist.study(reading().studyOf(object) ?? object)
      return { userName: session.people().find(({ id }) => id === actor)?.displayName ?? null, study: study === null ? null : { studyInstanceUID: study.studyInstanceUID, patientID: study.patientID } }
    },
  })

  recovered = await recoverCachedObjects({ cache, worklist })
  await listener.renew()
  sync().start()
  exchange().start()
  orders().start()
  atna.start()
  // Leases that ran out and readings to compare, left while nobody who may was here; then once a minute.
  const sweepExams = (): void => {
    try { programme.sweep() } catch (error) { report(error) }
    rounds.sweep().catch(report)
  }
  sweepExams()
  structure.workOffArrears()
  const sweeping = setInterval(sweepExams, 60_000)
  sweeping.unref()
  const verified = verifyTrail(audit, session.signal).then((broken) => {
    if (broken === null) return
    recovered = [...recovered, broken]
    emit({ type: 'health.changed' })
  }).catch(report)
  const wish = createDemoWish({ store })
  if (session.demo) wish.make()
  const demo = wish.pending ? ingestDemo(worklist, { wish, emit, signal: session.signal }).catch(report) : Promise.resolve()

  return {
    handlers: {
      ...worklist.handlers, ...media.handlers, ...sync().handlers, ...reading().handlers, ...sessions.handlers, ...reporting.handlers, ...displays.handlers, ...structure.handlers, ...exchange().handlers, ...programme.handlers, ...orders().handlers,
      ...atna.handlers,
      ...createPreferencesHandlers({ preferences: createPreferences({ store }) }),
      ...createSourceHandlers({ settings: () => settings.get(), listener, now }),
      ...createSettingsHandlers({
        settings,
        changed() {
          peers.renew()
          listener.renew().catch(report)
          sync().settingsChanged()
          orders().settingsChanged()
          emit({ type: 'health.changed' })
          emit({ type: 'displays.changed' })
        },
      }),
      ...createAuditHandlers({ audit, concealedFrom: (account) => [...reading().concealedFrom(account), ...sessions.concealedFrom(account)] }),
    },
    bytes: {
      readFrame: (at, signal) => {
        const { transferSyntaxUID, length, stream } = worklist.readFrame(at, signal)
        return Promise.resolve({ transferSyntaxUID, length, bytes: stream })
      },
      importFile: (importId, name, file, signal) => worklist.imports.put(importId, name, file, signal),
      mediaPiece: (importId, file, step, piece, signal) => media.piece(importId, file, step, piece, signal),
      readReportPdf: async (reportId, account) => {
        const bytes = await reporting.reportPdf(account, reportId)
        store.transaction(() => audit.record({ actor: account.id, event: 'instances-accessed', outcome: 'success', object: reportId, detail: 'report PDF' }))
        return { length: bytes.length, bytes }
      },
      readSheetPdf: async (readingId, account) => {
        const bytes = await reporting.sheetPdf(await reading().signedSheet(account, readingId))
        store.transaction(() => audit.record({ actor: account.id, event: 'export', outcome: 'success', object: readingId, detail: 'sheet PDF' }))
        return { length: bytes.length, bytes }
      },
      readBddPdf: async (studyInstanceUID, account) => {
        const asked = await structure.workupAsked(account, studyInstanceUID)
        const study = worklist.study(studyInstanceUID)
        if (study === null) throw new ExpectedError('request/not-found')
        const bytes = await reporting.bddPdf({ ...asked, study })
        store.transaction(() => audit.record({ actor: account.id, event: 'export', outcome: 'success', object: studyInstanceUID, detail: 'workup sheet PDF' }))
        return { length: bytes.length, bytes }
      },
      readLetterPdf: async (letterId, account) => {
        const bytes = await structure.letterPdf(account, letterId)
        store.transaction(() => audit.record({ actor: account.id, event: 'instances-accessed', outcome: 'success', object: letterId, detail: 'letter PDF' }))
        return { length: bytes.length, bytes }
      },
    },
    async close() {
      try {
        clearInterval(sweeping)
        await listener.stop()
        await orders().stop()
        await atna.stop()
        await exchange().stop()
        await rounds.stop()
        await sync().stop()
        await Promise.all([demo, verified])
      } finally {
        cache.close()
        peers.close()
      }
    },
  }
}

/** The demonstration's exams concern no other console. */
function identityOf(study: ReturnType<ReturnType<typeof createWorklist>['study']>): ExamIdentity | null {
  if (study === null || study.demo) return null
  const { patientID, patientBirthDate, accessionNumber } = study
  return { patientID, patientBirthDate, accessionNumber }
}

function readersOf(people: readonly Account[]): AssignableReader[] {
  return people.filter(({ roles }) => roles.includes('L1') || roles.includes('L2')).map(({ id, displayName, roles }) => ({ accountId: id, displayName, roles, here: true }))
}

function present<T>(room: T | undefined): T {
  if (room === undefined) throw new Error('a room was asked before it was built')
  return room
}
