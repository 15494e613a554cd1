/** A folder of one run of the tests, for what several files need and none needs to make twice. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let folder = ''

export function setup(): void {
  folder = mkdtempSync(join(tmpdir(), 'binocle-run-'))
  process.env['BINOCLE_TEST_RUN'] = folder
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true })
}
