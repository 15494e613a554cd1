/** What retrieving needs of other rooms. */
import type { Account, AccountId, AheadSettings, ExpectedError, PriorRule, ServerEvent } from '../../contract/index.ts'
import type { Audit } from '../../audit/index.ts'
import type { StudyAttributes } from '../../dicom/index.ts'
import type { RemoteStudy, Source } from '../../pacs/index.ts'
import type { Store } from '../../store/index.ts'
import type { Clock } from '../clock.ts'

export type Locality = 'remote' | 'retrieving' | 'partial' | 'local'

export interface IngestPort {
  ingest(source: AsyncIterable<Uint8Array>, options: { origin: 'pacs'; expected: string; signal: AbortSignal }): Promise<{ outcome: 'stored' | 'duplicate' | 'refused'; problem: ExpectedError | null }>
  haveInstances(studyInstanceUID: string): Set<string>
}

export interface KnownStudy extends StudyAttributes {
  modalities: string[]
  locality: Locality
}

export interface WorklistPort extends IngestPort {
  mergeRemoteStudies(studies: readonly RemoteStudy[]): { added: number }
  study(studyInstanceUID: string): KnownStudy | null
  /** Exams of this day or later that are here, came from a source and were not signed by the account: more of them may come. */
  growing(since: string, account: AccountId): string[]
  setLocality(studyInstanceUID: string, locality: Locality, progress: number | null): void
}

export interface RetrievalPorts {
  readonly store: Store
  readonly audit: Pick<Audit, 'record'>
  /** Where images come from, the archive first, with clients of the present settings. */
  readonly sources: () => readonly Source[]
  readonly worklist: WorklistPort
  /** What is fetched before anybody asks. */
  readonly ahead: () => AheadSettings
  readonly priorRules: () => readonly PriorRule[]
  readonly emit: (event: ServerEvent) => void
  readonly activeAccount: () => Account | null
  readonly onBug: (error: unknown) => string
  readonly clock: Clock
  /** 0..1 */
  readonly random: () => number
  /** How a source just behaved; null: it answered. */
  readonly sawSource: (source: Source, problem: ExpectedError | null) => void
}
