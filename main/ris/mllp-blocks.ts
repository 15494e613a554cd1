/** MLLP blocks (HL7 transport specification, release 1): VT, content, FS, CR. Bytes between blocks are ignored. */

const startBlock = 0x0b
const endBlock = 0x1c
const carriageReturn = 0x0d

export function frameBlock(content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(startBlock), content, Buffer.of(endBlock, carriageReturn)])
}

export interface BlockReader {
  /** The blocks that this chunk completed. Throws when one grows past the limit. */
  push(chunk: Uint8Array): Buffer[]
}

export function createBlockReader(limit: number): BlockReader {
  let held: Buffer | null = null
  return {
    push(chunk) {
      const blocks: Buffer[] = []
      let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      while (rest.length > 0) {
        if (held === null) {
          const start = rest.indexOf(startBlock)
          if (start < 0) break
          held = Buffer.alloc(0)
          rest = rest.subarray(start + 1)
          continue
        }
        const end = rest.indexOf(endBlock)
        held = Buffer.concat([held, end < 0 ? rest : rest.subarray(0, end)])
        if (held.length > limit) throw new Error('block too long')
        if (end < 0) break
        blocks.push(held)
        held = null
        rest = rest.subarray(end + 1)
      }
      return blocks
    },
  }
}
