/** The grey of one stored value a second time, written straight from the pseudo-code of PS3.3 C.11.1, C.11.2 and PS3.4
 *  N.2, sharing no code with the tables that are painted: what is on the canvas is compared with this. */
import type { ImageDescriptor, LookUpTable } from '../../contract/image.ts'
import { standardWindows, type StandardWindow, type VoiSetting } from './presets.ts'

type Attributes = Pick<ImageDescriptor,
  'rescaleSlope' | 'rescaleIntercept' | 'modalityLut' | 'windows' | 'voiLuts' | 'voiLutFunction' | 'photometricInterpretation' | 'presentationLutShape'>

/** Grey 0..1 of a stored value. `range` is the modality range of the image's pixels, for its full-range rendering. */
export function referenceGrey(image: Attributes, choice: VoiSetting, range: readonly [number, number], inverted: boolean): (stored: number) => number {
  const voi = referenceVoi(image, choice, range)
  // MONOCHROME1 is INVERSE by another name; said twice it is still once.
  const whiteIsLow = image.photometricInterpretation === 'MONOCHROME1' || image.presentationLutShape === 'INVERSE'
  return (stored) => {
    const modality = image.modalityLut === null ? image.rescaleIntercept + image.rescaleSlope * stored : entryOf(image.modalityLut, stored - image.modalityLut.firstMapped)
    const grey = voi(modality)
    return whiteIsLow === inverted ? grey : 1 - grey
  }
}

function referenceVoi(image: Attributes, choice: VoiSetting, range: readonly [number, number]): (x: number) => number {
  if (choice.kind === 'lut') {
    const table = image.voiLuts[choice.index]
    if (table === undefined) throw new RangeError(`VOI LUT item ${choice.index}`)
    const count = table.data.length
    const middle = (count - 1) / 2
    const stretch = Math.max(count * choice.stretch, 1) / count
    const white = 2 ** table.bits - 1
    return (x) => Math.min(entryOf(table, middle + (x - table.firstMapped - middle - choice.shift * count) / stretch) / white, 1)
  }
  const [center, width, shape] = windowOf(image, choice, range)
  const moved = choice.shift !== 0 || choice.stretch !== 1
  const c = center + choice.shift * width
  const w = moved ? Math.max(width * choice.stretch, 1) : width
  switch (shape) {
    case 'SIGMOID':
      return (x) => 1 / (1 + Math.exp((-4 * (x - c)) / w))
    case 'LINEAR_EXACT':
      return (x) => (x <= c - w / 2 ? 0 : x > c + w / 2 ? 1 : (x - c) / w + 0.5)
    case 'LINEAR':
      return (x) => (x <= c - 0.5 - (w - 1) / 2 ? 0 : x > c - 0.5 + (w - 1) / 2 ? 1 : (x - (c - 0.5)) / (w - 1) + 0.5)
  }
}

function windowOf(image: Attributes, choice: VoiSetting, range: readonly [number, number]): [number, number, ImageDescriptor['voiLutFunction']] {
  if (choice.kind === 'full') return [(range[0] + range[1]) / 2, Math.max(range[1] - range[0], 1), 'LINEAR_EXACT']
  if (choice.kind === 'standard') return [...standardWindows[choice.explanation as StandardWindow], 'LINEAR']
  const window = image.windows[choice.index]
  if (window === undefined) throw new RangeError(`window ${choice.index}`)
  return [window.center, window.width, image.voiLutFunction]
}

/** Below and above the table its ends; between two entries the straight line. */
function entryOf({ data }: LookUpTable, position: number): number {
  if (position <= 0) return data[0] ?? 0
  if (position >= data.length - 1) return data[data.length - 1] ?? 0
  const before = Math.trunc(position)
  const after = data[before + 1] ?? 0
  return (data[before] ?? 0) * (before + 1 - position) + after * (position - before)
}
