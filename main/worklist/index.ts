/** The worklist room: which studies are known, where their bytes are, and the one way in for an object. */
import type { Account, AccountId, HandlersOf, IdentityReason, ImageDescriptor, MediaPatient, OrderBrief, ServerEvent, WorklistRow } from '../contract/index.ts'
import { ExpectedError } from '../contract/index.ts'
import type { Cache } from '../cache/index.ts'
import type { StudyAttributes } from '../dicom/index.ts'
import type { Identity } from '../domain/identity/index.ts'
import { trustedImage } from '../domain/image-safety/index.ts'
import type { ReconciledPatient } from '../domain/second-reading/index.ts'
import type { Store } from '../store/index.ts'
import { createAlteredObjects } from './altered-objects.ts'
import { cadReportsOf } from './cad.ts'
import { describeAgain } from './describe-again.ts'
import { readFrame, type FrameAddress, type FrameBytes } from './frames.ts'
import { reconciledPatient } from './identity/decisions.ts'
import { identityHandlers } from './identity/handlers.ts'
import { imagesOf } from './images.ts'
import { createImportSessions, type ImportSessions } from './import-sessions.ts'
import { ingest, type IngestOptions, type IngestOutcome } from './ingest.ts'
import { openStudy, priorsHere } from './open-study.ts'
import { noOrder, type OrderedIdentityOf } from './present-row.ts'
import { relatedTo, standingOf } from './prior.ts'
import { queryWorklist, studiesWith, studyName, worklistFacets, worklistRow, type StudyName } from './query.ts'
import { forgetInstances, forgetObjects, growing, hasStudy, setLocality, upsertRemoteStudy, type Locality, type RemoteStudy } from './study-rows.ts'

export type { StudyName } from './query.ts'
export type { FrameAddress, FrameBytes } from './frames.ts'
export type { OrderedIdentity, OrderedIdentityOf } from './present-row.ts'
export type { ImportSessions } from './import-sessions.ts'
export type { IngestOptions, IngestOutcome } from './ingest.ts'
export type { Locality, RemoteStudy } from './study-rows.ts'

/** What other rooms may know of a study: the attributes that go on a report, and its images. */
export interface StudyRecord extends StudyAttributes {
  studyInstanceUID: string
  modalities: string[]
  locality: Locality
  /** Generated for demonstration: says so on everything made from it. */
  demo: boolean
  images: ImageDescriptor[]
  /** What the data sets of a medium say, while it is given to the patient above. */
  reconciled: ReconciledPatient | null
}

export interface WorklistRoom {
  ingest(source: AsyncIterable<Uint8Array>, options: IngestOptions): Promise<IngestOutcome>
  mergeRemoteStudies(studies: readonly RemoteStudy[]): { added: number }
  study(studyInstanceUID: string): StudyRecord | null
  /** For lists of other rooms: no image is looked at. */
  nameOf(studyInstanceUID: string): StudyName | null
  /** Exams in which each word of a text is found, as in the search box of the list. */
  studiesWith(text: string): string[]
  /** As the list shows it to the account. */
  row(account: AccountId, studyInstanceUID: string): WorklistRow | null
  /** Local studies of the same patient and kind, newest first. */
  priorsHere(studyInstanceUID: string): string[]
  /** Those that need not be fetched. */
  haveInstances(studyInstanceUID: string): Set<string>
  setLocality(studyInstanceUID: string, locality: Locality, progress: number | null): void
  /** Exams of this day or later that are here, came from a PACS and were not signed by the account: more may come. */
  growing(since: string, account: AccountId): string[]
  forgetInstances(sopInstanceUIDs: readonly string[]): void
  readFrame(at: FrameAddress, signal: AbortSignal): FrameBytes
  imports: ImportSessions
  /** How many of these objects are stored here. */
  objectsHere(sopInstanceUIDs: readonly string[]): number
  /** How an identity stands to those known here. */
  standing(identity: Identity): { standing: MediaPatient['standing']; reasons: IdentityReason[] }
  handlers: HandlersOf<'worklist.query' | 'worklist.facets' | 'study.open' | 'study.cad' | 'study.evict' | 'import.open' | 'import.close' | 'identity.waiting' | 'identity.question' | 'identity.decide'>
}

interface Ports {
  store: Store
  cache: Cache
  emit(event: ServerEvent): void
  now(): Date
  /** True while a draft, an unsent report or a running retrieval needs the study here. */
  isHeld(studyInstanceUID: string): boolean
  /** In the transaction in which an image of a study became known. */
  imageArrived(studyInstanceUID: string): void
  /** The request that an exam was made for. */
  briefOrder?(studyInstanceUID: string): OrderBrief | null
  /** True while the account must not see what a machine found on the study. */
  staysBlind(account: Account, studyInstanceUID: string): boolean
  /** What the order of the exam says of its patient; absent where no orders come in. */
  orderedIdentity?: OrderedIdentityOf
}

