/** The whole grey-scale chain of PS3.4 N.2 for one image as a table: stored value → P-value 0..65535, deeper than any
 *  screen: who paints brings it to the screen's own steps. Padding is not in the table: who paints gives it black
 *  (`padding.ts`). */
import type { ImageDescriptor } from '../../contract/image.ts'
import { MOST_P_VALUE } from './gsdf.ts'
import { lookUpFraction } from './look-up.ts'
import { toModality, type ModalityAttributes } from './modality.ts'
import type { Voi } from './presets.ts'
import { applyWindow } from './window.ts'

export type GreyScaleAttributes = ModalityAttributes
  & Pick<ImageDescriptor, 'voiLuts' | 'photometricInterpretation' | 'presentationLutShape'>

export interface DisplayTable {
  /** Stored value of the first entry; one entry per stored value. */
  readonly first: number
  /** P-values 0..65535. */
  readonly values: Uint16Array<ArrayBuffer>
}

/** VOI transformation of one modality value, 0..1 (PS3.3 C.11.2). */
export function applyVoi(image: Pick<GreyScaleAttributes, 'voiLuts'>, voi: Voi, value: number): number {
  if (voi.kind === 'window') return applyWindow(value, voi.center, voi.width, voi.shape)
  const table = image.voiLuts[voi.index]
  if (table === undefined) throw new RangeError(`VOI LUT item ${voi.index} of ${image.voiLuts.length}`)
  const length = table.data.length
  return lookUpFraction(table, table.firstMapped + (length - 1) / 2 + ((value - voi.center) * length) / voi.width)
}

/** MONOCHROME1 and Presentation LUT Shape INVERSE say the same thing twice (PS3.3 C.8.11.3.1.2): one inversion. */
export const isInverse = (image: Pick<GreyScaleAttributes, 'photometricInterpretation' | 'presentationLutShape'>): boolean =>
  image.photometricInterpretation === 'MONOCHROME1' || image.presentationLutShape === 'INVERSE'

/** The P-values of the stored values `first`..`last`; `inverted` is the reader's own inversion. */
export function displayTable(image: GreyScaleAttributes, voi: Voi, inverted: boolean, first: number, last: number): DisplayTable {
  const values = new Uint16Array(Math.max(last - first + 1, 1))
  const negative = isInverse(image) !== inverted
  for (let index = 0; index < values.length; index++) {
    const fraction = applyVoi(image, voi, toModality(image, first + index))
    values[index] = Math.round(MOST_P_VALUE * (negative ? 1 - fraction : fraction))
  }
  return { first, values }
}
