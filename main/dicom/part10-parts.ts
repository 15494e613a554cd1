/** A Part 10 file in its two parts (PS3.10 7.1): what its File Meta Information says, and its data set as it stands. */
import { ExpectedError } from '../contract/index.ts'

export interface Part10Parts {
  readonly sopClassUID: string
  readonly sopInstanceUID: string
  readonly transferSyntaxUID: string
  readonly dataSet: Uint8Array
}

const wanted = { 0x0002: 'sopClassUID', 0x0003: 'sopInstanceUID', 0x0010: 'transferSyntaxUID' } as const

/** Throws `dicom/not-dicom` without preamble and meta. */
export function part10Parts(part10: Uint8Array): Part10Parts {
  const bytes = Buffer.from(part10.buffer, part10.byteOffset, part10.byteLength)
  if (bytes.length < 144 || bytes.toString('latin1', 128, 132) !== 'DICM') throw new ExpectedError('dicom/not-dicom')
  const found = { sopClassUID: '', sopInstanceUID: '', transferSyntaxUID: '' }
  let at = 132
  while (at + 8 <= bytes.length && bytes.readUInt16LE(at) === 2) {
    const long = ['OB', 'UN'].includes(bytes.toString('latin1', at + 4, at + 6))
    if (long && at + 12 > bytes.length) break
    const start = at + (long ? 12 : 8), end = start + (long ? bytes.readUInt32LE(at + 8) : bytes.readUInt16LE(at + 6))
    const name = Object.entries(wanted).find(([element]) => Number(element) === bytes.readUInt16LE(at + 2))?.[1]
    if (name !== undefined) found[name] = bytes.toString('latin1', start, end).replaceAll(/[\0 ]+$/g, '')
    at = end
  }
  if (found.transferSyntaxUID === '') throw new ExpectedError('dicom/not-dicom')
  return { ...found, dataSet: part10.subarray(at) }
}
