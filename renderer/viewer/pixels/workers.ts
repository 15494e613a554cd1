/** The decode workers: as many as asked for, started on first need, restarted when one dies. */
import type { DecodedFrame, DecodeParameters } from './frame.ts'
import { createGate } from './gate.ts'
import { ImageProblem } from './problem.ts'
import type { DecodeAnswer, DecodeJob, DecodeOrder, WarmOrder } from './worker-messages.ts'

export interface DecodeWorkers {
  /** The bytes are transferred away. Once a worker has begun, an abort only gives the answer up. */
  decode(job: DecodeJob, urgency: () => number, signal: AbortSignal): Promise<DecodedFrame>
  /** Starts the workers and compiles what most frames need. */
  warm(): void
  terminate(): void
}

/** Leaves one core to the interface; more than four workers only compete for memory bandwidth. */
export const suitableWorkerCount = (cores: number): number => Math.min(Math.max(cores - 1, 2), 4)

const startWorker = (): Worker => new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module', name: 'decode' })

export function createDecodeWorkers(count: number, start: () => Worker = startWorker): DecodeWorkers {
  const gate = createGate(count)
  const idle: Worker[] = []
  const all = new Set<Worker>()
  let lastId = 0

  const take = (): Worker => {
    const worker = idle.pop() ?? start()
    all.add(worker)
    return worker
  }

  const ask = (worker: Worker, job: DecodeJob): Promise<DecodedFrame> => new Promise((resolve, reject) => {
    const id = ++lastId
    const settle = (): void => {
      worker.removeEventListener('message', onMessage)
      worker.removeEventListener('error', onError)
    }
    const onMessage = (event: MessageEvent<DecodeAnswer>): void => {
      if (event.data.id !== id) return
      settle()
      idle.push(worker)
      if ('frame' in event.data) resolve(event.data.frame)
      else reject(new ImageProblem(event.data.problem.code, event.data.problem.detail))
    }
    const onError = (event: ErrorEvent): void => {
      settle()
      all.delete(worker)
      worker.terminate()
      reject(new ImageProblem('corrupt', `decoder stopped: ${event.message}`))
    }
    worker.addEventListener('message', onMessage)
    worker.addEventListener('error', onError)
    // Only what the decoder needs crosses: a descriptor holds look-up tables.
    const order: DecodeOrder = { id, combine: job.combine, reduction: job.reduction, sources: job.sources.map(({ bytes, parameters }) => ({ bytes, parameters: pick(parameters) })) }
    worker.postMessage(order, order.sources.map(({ bytes }) => bytes))
  })

  return {
    async decode(job, urgency, signal) {
      const leave = await gate.enter(urgency, signal)
      try {
        return await ask(take(), job)
      } finally {
        leave()
      }
    },
    warm() {
      while (all.size < count) {
        const worker = start()
        all.add(worker)
        idle.push(worker)
        const order: WarmOrder = { warm: true }
        worker.postMessage(order, [])
      }
    },
    terminate() {
      for (const worker of all) worker.terminate()
      all.clear()
      idle.length = 0
    },
  }
}

function pick(image: DecodeParameters): DecodeParameters {
  return {
    transferSyntaxUID: image.transferSyntaxUID, rows: image.rows, columns: image.columns, samplesPerPixel: image.samplesPerPixel,
    photometricInterpretation: image.photometricInterpretation, planarConfiguration: image.planarConfiguration,
    bitsAllocated: image.bitsAllocated, bitsStored: image.bitsStored, highBit: image.highBit, pixelRepresentation: image.pixelRepresentation,
    pixelPaddingValue: image.pixelPaddingValue, pixelPaddingRangeLimit: image.pixelPaddingRangeLimit, displayShutter: image.displayShutter,
  }
}
