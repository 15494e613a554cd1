/** Modality and VOI look-up tables (PS3.3 C.11.1.1.1, C.11.2.1.1): descriptor rules and data of 8 or 16 bits. */
import type { LookUpTable } from '../contract/index.ts'
import { tagOf } from './attributes.ts'
import { items, numbers, text, type Dataset } from './dataset.ts'

/** Tables whose data do not fill their descriptor are null: there is no right way to apply them. */
export function lookUpTables(dataset: Dataset, keyword: 'ModalityLUTSequence' | 'VOILUTSequence', signedInput: boolean): (LookUpTable | null)[] {
  return items(dataset, keyword).map((item) => lookUpTable(item, signedInput))
}

function lookUpTable(item: Dataset, signedInput: boolean): LookUpTable | null {
  const [count = -1, , bits = 0] = numbers(item, 'LUTDescriptor').map((value) => value & 0xffff)
  const entries = count === 0 ? 65536 : count
  const element = item.elements.get(tagOf('LUTData'))
  if (entries < 1 || bits < 1 || bits > 16 || element === undefined) return null
  const { bytes } = element
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // Entries are words; entries of at most 8 bits may also lie packed in bytes.
  const packed = bits <= 8 && bytes.length < entries * 2 && bytes.length >= entries
  if (!packed && bytes.length < entries * 2) return null
  const data = Array.from({ length: entries }, (_, index) => (packed ? view.getUint8(index) : view.getUint16(index * 2, item.littleEndian)))
  return { explanation: text(item, 'LUTExplanation'), firstMapped: firstMapped(item, signedInput), bits, data }
}

/** The second value is signed when the input is: VR SS says so, else Pixel Representation. */
function firstMapped(item: Dataset, signedInput: boolean): number {
  const vr = item.elements.get(tagOf('LUTDescriptor'))?.vr
  const value = (numbers(item, 'LUTDescriptor')[1] ?? 0) & 0xffff
  return (vr === 'SS' || signedInput) && value > 0x7fff ? value - 0x10000 : value
}
