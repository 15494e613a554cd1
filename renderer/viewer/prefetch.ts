/** Decodes ahead of the reader: the rest of the case on screen, then the cases to come, never before what is visible. */
import type { OpenedStudy } from '../../main/contract/index.ts'
import { cellsOfStep, hang, type FrameReference, type HangingProtocol } from '../../main/domain/hanging/index.ts'
import type { ProgrammeTomosynthesis } from '../../main/domain/tomosynthesis/index.ts'
import { initialPosition, isSliceStack } from './tomosynthesis/stack.ts'
import { urgency, type FrameStore, type Urgency } from './pixels/index.ts'

/** Frames that the steps of a case show, in reading order; stacks from their first slice; of a tomosynthesis the slice
 *  that it opens with, for the others would fill the store (they stream in when it is on screen). */
export function framesOfCase(studies: readonly OpenedStudy[], protocols: readonly HangingProtocol[], programme: ProgrammeTomosynthesis | null = null): FrameReference[] {
  const [current, prior] = studies
  if (current === undefined) return []
  const { steps } = hang(protocols, current.images, prior?.images ?? null, programme)
  const references = steps.flatMap(cellsOfStep).flatMap(({ alternates }) => alternates).flatMap((stack) => (isSliceStack(stack) ? stack.frames[initialPosition(stack)] ?? [] : stack.frames))
  return [...new Map(references.map((reference) => [`${reference.image.sopInstanceUID}#${reference.frame}`, reference])).values()]
}

/** Resolves when all are decoded or given up; one that fails says so when it is opened, not here. */
export async function prefetchFrames(frames: FrameStore, references: readonly FrameReference[], asked: Urgency, signal: AbortSignal): Promise<void> {
  await Promise.allSettled(references.map(({ image, frame }) => frames.load(image, frame, { urgency: asked, signal })))
}

/** A case of the list to come: its study and its priors, newest first. Earlier cases make way for it; the one on screen
 *  does not: what has no room beside that is decoded when it is opened. */
export const prefetchCase = (frames: FrameStore, studies: readonly OpenedStudy[], onScreen: readonly OpenedStudy[], protocols: readonly HangingProtocol[], signal: AbortSignal): Promise<void> =>
  prefetchFrames(frames, fitting(frames, framesOfCase(studies, protocols), framesOfCase(onScreen, protocols)), urgency.prefetch, signal)

/** As many, from the first, as the store holds together with those that are to stay. */
function fitting(frames: FrameStore, wanted: readonly FrameReference[], staying: readonly FrameReference[]): FrameReference[] {
  let room = frames.usage().capacity * 0.8 - frames.room(staying)
  return wanted.filter((reference) => {
    room -= frames.room([reference])
    return room >= 0
  })
}
