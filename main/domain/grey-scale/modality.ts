/** Modality transformation (PS3.3 C.11.1): stored value → manufacturer-independent value (Hounsfield, optical density). */
import type { ImageDescriptor } from '../../contract/image.ts'
import { lookUp } from './look-up.ts'

export type ModalityAttributes = Pick<ImageDescriptor, 'rescaleSlope' | 'rescaleIntercept' | 'modalityLut'>

export function toModality(image: ModalityAttributes, stored: number): number {
  return image.modalityLut === null ? stored * image.rescaleSlope + image.rescaleIntercept : lookUp(image.modalityLut, stored)
}

/** Lowest and highest modality value of stored values between two bounds (a table need not be monotonic). */
export function modalityRange(image: ModalityAttributes, lowest: number, highest: number): [number, number] {
  if (image.modalityLut === null) {
    const ends = [toModality(image, lowest), toModality(image, highest)] as const
    return [Math.min(...ends), Math.max(...ends)]
  }
  let low = Infinity
  let high = -Infinity
  for (let stored = lowest; stored <= highest; stored++) {
    const value = toModality(image, stored)
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return [low, high]
}
