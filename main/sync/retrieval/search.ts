/** One question to every source at once. What they answer is merged by StudyInstanceUID and noted as being there; a
 *  source that fails is named and spoils nothing. */
import { ExpectedError, describeProblem, type Output } from '../../contract/index.ts'
import type { RemoteStudy, Source, StudyQuery } from '../../pacs/index.ts'

export interface SearchAnswer {
  /** Each study once, as the first source that holds it tells it. */
  readonly studies: readonly RemoteStudy[]
  readonly bySource: ReadonlyMap<string, readonly string[]>
  readonly truncated: boolean
  readonly failed: Output<'pacs.search'>['failed']
}

/** Fails as the first source did when none answered. */
export async function searchAll(sources: readonly Source[], query: StudyQuery, limit: number, saw: (source: Source, problem: ExpectedError | null) => void, signal: AbortSignal): Promise<SearchAnswer> {
  const answers = await Promise.allSettled(sources.map(({ client }) => client.findStudies(query, limit, signal)))
  const merged = new Map<string, RemoteStudy>()
  const bySource = new Map<string, readonly string[]>()
  const failed: { source: string; problem: ReturnType<typeof describeProblem> }[] = []
  let truncated = false
  let first: unknown = null
  for (const [at, answer] of answers.entries()) {
    const source = sources[at]
    if (source === undefined) continue
    if (answer.status === 'fulfilled') {
      saw(source, null)
      truncated ||= answer.value.truncated
      bySource.set(source.id, answer.value.studies.map(({ studyInstanceUID }) => studyInstanceUID))
      for (const study of answer.value.studies) merged.set(study.studyInstanceUID, merged.get(study.studyInstanceUID) ?? study)
      continue
    }
    first ??= answer.reason
    // A bug is one whatever the others answered.
    if (!(answer.reason instanceof ExpectedError) || signal.aborted) throw answer.reason
    saw(source, answer.reason)
    failed.push({ source: source.name, problem: describeProblem(answer.reason) })
  }
  if (failed.length === sources.length) throw first
  return { studies: [...merged.values()], bySource, truncated, failed }
}