export function createWorklist(ports: Ports): WorklistRoom {
  const { store, cache, emit, orderedIdentity: ordered = noOrder } = ports
  const altered = createAlteredObjects({ store, emit: (event) => emit(event) })
  const take = (source: AsyncIterable<Uint8Array>, options: IngestOptions) => ingest({ cache, store, altered, imageArrived: (study) => ports.imageArrived(study) }, source, options)
  const imports = createImportSessions({ ingest: take, emit, now: () => ports.now() })
  return {
    ingest: take,
    imports,
    objectsHere: (sopInstanceUIDs) => sopInstanceUIDs.filter((uid) => store.prepare('SELECT 1 FROM instances WHERE sop_uid = ?').get(uid) !== undefined).length,
    standing: (identity) => standingOf(relatedTo(store, identity, null)),
    mergeRemoteStudies(studies) {
      const added = store.transaction(() => studies.filter((study) => upsertRemoteStudy(store, study)).length)
      if (studies.length > 0) emit({ type: 'worklist.changed' })
      return { added }
    },
    priorsHere: (studyInstanceUID) => priorsHere(store, studyInstanceUID),
    study: (studyInstanceUID) => studyRecord(store, studyInstanceUID),
    nameOf: (studyInstanceUID) => studyName(store, studyInstanceUID),
    studiesWith: (text) => studiesWith(store, text),
    row: (account, studyInstanceUID) => worklistRow(store, account, studyInstanceUID, ordered),
    haveInstances: (studyInstanceUID) =>
      new Set(store.prepare<[string], { sop_uid: string }>('SELECT sop_uid FROM instances WHERE study_uid = ?').all(studyInstanceUID).map((row) => row.sop_uid).filter((uid) => !altered.has(uid))),
    growing: (since, account) => growing(store, since, account),
    setLocality: (studyInstanceUID, locality, progress) => setLocality(store, studyInstanceUID, locality, progress),
    forgetInstances: (sopInstanceUIDs) => store.transaction(() => forgetInstances(store, sopInstanceUIDs)),
    readFrame: (at, signal) => readFrame({ cache, store, foundAltered: (where) => altered.found(where) }, at, signal),
    handlers: {
      'worklist.query': (input, context) => {
        const { total, rows } = queryWorklist(store, actor(context), input, ordered)
        return { total, rows: rows.map((row) => withOrder(row, ports.briefOrder?.(row.studyInstanceUID) ?? null)) }
      },
      'worklist.facets': (_, context) => worklistFacets(store, actor(context)),
      'study.open': async ({ studyInstanceUID, ahead = false }, context) => {
        for (const study of [studyInstanceUID, ...priorsHere(store, studyInstanceUID)]) await describeAgain({ cache, store, altered }, study, context.signal)
        return context.act(studyInstanceUID, () => openStudy(store, actor(context), studyInstanceUID, ordered), ahead ? 'made ready ahead, not shown' : 'shown')
      },
      'study.cad': async ({ studyInstanceUID }, context) => {
        if (!hasStudy(store, studyInstanceUID)) throw new ExpectedError('request/not-found', { subject: studyInstanceUID })
        await describeAgain({ cache, store, altered }, studyInstanceUID, context.signal)
        // Asked last: a blind reading may have begun meanwhile.
        if (context.account === null || ports.staysBlind(context.account, studyInstanceUID)) throw new ExpectedError('cad/blind', { subject: studyInstanceUID })
        return context.act(studyInstanceUID, () => ({ reports: cadReportsOf(store, studyInstanceUID) }), 'CAD')
      },
      'study.evict': async (input, context) => {
        if (!hasStudy(store, input.studyInstanceUID)) throw new ExpectedError('request/not-found', { subject: input.studyInstanceUID })
        if (ports.isHeld(input.studyInstanceUID)) throw new ExpectedError('reading/invalid-transition', { subject: input.studyInstanceUID })
        const dropped = context.act(
          input.studyInstanceUID,
          () => {
            forgetObjects(store, input.studyInstanceUID)
            return cache.dropStudy(input.studyInstanceUID)
          },
          'evict',
        )
        await dropped.removeFiles()
        emit({ type: 'worklist.changed' })
        return {}
      },
      ...identityHandlers({ store, cache, emit, now: () => ports.now(), isHeld: (study) => ports.isHeld(study), ordered }),
      'import.open': () => ({ importId: imports.open() }),
      'import.close': (input, context) => {
        const report = imports.close(input.importId)
        return context.act(input.importId, () => report, `stored=${report.stored} duplicates=${report.duplicates} refused=${report.refused}`)
      },
    },
  }
}

const withOrder = (row: WorklistRow, order: OrderBrief | null): WorklistRow => (order === null ? row : { ...row, order })

function actor(context: { account: { id: Parameters<typeof queryWorklist>[1] } | null }): Parameters<typeof queryWorklist>[1] {
  if (context.account === null) throw new ExpectedError('session/locked')
  return context.account.id
}

function studyRecord(store: Store, studyInstanceUID: string): StudyRecord | null {
  const row = store.prepare<[string], Record<string, string | number | null>>('SELECT * FROM studies WHERE study_uid = ?').get(studyInstanceUID)
  if (row === undefined) return null
  const text = (name: string) => String(row[name] ?? '')
  const day = (name: string) => (typeof row[name] === 'string' ? row[name] : null)
  return {
    studyInstanceUID,
    patientName: text('patient_name'), patientID: text('patient_id'), issuerOfPatientID: text('issuer_of_patient_id'),
    patientBirthDate: day('patient_birth_date'), patientSex: text('patient_sex'), studyDate: day('study_date'), studyTime: text('study_time'),
    accessionNumber: text('accession_number'), studyID: text('study_id'), description: text('description'), institutionName: text('site'), referringPhysicianName: text('referring_physician'),
    modalities: text('modalities').split('\\').filter((value) => value !== ''),
    locality: text('locality') as Locality,
    demo: row['demo'] === 1,
    images: imagesOf(store, studyInstanceUID).map(trustedImage),
    reconciled: row['in_pacs'] === 1 ? null : reconciledPatient(store, studyInstanceUID),
  }
}
