/** An object of a medium, in a folder and in an archive written by Python, into the encrypted cache: memory stays bounded
 *  whatever its size. `MEDIA_OBJECT_MB` (1024 for the full size) sets it. */
import { execFile, execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hasTool } from '../fixtures/index.ts'
import { makeObject, sopClass } from '../peers/index.ts'

const megabytes = Number(process.env['MEDIA_OBJECT_MB'] ?? 32)
const megabyte = 1024 * 1024
/** Megabytes of the whole process: runtime, database, vault and import. */
const bound = 400

let folder: string
let object: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'binocle-media-memory-'))
  object = join(folder, 'IM0001')
  const { bytes } = makeObject({ sopClassUID: sopClass.secondaryCaptureMultiFrame, modality: 'OT', pixels: { rows: 2048, columns: 2048, frames: megabytes / 4 }, pixelsFollow: true })
  // Longer than the window of deflate, so that packing makes it no smaller.
  const noise = randomBytes(megabyte)
  const file = openSync(object, 'w')
  writeSync(file, bytes)
  for (let written = 0; written < megabytes; written += 1) writeSync(file, noise)
  closeSync(file)
})
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

/** The most memory that it took, megabytes. */
async function taken(name: string, path: string): Promise<number> {
  const console = join(folder, name)
  mkdirSync(console)
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'media-child.ts'), console, path])
  const told = JSON.parse(stdout) as { studies: number; stored: number; refused: number; bytes: number; peak: number }
  expect(told).toMatchObject({ studies: 1, stored: 1, refused: 0, bytes: statSync(object).size })
  const peak = Math.round(told.peak / megabyte)
  process.stderr.write(`one object of ${megabytes} MB, ${name}: ${peak} MB of memory at most\n`)
  expect(peak).toBeGreaterThan(20)
  return peak
}

it(`an object of ${megabytes} MB in a folder comes whole within 400 MB of memory`, async () => {
  expect(await taken('folder', object)).toBeLessThan(bound)
}, 600_000)

it.skipIf(!hasTool('python3'))(`an object of ${megabytes} MB in an archive comes whole within 400 MB of memory (skipped where python3 is not installed)`, async () => {
  const archive = join(folder, 'envoi.zip')
  execFileSync('python3', ['-c', 'import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED, compresslevel=1) as z: z.write(sys.argv[2], "CD/IM0001")', archive, object])
  expect(await taken('archive', archive)).toBeLessThan(bound)
}, 600_000)
