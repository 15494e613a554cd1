/** What the reader asks of slabs and cine, and which slices a slab holds. Pure. */
import type { ImageDescriptor } from '../../../main/contract/index.ts'
import { imageOfFrame } from '../../../main/domain/frames/index.ts'
import type { FrameReference } from '../../../main/domain/hanging/index.ts'
import { slicePositions } from '../../../main/domain/tomosynthesis/index.ts'
import type { Combine } from '../pixels/index.ts'

export type SlabMode = 'none' | 'max' | 'mean'

export interface Slab {
  readonly mode: 'max' | 'mean'
  readonly slices: number
  /** Thickness, mm; null where the objects do not say how far apart slices lie. */
  readonly millimetres: number | null
}

export const slabModes: readonly SlabMode[] = ['none', 'max', 'mean']
/** Millimetres; slices where millimetres are unknown. */
export const slabThicknesses: readonly number[] = [2, 3, 5, 7, 10, 15, 20, 30]
export const DEFAULT_THICKNESS = 10

/** Slices per second. */
export const cineRates: readonly number[] = [3, 5, 8, 10, 12, 15, 20, 25, 30, 40, 60]
/** Where the object recommends none: slow cine was judged inefficient by readers. */
export const DEFAULT_RATE = 20

export const recommendedRate = ({ recommendedDisplayFrameRate: rate }: Pick<ImageDescriptor, 'recommendedDisplayFrameRate'>): number =>
  rate !== null && rate >= 1 && rate <= 60 ? rate : DEFAULT_RATE

/** The next value of a row of choices, up or down from one that need not be in it. */
export const nextChoice = (choices: readonly number[], from: number, by: 1 | -1): number =>
  (by > 0 ? choices.find((choice) => choice > from) : choices.findLast((choice) => choice < from)) ?? from

/** At least two slices, at most all; the thickness that they really have is said. */
export function slabOf(frames: readonly FrameReference[], mode: SlabMode, thickness: number): Slab | null {
  if (mode === 'none' || frames.length < 2) return null
  const spacing = slicePositions(frames)?.spacing ?? null
  const slices = Math.min(Math.max(Math.round(thickness / (spacing ?? 1)), 2), frames.length)
  return { mode, slices, millimetres: spacing === null ? null : slices * spacing }
}

/** Slices of the slab around a position; at the ends of the stack it stays as thick and stops moving. */
export function slabSlices(frames: readonly FrameReference[], position: number, slices: number): readonly FrameReference[] {
  const first = Math.min(Math.max(position - Math.floor(slices / 2), 0), Math.max(frames.length - slices, 0))
  return frames.slice(first, first + slices)
}

/** Bright stays bright: where low values are shown white, the brightest is the lowest. */
export const combineOf = (mode: 'max' | 'mean', image: Pick<ImageDescriptor, 'presentationLutShape'>): Combine =>
  mode === 'max' && image.presentationLutShape === 'INVERSE' ? 'min' : mode

/** Slices whose stored values mean different things cannot be one slab. */
export function sharesRescale(slices: readonly FrameReference[]): boolean {
  const [first, ...rest] = slices.map(({ image, frame }) => imageOfFrame(image, frame))
  return first !== undefined && rest.every((one) => one.rescaleSlope === first.rescaleSlope && one.rescaleIntercept === first.rescaleIntercept)
}

/** The slices of the slab have windows of their own: the slab takes those of the slice in its middle, and says so. */
export function sharesVoi(slices: readonly FrameReference[]): boolean {
  const [first, ...rest] = slices.map(({ image, frame }) => imageOfFrame(image, frame))
  return first !== undefined && rest.every((one) => one.voiLutFunction === first.voiLutFunction && sameWindows(one.windows, first.windows)
    && (one.voiLuts === first.voiLuts || JSON.stringify(one.voiLuts) === JSON.stringify(first.voiLuts)))
}

const sameWindows = (a: ImageDescriptor['windows'], b: ImageDescriptor['windows']): boolean =>
  a === b || (a.length === b.length && a.every(({ center, width }, index) => center === b[index]?.center && width === b[index].width))
