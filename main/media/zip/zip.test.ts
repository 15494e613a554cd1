import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { hasTool } from '../../../test/fixtures/index.ts'
import { discFiles } from '../../../test/fixtures/medium.ts'
import { ExpectedError, type ImportId, type MediaTree } from '../../contract/index.ts'
import { lookThrough } from '../../../test/fixtures/medium.ts'
import { createMedia } from '../index.ts'
import { findList, readList, tailLength, type ArchiveEntry } from './archive-list.ts'
import { readEntry, refusal } from './read-entry.ts'

const scratch = mkdtempSync(join(tmpdir(), 'binocle-zip-'))
afterAll(() => rmSync(scratch, { recursive: true }))
const image = discFiles().get('IMAGES/EX1/IM0001') ?? new Uint8Array()
const plain = () => Buffer.from(zipSync({ 'A/IM1': image, 'A/IM2': [image, { level: 0 }] }))

/** As main sees an archive: its end, its list, one entry from the list's place of it. */
function listOf(archive: Buffer): ArchiveEntry[] {
  const place = findList(archive.subarray(Math.max(0, archive.length - tailLength)), archive.length)
  return readList(archive.subarray(place.offset, place.offset + place.length), place)
}
async function unpack(archive: Buffer, entry: ArchiveEntry, part = false, step = 1000): Promise<Buffer> {
  const piece = archive.subarray(entry.offset, entry.offset + entry.length)
  const parts: Uint8Array[] = []
  for await (const bytes of readEntry((async function* () { for (let at = 0; at < piece.length; at += step) yield piece.subarray(at, at + step) })(), entry, { part })) parts.push(bytes)
  return Buffer.concat(parts)
}
const codeOf = async (work: () => unknown): Promise<string> => {
  try { await work() } catch (error) { return error instanceof ExpectedError ? error.code : String(error) }
  return 'nothing'
}
const first = (archive: Buffer): ArchiveEntry => listOf(archive)[0] ?? (() => { throw new Error('empty') })()
/** Of the first record of the list: fields at their places (APPNOTE 4.3.12). */
function changed(archive: Buffer, change: (record: Buffer, archive: Buffer) => void): Buffer {
  const copy = Buffer.from(archive)
  change(copy.subarray(copy.readUInt32LE(copy.length - 6)), copy)
  return copy
}
async function seen(archive: Buffer): Promise<MediaTree> {
  const media = createMedia({ imports: { isOpen: () => true, onClose: () => undefined } as never, here: () => 0, standing: () => ({ standing: 'new', reasons: [] }) })
  return lookThrough(media, 'i' as ImportId, new Map([['a.zip', archive]]))
}

