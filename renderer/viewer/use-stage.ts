/** The painter of a window: the GPU's when there is one, the CPU's after the GPU was lost, missing or found wanting. */
import { useEffect, useState } from 'react'
import { createCpuStage, createGpuStage, isGpuUsable, type Stage } from './stage/index.ts'

export type StageNotice = 'gpuLost' | 'gpuMissing' | 'gpuDiffers' | null

export interface StageState {
  /** Null for the moment it takes to start. */
  readonly stage: Stage | null
  readonly notice: StageNotice
}

export function useStage(preferred: 'gpu' | 'cpu'): StageState {
  const [notice, setNotice] = useState<StageNotice>(() => (preferred === 'gpu' && !isGpuUsable() ? 'gpuMissing' : null))
  const [stage, setStage] = useState<Stage | null>(null)
  const backend = preferred === 'cpu' || notice !== null ? 'cpu' : 'gpu'
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
