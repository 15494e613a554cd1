/** Batches of files given by hand: each file is judged on its own, the report names every one. */
import { randomUUID } from 'node:crypto'
import type { ImportId, ImportOutcome, ImportReport, ServerEvent, StudyInstanceUID } from '../contract/index.ts'
import { describeProblem, ExpectedError } from '../contract/index.ts'
import type { IngestOptions, IngestOutcome } from './ingest.ts'

export interface ImportSessions {
  open(): ImportId
  put(importId: string, name: string, source: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<ImportOutcome>
  close(importId: string): ImportReport
}

interface Ports {
  ingest(source: AsyncIterable<Uint8Array>, options: IngestOptions): Promise<IngestOutcome>
  emit(event: ServerEvent): void
  now(): Date
}

export function createImportSessions(ports: Ports): ImportSessions {
  const sessions = new Map<string, { startedAt: string; outcomes: ImportOutcome[]; studies: Set<string> }>()
  return {
    open() {
      const importId = randomUUID() as string as ImportId
      sessions.set(importId, { startedAt: ports.now().toISOString(), outcomes: [], studies: new Set() })
      return importId
    },
    async put(importId, name, source, signal) {
      const session = sessions.get(importId)
      if (session === undefined) throw new ExpectedError('request/not-found', { subject: importId })
      const result = await ports.ingest(source, { origin: 'import', signal })
      if (result.studyInstanceUID !== null && result.outcome !== 'refused') session.studies.add(result.studyInstanceUID)
      const outcome: ImportOutcome = {
        name: baseName(name), outcome: result.outcome, sopInstanceUID: result.sopInstanceUID,
        problem: result.problem === null ? null : describeProblem(result.problem),
      }
      session.outcomes.push(outcome)
      ports.emit({ type: 'import.progress', importId: importId as ImportId, done: session.outcomes.length })
      if (result.outcome === 'stored') ports.emit({ type: 'worklist.changed' })
      return outcome
    },
    close(importId) {
      const session = sessions.get(importId)
      if (session === undefined) throw new ExpectedError('request/not-found', { subject: importId })
      sessions.delete(importId)
      const count = (outcome: ImportOutcome['outcome']) => session.outcomes.filter((one) => one.outcome === outcome).length
      return {
        importId: importId as ImportId, startedAt: session.startedAt, endedAt: ports.now().toISOString(),
        stored: count('stored'), duplicates: count('duplicate'), refused: count('refused'),
        studies: [...session.studies] as StudyInstanceUID[], outcomes: session.outcomes,
      }
    },
  }
}

function baseName(name: string): string {
  return name.split(/[/\\]/).at(-1) ?? name
}