describe('an archive', () => {
  it('gives each entry byte for byte, packed or not, however its bytes come', async () => {
    for (const entry of listOf(plain())) for (const step of [1, 31, 100_000]) expect((await unpack(plain(), entry, false, step)).equals(Buffer.from(image)), entry.name).toBe(true)
  })

  it.skipIf(!hasTool('python3'))('of 64-bit sizes and with data descriptors, as Python writes it, is read (skipped where python3 is not installed)', async () => {
    const file = join(scratch, 'wide.zip')
    writeFileSync(join(scratch, 'im'), image)
    execFileSync('python3', ['-c', `
import zipfile, sys
zipfile.ZIP64_LIMIT = 10
zipfile.ZIP_FILECOUNT_LIMIT = 0
class Pipe:
    def __init__(self, f): self.f = f
    def write(self, b): return self.f.write(b)
    def flush(self): self.f.flush()
with open(sys.argv[1], 'wb') as out, zipfile.ZipFile(Pipe(out), 'w', zipfile.ZIP_DEFLATED) as z: z.write(sys.argv[2], 'é/IM1')
`, file, join(scratch, 'im')])
    const archive = readFileSync(file)
    expect(first(archive)).toMatchObject({ name: 'é/IM1', size: image.length })
    expect((await unpack(archive, first(archive))).equals(Buffer.from(image))).toBe(true)
  })

  it.skipIf(!hasTool('zip'))('that is encrypted is said to be, entry by entry (skipped where zip is not installed)', async () => {
    const file = join(scratch, 'locked.zip')
    writeFileSync(join(scratch, 'IM1'), image)
    execFileSync('zip', ['-q', '-j', '-P', 'secret', file, join(scratch, 'IM1')])
    expect((await seen(readFileSync(file))).refused).toMatchObject([{ name: 'a.zip/IM1', problem: { code: 'media/archive-encrypted' } }])
  })

  it('that is cut at any place of its structure is refused, never half believed', async () => {
    const whole = plain()
    for (const length of [0, 10, 21, 22, 500, whole.length - 60, whole.length - 1]) expect(await codeOf(() => listOf(whole.subarray(0, length))), String(length)).toMatch(/^media\/archive-(truncated|damaged)$/)
    expect((await seen(whole.subarray(0, whole.length - 1))).refused).toMatchObject([{ name: 'a.zip', problem: { code: 'media/archive-truncated' } }])
    const entry = first(whole)
    expect(await codeOf(() => unpack(whole, { ...entry, length: entry.length - 40 }))).toMatch(/^media\/archive-(truncated|damaged)$/)
  })

  it('whose list lies is refused: name, size, checksum, place, count', async () => {
    const lies: ((record: Buffer, archive: Buffer) => void)[] = [
      (record) => { record[46] = 0x42 }, (record) => { record.writeUInt32LE(record.readUInt32LE(16) ^ 1, 16) }, (record) => { record.writeUInt32LE(record.readUInt32LE(24) + 1, 24) },
    ]
    for (const lie of lies) expect(await codeOf(() => unpack(changed(plain(), lie), first(changed(plain(), lie))))).toBe('media/archive-damaged')
    expect(await codeOf(() => listOf(changed(plain(), (record) => record.writeUInt32LE(5, 42))))).toMatch(/^media\/archive/)
    expect(await codeOf(() => listOf(changed(plain(), (_, archive) => archive.writeUInt16LE(9, archive.length - 12))))).toBe('media/archive-damaged')
  })

  it('that unfolds beyond what its list says, beyond all proportion, or twice from the same bytes is a bomb', async () => {
    const zeros = Buffer.from(zipSync({ IM1: new Uint8Array(66 * 2 ** 20) }, { level: 2 }))
    expect((await seen(zeros)).refused).toMatchObject([{ name: 'a.zip/IM1', problem: { code: 'media/archive-bomb' } }])
    const lying = changed(zeros, (record) => record.writeUInt32LE(1000, 24))
    expect(refusal(first(lying))).toBeNull()
    expect(await codeOf(() => unpack(lying, first(lying)))).toBe('media/archive-bomb')
    // The second record points at the first one's bytes.
    const shared = changed(plain(), (record) => record.writeUInt32LE(0, 46 + record.readUInt16LE(28) + record.readUInt16LE(30) + 42))
    expect(await codeOf(() => listOf(shared))).toBe('media/archive-bomb')
    const many = changed(plain(), (_, archive) => archive.writeUInt32LE(0xfffffff0, archive.length - 10))
    expect(await codeOf(() => listOf(many))).toBe('media/archive-too-large')
  })

  it('has entries that are refused by name: out of its folder, or archives themselves', async () => {
    const names = ['../../etc/IM1', '/IM2', 'C:\\IM3', 'a/..\\IM4', 'inner.zip', 'x.tar.gz']
    const tree = await seen(Buffer.from(zipSync({ ...Object.fromEntries(names.map((name) => [name, image])), 'ok/IM1': image, 'renamed.dcm': new Uint8Array(plain()) })))
    expect(tree.refused.map(({ problem }) => problem.code).toSorted()).toEqual([...Array<string>(3).fill('media/archive-nested'), ...Array<string>(4).fill('media/archive-path')])
    expect(tree.patients.flatMap(({ studies }) => studies.map(({ objects }) => objects))).toEqual([1])
    const odd = changed(plain(), (record) => record.writeUInt16LE(12, 10))
    expect((await seen(odd)).refused).toMatchObject([{ problem: { code: 'media/archive-method' } }])
  })

  it('of random bytes in every place of its list never does more than refuse', async () => {
    let x = 12345
    const random = () => { x = (x * 1103515245 + 12345) % 2 ** 31; return x }
    for (let round = 0; round < 300; round += 1) {
      const archive = plain()
      const list = archive.readUInt32LE(archive.length - 6)
      archive[list + random() % (archive.length - list)] = random() & 0xff
      const outcome = await codeOf(async () => { for (const entry of listOf(archive)) await unpack(archive, entry) })
      expect(outcome).toMatch(/^(nothing|media\/.*)$/)
    }
  })
})
