/** The line to one source. It runs one job at a time, the most urgent that the source may hold; one that is more urgent
 *  still takes the places and the bandwidth at once, and what was running stands aside until it is done. */
import type { Source } from '../../pacs/index.ts'
import { createLoop, type Loop } from '../loop.ts'
import { createGate, type Gate } from './gate.ts'
import { createMeter, type Meter } from './meter.ts'
import type { RetrievalPorts } from './ports.ts'
import type { RetrieveRow, RetrieveRows } from './retrieve-rows.ts'
import type { StudyCounts } from './retrieve-study.ts'
import { createTokenBucket, type TokenBucket } from './token-bucket.ts'

export interface Running {
  readonly job: RetrieveRow
  readonly source: Source
  readonly controller: AbortController
  readonly gate: Gate
  readonly meter: Meter
  readonly bucket: TokenBucket
  priority: number
  counts: StudyCounts | null
  /** The source may be asked for it now. */
  readonly inHours: () => boolean
}

export interface Lane extends Loop {
  running(): readonly Running[]
  /** A job got another priority while it ran. */
  raise(studyInstanceUID: string, priority: number): void
}

/** How often a source outside its hours is looked at, milliseconds. */
const hoursMs = 60_000

export interface LanePorts extends Pick<RetrievalPorts, 'clock' | 'onBug' | 'sources'> {
  readonly rows: RetrieveRows
  readonly runJob: (running: Running, signal: AbortSignal) => Promise<void>
  /** Something came into reach of another line. */
  readonly changed: () => void
}

export function createLane(ports: LanePorts, sourceId: string): Lane {
  const { rows, clock } = ports
  const source = () => ports.sources().find(({ id }) => id === sourceId) ?? null
  const bucket = createTokenBucket(clock, () => source()?.bytesPerSecond ?? null)
  const isOpen = () => source()?.isOpen(clock.now()) ?? false
  /** Most urgent last: that one alone moves. */
  const stack: Running[] = []
  const ends = new Set<Promise<void>>()

  function arrange(): void {
    stack.sort((one, other) => other.priority - one.priority)
    for (const one of stack.slice(0, -1)) one.gate.close()
    stack.at(-1)?.gate.open()
  }

  const loop = createLoop({ clock, onBug: ports.onBug }, {
    step(signal) {
      rows.returnExpiredLeases()
      const present = source()
      const before = stack.at(-1)?.priority ?? Infinity
      const job = present === null ? null : rows.lease({ sourceId, present: ports.sources().map(({ id }) => id), isOpen: isOpen(), before })
      if (present === null || job === null) return Promise.resolve(false)
      const controller = new AbortController()
      const running: Running = {
        job, source: present, controller, gate: createGate(), meter: createMeter(clock), bucket, priority: job.priority, counts: null,
        inHours: () => running.job.any_hour === 1 || rows.byStudy(job.study_instance_uid)?.any_hour === 1 || isOpen(),
      }
      stack.push(running)
      arrange()
      const end = ports.runJob(running, AbortSignal.any([signal, controller.signal])).catch(ports.onBug).then(() => {
        stack.splice(stack.indexOf(running), 1)
        arrange()
        ends.delete(end)
        ports.changed()
      })
      ends.add(end)
      return Promise.resolve(true)
    },
    dueIn() {
      if (source() === null) return null
      const due = rows.dueIn()
      return isOpen() ? due : Math.min(due ?? hoursMs, hoursMs)
    },
  })
  return {
    ...loop,
    running: () => stack,
    raise(studyInstanceUID, priority) {
      const running = stack.find(({ job }) => job.study_instance_uid === studyInstanceUID)
      if (running === undefined || running.priority <= priority) return
      running.priority = priority
      arrange()
    },
    async stop() {
      await loop.stop()
      await Promise.all(ends)
    },
  }
}
