/** RLE Lossless (PS3.5 annex G): a header of 16 words, then one PackBits segment per byte plane, most significant first. */
import { ImageProblem } from '../problem.ts'
import type { DecodeParameters, RawSamples } from '../frame.ts'

const HEADER_LENGTH = 64

export function decodeRle(bytes: Uint8Array<ArrayBuffer>, image: DecodeParameters): RawSamples {
  const { rows, columns, samplesPerPixel: components, bitsAllocated } = image
  if (bitsAllocated !== 8 && bitsAllocated !== 16) throw new ImageProblem('unsupported-pixels', `${bitsAllocated} bits allocated`)
  if (bytes.byteLength < HEADER_LENGTH) throw new ImageProblem('corrupt', 'RLE header')
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER_LENGTH)
  const planes = (bitsAllocated / 8) * components
  if (header.getUint32(0, true) !== planes) throw new ImageProblem('corrupt', `${header.getUint32(0, true)} RLE segments`)
  const size = rows * columns
  const samples = bitsAllocated === 8 ? new Uint8Array(size * components) : new Uint16Array(size * components)
  const plane = new Uint8Array(size)
  for (let segment = 0; segment < planes; segment++) {
    const start = header.getUint32(4 + segment * 4, true)
    const end = segment + 1 < planes ? header.getUint32(8 + segment * 4, true) : bytes.byteLength
    if (start < HEADER_LENGTH || end < start || end > bytes.byteLength) throw new ImageProblem('corrupt', 'RLE offsets')
    unpack(bytes.subarray(start, end), plane)
    const component = Math.floor((segment * 8) / bitsAllocated)
    const shift = bitsAllocated === 16 && segment % 2 === 0 ? 8 : 0
    for (let i = 0; i < size; i++) {
      const at = i * components + component
      samples[at] = (samples[at] ?? 0) | ((plane[i] ?? 0) << shift)
    }
  }
  return { rows, columns, components, precision: image.bitsStored, samples, isRgb: false }
}

/** PackBits: 0…127 copies the next n+1 bytes, 129…255 repeats the next byte 257-n times, 128 does nothing. */
function unpack(source: Uint8Array<ArrayBuffer>, target: Uint8Array<ArrayBuffer>): void {
  let read = 0
  let write = 0
  while (write < target.length && read < source.length) {
    const control = source[read++] ?? 128
    if (control < 128) {
      const run = source.subarray(read, read + Math.min(control + 1, target.length - write))
      target.set(run, write)
      read += control + 1
      write += control + 1
    } else if (control > 128) {
      target.fill(source[read++] ?? 0, write, Math.min(write + 257 - control, target.length))
      write += 257 - control
    }
  }
  if (write < target.length) throw new ImageProblem('corrupt', 'RLE segment too short')
}
