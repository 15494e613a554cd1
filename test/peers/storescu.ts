/** Sends Part 10 files by DIMSE with dcmtk's storescu, each in the transfer syntax it is stored in. */
import { execFile } from 'node:child_process'
import { open } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** storescu's option that proposes a compressed syntax; uncompressed ones need none. */
const proposals: Record<string, string> = {
  '1.2.840.10008.1.2.4.50': '--propose-jpeg8',
  '1.2.840.10008.1.2.4.51': '--propose-jpeg12',
  '1.2.840.10008.1.2.4.70': '--propose-lossless',
  '1.2.840.10008.1.2.4.80': '--propose-jls-lossless',
  '1.2.840.10008.1.2.4.81': '--propose-jls-lossy',
  '1.2.840.10008.1.2.4.90': '--propose-j2k-lossless',
  '1.2.840.10008.1.2.4.91': '--propose-j2k-lossy',
  '1.2.840.10008.1.2.5': '--propose-rle',
  '1.2.840.10008.1.2': '--propose-implicit',
  '1.2.840.10008.1.2.1': '--propose-little',
}

export async function storescu(files: readonly string[], peer: { dicomPort: number; aet: string }): Promise<void> {
  const bySyntax = new Map<string, string[]>()
  for (const file of files) {
    const option = proposals[await transferSyntaxOf(file)] ?? '--propose-little'
    bySyntax.set(option, [...(bySyntax.get(option) ?? []), file])
  }
  for (const [option, group] of bySyntax) {
    await run('storescu', ['-aet', 'WORKSTATION', '-aec', peer.aet, '-R', option, '127.0.0.1', String(peer.dicomPort), ...group], { env: { ...process.env, TCP_NODELAY: '1' } })
  }
}

/** (0002,0010) of the file meta information, which is always explicit little endian (PS3.10 7.1). */
async function transferSyntaxOf(file: string): Promise<string> {
  const handle = await open(file)
  try {
    const head = Buffer.alloc(1024)
    await handle.read(head, 0, head.length, 0)
    const at = head.indexOf(Buffer.from([0x02, 0x00, 0x10, 0x00, 0x55, 0x49]))
    if (at < 0) throw new Error('no transfer syntax in the first 1024 bytes')
    return head.toString('latin1', at + 8, at + 8 + head.readUInt16LE(at + 6)).replace(/\0+$/, '')
  } finally {
    await handle.close()
  }
}
