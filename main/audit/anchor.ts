/** The anchor: number and hash of the last audit row, authenticated with a key of this console and kept beside the
 *  database, so that rows cut from the end of the chain are missed too. It is written after the commit it speaks of:
 *  after a crash it may lag behind the chain, never lead it. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { readIfPresent, writeDurably } from '../vault/index.ts'

export interface AnchorPoint {
  readonly seq: number
  readonly hash: string
}

export interface Anchor {
  /** `absent`: never written or taken away. `forged`: unreadable, or not authenticated by our key. */
  read(): AnchorPoint | 'absent' | 'forged'
  write(point: AnchorPoint): void
}

const anchorFile = z.strictObject({
  seq: z.number().int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  mac: z.string().regex(/^[0-9a-f]{64}$/),
})

function parse(text: string): z.infer<typeof anchorFile> | null {
  try {
    return anchorFile.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null // not JSON: the caller calls it forged
  }
}

export function createAnchor({ file, key }: { file: string; key: Uint8Array }): Anchor {
  const mac = ({ seq, hash }: AnchorPoint) => createHmac('sha256', key).update(`binocle audit anchor ${seq} ${hash}`).digest()
  return {
    read() {
      const text = readIfPresent(file)
      if (text === null) return 'absent'
      const found = parse(text)
      if (found === null || !timingSafeEqual(Buffer.from(found.mac, 'hex'), mac(found))) return 'forged'
      return { seq: found.seq, hash: found.hash }
    },
    write(point) {
      writeDurably(file, JSON.stringify({ ...point, mac: mac(point).toString('hex') }))
    },
  }
}
