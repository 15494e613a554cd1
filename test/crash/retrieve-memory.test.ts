/** A retrieval in a process of its own, into a real vault, database and encrypted cache: its memory stays bounded whatever
 *  the size of an object or the number of objects, a cancel frees the line, a kill costs nothing that was whole.
 *  `RETRIEVE_OBJECT_MB` (2048 for the full size) and `RETRIEVE_OBJECTS` (5000) set the sizes. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, expect, it } from 'vitest'
import { startLargeArchive, until, type LargeArchive } from '../peers/index.ts'

const objectMegabytes = Number(process.env['RETRIEVE_OBJECT_MB'] ?? 64)
const objectCount = Number(process.env['RETRIEVE_OBJECTS'] ?? 120)
const megabyte = 1024 * 1024
/** Of the whole process: runtime, database, vault and retrieval. */
const bound = 400 * megabyte
/** Objects that may be on their way at once. */
const parallel = 4

interface Line { have?: string[]; received?: number; ended?: string }
interface Child {
  readonly lines: Line[]
  /** The most that the process ever held, bytes; read while it lives. */
  peak(): number
  cancel(): void
  kill(): Promise<void>
  /** Throws where it ended by a fault of its own. */
  alive(): true
  ended(): Promise<Line>
}

const open: (() => Promise<void>)[] = []
afterEach(async () => { for (const close of open.splice(0).toReversed()) await close() })

async function archive(options: Parameters<typeof startLargeArchive>[0]): Promise<LargeArchive> {
  const peer = await startLargeArchive(options)
  open.push(() => peer.stop())
  return peer
}
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'binocle-retrieve-'))
  open.push(() => { rmSync(path, { recursive: true, force: true }); return Promise.resolve() })
  return path
}

function start(path: string, from: LargeArchive): Child {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'retrieve-study-child.ts'), path, JSON.stringify({ url: from.url, studyInstanceUID: from.studyInstanceUID, user: '', password: '' })], { stdio: ['pipe', 'pipe', 'inherit'] })
  if (child.stdout === null || child.stdin === null) throw new Error('no pipes')
  const lines: Line[] = []
  let peak = 0
  const measure = () => {
    try {
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) * 1024)
    } catch { /* It has ended. */ }
  }
  createInterface({ input: child.stdout }).on('line', (line) => { measure(); lines.push(JSON.parse(line) as Line) })
  const { stdin } = child
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
  open.push(kill)
  return {
    lines, kill,
    peak: () => peak,
    alive() {
      if (child.exitCode !== null && child.exitCode !== 0) throw new Error(`the retrieval ended with ${child.exitCode}`)
      return true
    },
    cancel: () => { stdin.write('cancel\n') },
    async ended() {
      const end = () => lines.find(({ ended }) => ended !== undefined)
      await until(() => end() !== undefined || child.exitCode !== null, 'end of the retrieval', 540_000)
      return end() ?? {}
    },
  }
}

it(`A3 one object of ${objectMegabytes} MB comes whole within 400 MB of memory; cancelled on its way, its socket is freed and nothing of it stays`, async () => {
  const peer = await archive({ objects: 1, frames: objectMegabytes / 4 })
  const path = folder()
  const given = start(path, peer)
  await until(() => given.alive() && peer.asked.length > 0, 'the object to be asked for', 60_000)
  given.cancel()
  expect(await given.ended()).toEqual({ ended: 'cancelled', have: [] })
  await until(() => peer.openSockets() === 0, 'sockets freed')

  const whole = start(path, peer)
  expect(await whole.ended()).toEqual({ ended: 'complete', have: [expect.any(String)] })
  expect(whole.peak()).toBeGreaterThan(20 * megabyte)
  process.stderr.write(`one object of ${objectMegabytes} MB: ${Math.round(whole.peak() / megabyte)} MB of memory at most\n`)
  expect(whole.peak()).toBeLessThan(bound)
}, 600_000)

it(`A3 a study of ${objectCount} objects comes within 400 MB of memory, and after kill -9 nothing that was kept is fetched again`, async () => {
  const peer = await archive({ objects: objectCount, frames: 0, pauseMs: 5 })
  const path = folder()
  const first = start(path, peer)
  await until(() => first.alive() && (first.lines.at(-1)?.received ?? 0) > objectCount / 3, 'a third of it', 300_000)
  await first.kill()
  const asked = peer.asked.length

  const second = start(path, peer)
  const end = await second.ended()
  expect(end.ended).toBe('complete')
  const kept = second.lines[0]?.have ?? []
  const again = peer.asked.slice(asked)
  expect(kept.length).toBeGreaterThan(objectCount / 3)
  expect(again.filter((uid) => kept.includes(uid))).toEqual([])
  expect(again).toHaveLength(objectCount - kept.length)
  // What was on its way at the kill, or on its way to the disk, is all that the archive ever sent twice.
  expect(peer.asked.length).toBeLessThanOrEqual(objectCount + 2 * parallel)
  expect(new Set(end.have).size).toBe(objectCount)
  process.stderr.write(`${objectCount} objects: ${Math.round(Math.max(first.peak(), second.peak()) / megabyte)} MB of memory at most; ${peer.asked.length} asked for in all\n`)
  expect(Math.max(first.peak(), second.peak())).toBeLessThan(bound)
}, 600_000)
