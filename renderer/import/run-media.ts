/** A medium: its files are named to main, which asks for the pieces that it needs until it can say what is there; after the
 *  choice, until all of it is taken. What the disc does not give is named and passed over; what stops everything stops here,
 *  and what was stored stays stored. */
import { mediaPath, type ImportId, type MediaTree, type MediaWant, type StudyInstanceUID } from '../../main/contract/index.ts'
import { ConnectionError } from '../api/index.ts'
import type { Found } from './collect-files.ts'
import type { ImportPorts, ImportResult } from './run-import.ts'

export interface Looked { readonly importId: ImportId; readonly tree: MediaTree }
interface Options { readonly signal: AbortSignal; readonly onProgress: (done: number, total: number) => void }

const namedAtOnce = 1000
const inFlight = 3
const longestPath = 1024

export async function lookAtMedium(ports: ImportPorts, found: readonly Found[], options: Options): Promise<Looked> {
  const { importId } = await ports.call('import.open', {})
  try {
    for (let at = 0; at < found.length; at += namedAtOnce) {
      options.signal.throwIfAborted()
      await ports.call('import.list', { importId, files: found.slice(at, at + namedAtOnce).map(({ path, file }) => ({ path: path.slice(-longestPath), size: file.size })) }, { signal: options.signal })
    }
    await sendWanted(ports, importId, found, options)
    return { importId, tree: await ports.call('import.tree', { importId }, { signal: options.signal }) }
  } catch (error) {
    await leaveMedium(ports, importId)
    throw error
  }
}

export async function takeOfMedium(ports: ImportPorts, importId: ImportId, found: readonly Found[], studies: readonly StudyInstanceUID[], options: Options): Promise<ImportResult> {
  const { objects } = await ports.call('import.choose', { importId, studies: [...studies] }, { signal: options.signal })
  let passed = 0
  let stoppedBy: unknown = null
  try {
    await sendWanted(ports, importId, found, { signal: options.signal, onProgress: (done) => { passed = done; options.onProgress(done, objects) } })
  } catch (error) {
    if (!options.signal.aborted) stoppedBy = error
  }
  if (stoppedBy instanceof ConnectionError && stoppedBy.kind === 'unreachable') throw stoppedBy
  return { report: await ports.call('import.close', { importId }), passed, total: objects, stoppedBy }
}

/** Nothing of it is wanted: what main knows of it is forgotten. */
export async function leaveMedium(ports: ImportPorts, importId: ImportId): Promise<void> {
  await ports.call('import.close', { importId }).catch(() => undefined)
}

async function sendWanted(ports: ImportPorts, importId: ImportId, found: readonly Found[], { signal, onProgress }: Options): Promise<void> {
  let unreadable: number[] = []
  let done = 0
  for (;;) {
    signal.throwIfAborted()
    const { wants, left } = await ports.call('import.next', { importId, unreadable }, { signal })
    unreadable = []
    if (wants.length === 0) return
    const total = done + left
    const waiting = [...wants]
    const worker = async () => {
      for (let want = waiting.shift(); want !== undefined; want = waiting.shift()) {
        if (!(await send(ports, importId, want, found, signal))) unreadable.push(want.file)
        done += 1
        onProgress(done, total)
      }
    }
    await Promise.all(Array.from({ length: inFlight }, worker))
  }
}

/** False when the medium does not give the piece. */
async function send(ports: ImportPorts, importId: ImportId, want: MediaWant, found: readonly Found[], signal: AbortSignal): Promise<boolean> {
  const file = found[want.source]?.file
  if (file === undefined) return false
  const piece = file.slice(want.offset, want.offset + want.length)
  try {
    await ports.put(mediaPath(importId, want.file, want.step), piece, { signal })
    return true
  } catch (error) {
    // A scratched disc and a program that is gone look alike: the disc is asked.
    if (signal.aborted || !(error instanceof ConnectionError) || error.kind !== 'unreachable' || (await isReadable(piece))) throw error
    return false
  }
}

async function isReadable(piece: Blob): Promise<boolean> {
  try {
    const reader = piece.stream().getReader()
    while (!(await reader.read()).done) continue
    return true
  } catch {
    return false
  }
}
