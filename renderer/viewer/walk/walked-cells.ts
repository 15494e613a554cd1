/** Which cells the 1:1 walk goes through: those that the step places, then every other mammogram of the current study,
 *  wherever it hangs, so that the walk leaves no image out. Pure. */
import type { ImageDescriptor } from '../../../main/contract/image.ts'
import { cellsOfStep, type Hanging, type HungCell } from '../../../main/domain/hanging/index.ts'

/** Slices are scrolled, not walked; raw images never hang. */
export const isWalked = (image: Pick<ImageDescriptor, 'modality' | 'numberOfFrames'>): boolean => image.modality === 'MG' && image.numberOfFrames === 1

export function walkedCells({ steps }: Pick<Hanging, 'steps'>, placed: readonly HungCell[]): HungCell[] {
  const seen = new Set(placed.flatMap(imagesOf))
  const others = steps.flatMap(cellsOfStep).filter(({ study }) => study === 'current').flatMap((cell) => cell.alternates.flatMap((stack): HungCell[] => {
    const { image } = stack.frames[0]
    if (!isWalked(image) || seen.has(image.sopInstanceUID)) return []
    seen.add(image.sopInstanceUID)
    return [{ ...cell, id: `current:walk:${image.sopInstanceUID}`, stack, alternates: [stack] }]
  }))
  return [...placed, ...others]
}

const imagesOf = ({ stack }: HungCell): string[] => stack?.frames.map(({ image }) => image.sopInstanceUID) ?? []
