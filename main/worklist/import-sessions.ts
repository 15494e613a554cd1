/** Batches of files given by hand: each file is judged on its own, the report names every one. */
import { randomUUID } from 'node:crypto'
import type { ImportId, ImportOutcome, ImportReport, ServerEvent, StudyInstanceUID } from '../contract/index.ts'
import { describeProblem, ExpectedError } from '../contract/index.ts'
import type { IngestOptions, IngestOutcome } from './ingest.ts'

export interface ImportSessions {
  open(): ImportId
  isOpen(importId: string): boolean
  /** `studies`: what belongs to another one is refused; null: everything is taken. */
  put(importId: string, name: string, source: AsyncIterable<Uint8Array>, signal: AbortSignal, studies?: ReadonlySet<string> | null): Promise<ImportOutcome>
  /** A file that never came. */
  refuse(importId: string, name: string, problem: ExpectedError): void
  onClose(closed: (importId: string) => void): void
  close(importId: string): ImportReport
}

interface Ports {
  ingest(source: AsyncIterable<Uint8Array>, options: IngestOptions): Promise<IngestOutcome>
  emit(event: ServerEvent): void
  now(): Date
}

export function createImportSessions(ports: Ports): ImportSessions {
  const sessions = new Map<string, { startedAt: string; outcomes: ImportOutcome[]; studies: Set<string> }>()
  const listeners: ((importId: string) => void)[] = []
  return {
    isOpen: (importId) => sessions.has(importId),
    onClose: (closed) => { listeners.push(closed) },
    refuse(importId, name, problem) {
      sessions.get(importId)?.outcomes.push({ name: baseName(name), outcome: 'refused', sopInstanceUID: null, problem: describeProblem(problem) })
    },
    open() {
      const importId = randomUUID() as string as ImportId
      sessions.set(importId, { startedAt: ports.now().toISOString(), outcomes: [], studies: new Set() })
      return importId
    },
    async put(importId, name, source, signal, studies = null) {
      const session = sessions.get(importId)
      if (session === undefined) throw new ExpectedError('request/not-found', { subject: importId })
      const result = await ports.ingest(source, { origin: 'import', signal, ...studies === null ? {} : { studies } })
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
      for (const closed of listeners) closed(importId)
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
