/** Corrections that readers ask for and that wait for this coordinator, oldest first. */
import type { AskedCorrection, StudyInstanceUID } from '../../main/contract/index.ts'
import { useOperation } from '../api/index.ts'

const none: readonly AskedCorrection[] = []

export interface CorrectionRequests {
  readonly rows: readonly AskedCorrection[]
  readonly error: unknown
  retry(): void
}

/** `study`: of this exam alone. */
export function useCorrectionRequests(study: StudyInstanceUID | null = null): CorrectionRequests {
  const { data, error, refetch } = useOperation('reading.corrections', {})
  const rows = data?.rows ?? none
  return { rows: study === null ? rows : rows.filter(({ studyInstanceUID }) => studyInstanceUID === study), error, retry: () => { void refetch() } }
}
