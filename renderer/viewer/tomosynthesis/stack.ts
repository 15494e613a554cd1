/** Stacks of tomosynthesis slices in the viewer: which they are, where they open, and how fine they must be. Pure. */
import type { ImageDescriptor } from '../../../main/contract/index.ts'
import type { FrameReference, HungCell, Stack } from '../../../main/domain/hanging/index.ts'
import { isTomosynthesis } from '../../../main/domain/tomosynthesis/index.ts'
import { imageView } from '../image-view.ts'

export const isSliceStack = (stack: Stack | null): boolean => stack !== null && stack.frames.length > 1 && isTomosynthesis(stack.frames[0].image)

/** Slices open in the middle of the breast, where the gland is, any other stack at its beginning. */
export const initialPosition = (stack: Stack): number => (isSliceStack(stack) ? Math.floor((stack.frames.length - 1) / 2) : 0)

/** Place in the stack of a cell, from 0. */
export function positionIn(positions: Readonly<Record<string, number>>, { id, stack }: Pick<HungCell, 'id' | 'stack'>): number {
  return stack === null ? 0 : Math.min(positions[id] ?? initialPosition(stack), stack.frames.length - 1)
}

/** The slice whose tissue the fit goes by: the same wherever the reader scrolls, so that the scale does not jump. */
export const referenceForFit = (stack: Stack, shown: FrameReference): FrameReference =>
  isSliceStack(stack) ? stack.frames[initialPosition(stack)] ?? shown : shown

/** Image pixels per pixel of the copy that the painter will take at this scale (millimetres per CSS pixel). */
export function neededReduction(image: ImageDescriptor, cell: Pick<HungCell, 'justification'>, scale: number, devicePixelRatio: number): number {
  const { spacing } = imageView(image, cell).image
  const pixels = scale / devicePixelRatio / Math.max(spacing.row, spacing.column)
  return 2 ** Math.max(Math.floor(Math.log2(pixels * 1.001)), 0)
}

/** Bytes of one slice without the copies finer than `reduction`: the coarser ones add a third. */
export function bytesPerSlice({ rows, columns, bitsAllocated, bitsStored, pixelPaddingValue }: ImageDescriptor, reduction: number): number {
  const bytesPerPixel = bitsAllocated <= 8 ? 1 : bitsStored === 16 && pixelPaddingValue !== null ? 4 : 2
  return (rows * columns * bytesPerPixel * (4 / 3)) / reduction ** 2
}
