/** Everything that is being retrieved: one line for each source, side by side, made and ended as the settings name
 *  sources. */
import type { Loop } from '../loop.ts'
import { cancelledSentence, sayEnd } from './endings.ts'
import { createLane, type Lane, type Running } from './lane.ts'
import { rest } from './resting.ts'
import { runJob, type JobPorts } from './run-job.ts'

export interface Retriever extends Loop {
  /** What runs of a study now; null: nothing. */
  running(studyInstanceUID: string): (Running & { readonly givesWay: boolean }) | null
  /** To be called after a cancel or a pause was committed: ends what is on its way. */
  abort(studyInstanceUID: string): void
  /** After a request of this rank was committed. */
  raise(studyInstanceUID: string, priority: number): void
}

export function createRetriever(ports: JobPorts): Retriever {
  const lanes = new Map<string, Lane>()
  let started = false

  function reconcile(): void {
    if (!started) return
    const present = ports.sources().map(({ id }) => id)
    for (const [id, lane] of lanes) {
      if (present.includes(id)) continue
      lanes.delete(id)
      lane.stop().catch(ports.onBug)
    }
    for (const id of present) {
      if (lanes.has(id)) continue
      const lane = createLane({ ...ports, runJob: (running, signal) => runJob(ports, running, signal), changed: wake }, id)
      lanes.set(id, lane)
      lane.start()
    }
  }
  function wake(): void {
    reconcile()
    for (const lane of lanes.values()) lane.wake()
  }
  const find = (studyInstanceUID: string): Running | null => {
    for (const lane of lanes.values()) {
      const running = lane.running().find(({ job }) => job.study_instance_uid === studyInstanceUID)
      if (running !== undefined) return running
    }
    return null
  }

  return {
    running(studyInstanceUID) {
      const running = find(studyInstanceUID)
      return running === null ? null : { ...running, givesWay: !running.gate.isOpen }
    },
    abort(studyInstanceUID) {
      const running = find(studyInstanceUID)
      if (running !== null) return running.controller.abort()
      if (ports.rows.byStudy(studyInstanceUID)?.state === 'cancelled') return sayEnd(ports, studyInstanceUID, 'cancelled', cancelledSentence)
      rest(ports, studyInstanceUID)
    },
    raise(studyInstanceUID, priority) {
      for (const lane of lanes.values()) lane.raise(studyInstanceUID, priority)
    },
    wake,
    start() {
      started = true
      reconcile()
    },
    async stop() {
      started = false
      const ending = [...lanes.values()].map((lane) => lane.stop())
      lanes.clear()
      await Promise.all(ending)
    },
  }
}
