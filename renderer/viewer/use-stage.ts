/** The painter of a window: the GPU's where there is one, the CPU's where there is none or after it was lost or found wanting. */
import { useEffect, useState } from 'react'
import { createCpuStage, createGpuStage, hasGraphicsCard, type Stage } from './stage/index.ts'

export type StageNotice = 'gpuLost' | 'gpuDiffers' | null
/** `auto`: the graphics card when the machine has one. */
export type PreferredBackend = 'auto' | 'gpu' | 'cpu'

export interface StageState {
  /** Null for the moment it takes to start. */
  readonly stage: Stage | null
  readonly notice: StageNotice
}

export function useStage(preferred: PreferredBackend): StageState {
  const [notice, setNotice] = useState<StageNotice>(null)
  const [stage, setStage] = useState<Stage | null>(null)
  const isOnGpu = notice === null && (preferred === 'gpu' || (preferred === 'auto' && hasGraphicsCard()))
  const backend = isOnGpu ? 'gpu' : 'cpu'
  useEffect(() => {
    const started = backend === 'cpu' ? createCpuStage() : createGpuStage({ onLost: () => setNotice('gpuLost'), onDiffers: () => setNotice('gpuDiffers') })
    setStage(started)
    return () => {
      setStage(null)
      started.dispose()
    }
  }, [backend])
  return { stage, notice }
}
