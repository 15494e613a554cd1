/** Painters: the GPU one is the way, the CPU one shows the same where there is no GPU. */
export { drawCover, type Cover } from './cover.ts'
export { paintOnCpu, targetIn } from './cpu-painter.ts'
export { createCpuStage, fromDevicePixels } from './cpu-stage.ts'
export { type Depth } from './depth.ts'
export { hasGraphicsCard } from './engine.ts'
export { createGpuStage } from './gpu-stage.ts'
export { checkPainted, type Agreement } from './self-check.ts'
export { levelFor, type Picture, type Stage, type StageViewport } from './picture.ts'
