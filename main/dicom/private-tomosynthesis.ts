/** Tomosynthesis in a vendor's private form. Hologic systems write it as Secondary Capture whose slices lie compressed
 *  in private elements of group 7E01, reserved by "HOLOGIC, Inc.". Recognised, so that it can be said; never decoded. */
import { tagOf } from './attributes.ts'
import { decodeText } from './character-sets.ts'
import { text, type Dataset } from './dataset.ts'
import type { ImageDescriptor } from '../contract/index.ts'

const group = 0x7e01
const secondaryCapture = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.7(\.[1-4])?$/

/** Private Creator elements (PS3.5 7.8.1) of that group: (7E01,0010) to (7E01,00FF). */
export function isTomosynthesisCreator(tag: number): boolean {
  return tag >>> 16 === group && (tag & 0xffff) >= 0x10 && (tag & 0xffff) <= 0xff
}

export function privateTomosynthesis(dataset: Dataset): ImageDescriptor['privateTomosynthesis'] {
  if (!secondaryCapture.test(text(dataset, 'SOPClassUID'))) return null
  const reserved = [...dataset.elements].some(([tag, { bytes }]) =>
    tag < tagOf('PixelData') && isTomosynthesisCreator(tag) && /^\s*HOLOGIC/i.test(decodeText(bytes, [], false)))
  return reserved ? 'hologic-sco' : null
}
