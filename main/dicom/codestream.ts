/** What the first bytes of a compressed frame say of themselves: which coding, how many rows, columns and samples.
 *  JPEG markers (ISO 10918-1 B), JPEG-LS (ISO 14495-1 C), JPEG 2000 and HTJ2K main header (ISO 15444-1 A, -15), RLE (PS3.5 G). */
import type { PixelCoding } from './transfer-syntaxes.ts'

export interface CodestreamHeader {
  coding: PixelCoding
  rows: number | null
  columns: number | null
  samples: number | null
  /** Bits per sample that the codestream holds. */
  precision: number | null
}

/** Enough of a frame to meet its start-of-frame marker behind the usual application segments. */
export const codestreamHeadLength = 4096

export function readCodestreamHeader(bytes: Uint8Array): CodestreamHeader | null {
  if (bytes.length < 4) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint16(0) === 0xffd8) return readJpeg(view)
  if (view.getUint32(0) === 0xff4fff51) return readJpeg2000(view, 0)
  // A JP2 file instead of the bare codestream: not allowed, but met and decodable.
  if (bytes.length >= 12 && view.getUint32(4) === 0x6a502020) return readJp2(view)
  return null
}

/** An RLE frame starts with a count of segments and their offsets, the first always 64 (PS3.5 G.5). */
export function rleSegments(bytes: Uint8Array): number | null {
  if (bytes.length < 64) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, 64)
  const segments = view.getUint32(0, true)
  return segments >= 1 && segments <= 15 && view.getUint32(4, true) === 64 ? segments : null
}

function readJpeg(view: DataView): CodestreamHeader {
  const unknown: CodestreamHeader = { coding: 'other', rows: null, columns: null, samples: null, precision: null }
  let at = 2
  while (at + 4 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return unknown
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) { at += 1; continue }
    const startOfFrame = marker === 0xf7 || (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
    if (startOfFrame) {
      if (at + 10 > view.byteLength) return unknown
      const coding: PixelCoding = marker === 0xf7 ? 'jpeg-ls' : marker === 0xc3 ? 'jpeg-lossless' : marker <= 0xc1 ? 'jpeg' : 'other'
      // Zero lines: the number comes later, in a DNL segment.
      return { coding, precision: view.getUint8(at + 4), rows: view.getUint16(at + 5) || null, columns: view.getUint16(at + 7), samples: view.getUint8(at + 9) }
    }
    at += 2 + view.getUint16(at + 2)
  }
  // Not met within what is looked at: the coding is left open.
  return { ...unknown, coding: 'jpeg' }
}

function readJpeg2000(view: DataView, start: number): CodestreamHeader | null {
  if (start + 42 > view.byteLength) return null
  const siz = start + 4
  const length = view.getUint16(siz)
  const next = siz + length
  const htj2k = next + 2 <= view.byteLength && view.getUint16(next) === 0xff50
  return {
    coding: htj2k ? 'htj2k' : 'jpeg-2000',
    columns: view.getUint32(siz + 4) - view.getUint32(siz + 12),
    rows: view.getUint32(siz + 8) - view.getUint32(siz + 16),
    samples: view.getUint16(siz + 36),
    precision: siz + 39 <= view.byteLength ? (view.getUint8(siz + 38) & 0x7f) + 1 : null,
  }
}

function readJp2(view: DataView): CodestreamHeader | null {
  let at = 0
  while (at + 8 <= view.byteLength) {
    const length = view.getUint32(at)
    if (view.getUint32(at + 4) === 0x6a703263) return at + 12 <= view.byteLength && view.getUint32(at + 8) === 0xff4fff51 ? readJpeg2000(view, at + 8) : null
    if (length < 8) return null
    at += length
  }
  return null
}
