/** WOFF 1.0 (W3C) to the sfnt that it holds. The PDF library would inflate each table in JavaScript for every document;
 *  zlib does it once. */
import { inflateSync } from 'node:zlib'

const signature = 0x774f4646 // 'wOFF'
const headerLength = 44
const entryLength = 20

interface Table { readonly tag: number; readonly checksum: number; readonly bytes: Buffer }

export function sfntOfWoff(woff: Buffer): Buffer {
  if (woff.readUInt32BE(0) !== signature) throw new Error('Not a WOFF 1.0 font')
  const flavor = woff.readUInt32BE(4)
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, index) => tableAt(woff, headerLength + index * entryLength))

  const directory = Buffer.alloc(12 + count * 16)
  const log = Math.floor(Math.log2(count))
  directory.writeUInt32BE(flavor, 0)
  directory.writeUInt16BE(count, 4)
  directory.writeUInt16BE(2 ** log * 16, 6)
  directory.writeUInt16BE(log, 8)
  directory.writeUInt16BE(count * 16 - 2 ** log * 16, 10)
  const parts: Buffer[] = [directory]
  let offset = directory.length
  tables.forEach(({ tag, checksum, bytes }, index) => {
    const at = 12 + index * 16
    directory.writeUInt32BE(tag, at)
    directory.writeUInt32BE(checksum, at + 4)
    directory.writeUInt32BE(offset, at + 8)
    directory.writeUInt32BE(bytes.length, at + 12)
    const padding = Buffer.alloc((4 - (bytes.length % 4)) % 4)
    parts.push(bytes, padding)
    offset += bytes.length + padding.length
  })
  return Buffer.concat(parts)
}

function tableAt(woff: Buffer, entry: number): Table {
  const offset = woff.readUInt32BE(entry + 4)
  const stored = woff.subarray(offset, offset + woff.readUInt32BE(entry + 8))
  const length = woff.readUInt32BE(entry + 12)
  const bytes = stored.length === length ? stored : inflateSync(stored)
  if (bytes.length !== length) throw new Error('A WOFF table has not the length that it announces')
  return { tag: woff.readUInt32BE(entry), checksum: woff.readUInt32BE(entry + 16), bytes }
}
