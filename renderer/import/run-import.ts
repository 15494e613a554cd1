/** One import: open, pass each file on, close, report. A file that is refused is named and the rest goes on; what stops
 *  everything (a full disk, a lock, a lost connection) stops here, and what was stored stays stored. */
import { importOutcome, importPath, type Call, type ErrorCode, type ImportOutcome, type ImportReport } from '../../main/contract/index.ts'
import { ConnectionError, ProblemError } from '../api/index.ts'

export interface ImportPorts {
  call: Call
  put(path: string, body: Blob, options: { signal: AbortSignal }): Promise<unknown>
}

export interface ImportResult {
  readonly report: ImportReport
  /** How many files were passed on: less than all when the reader stopped the import or something stopped it. */
  readonly passed: number
  readonly total: number
  readonly stoppedBy: unknown
}

const inFlight = 3
/** A name longer than this is cut at its front: the end, with its number, says more. */
const longestName = 200
const final: readonly ErrorCode[] = ['store/full', 'session/locked', 'request/unauthenticated']

export async function runImport(ports: ImportPorts, files: readonly File[], options: { signal: AbortSignal; onProgress: (done: number) => void }): Promise<ImportResult> {
  const { importId } = await ports.call('import.open', {})
  const refused: ImportOutcome[] = []
  const stop = new AbortController()
  const signal = AbortSignal.any([options.signal, stop.signal])
  let next = 0
  let passed = 0
  let stoppedBy: unknown = null

  const passOn = async (file: File) => {
    try {
      importOutcome.parse(await ports.put(importPath(importId, file.name.slice(-longestName)), file, { signal }))
    } catch (error) {
      if (!(error instanceof ProblemError) || final.includes(error.problem.code) || error.problem.code === 'request/aborted') throw error
      refused.push({ name: file.name, outcome: 'refused', sopInstanceUID: null, problem: error.problem })
    }
    passed += 1
    options.onProgress(passed)
  }
  const worker = async () => {
    for (let file = files[next++]; file !== undefined && !signal.aborted; file = files[next++]) {
      try {
        await passOn(file)
      } catch (error) {
        if (!signal.aborted) stoppedBy = error
        stop.abort()
      }
    }
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  if (stoppedBy instanceof ConnectionError && stoppedBy.kind === 'unreachable') throw stoppedBy

  const report = await ports.call('import.close', { importId })
  // What main could not even take in is not in its report.
  const missing = refused.filter(({ name }) => !report.outcomes.some((outcome) => outcome.name === name && outcome.outcome === 'refused'))
  return {
    report: { ...report, refused: report.refused + missing.length, outcomes: [...report.outcomes, ...missing] },
    passed, total: files.length, stoppedBy,
  }
}
