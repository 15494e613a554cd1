/** An object larger than what memory should ever hold of it. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'

const size = 600 * 1024 * 1024
const bound = 150 * 1024 * 1024
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cache-memory-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('writes and reads an object of 600 MiB within 150 MiB more memory than before', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'cache-large-object.ts'), folder, String(size)])
  const told = JSON.parse(stdout) as { length: number; intact: boolean; writeRise: number; readRise: number }
  expect(told).toMatchObject({ length: size, intact: true })
  expect(told.writeRise + told.readRise, stdout).toBeLessThan(bound)
})
