/** The harness page, built once in a run of the tests whichever file and process asks first; alone, built for itself. */
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const patienceMs = 60_000

/** @param scratch of the caller: where the page lies when nobody shares it. @returns the folder of the built page. */
export async function harnessPage(scratch: string): Promise<string> {
  const shared = process.env['BINOCLE_TEST_RUN']
  if (shared === undefined) return buildAt(join(scratch, 'page'))
  const folder = join(shared, 'viewer-page')
  if (isFirst(`${folder}.begun`)) {
    renameSync(await buildAt(`${folder}.building`), folder)
    return folder
  }
  const end = Date.now() + patienceMs
  while (!existsSync(folder) && Date.now() < end) await sleep(100)
  // Whoever began has failed, and says so where it failed.
  return existsSync(folder) ? folder : buildAt(join(scratch, 'page'))
}

function isFirst(mark: string): boolean {
  try {
    mkdirSync(mark)
    return true
  } catch {
    return false
  }
}

/** As the program's own windows are built: the test runner's `NODE_ENV` would give React's slow build for developers. */
async function buildAt(outDir: string): Promise<string> {
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  try {
    await build({ configFile: fileURLToPath(new URL('vite.config.mjs', import.meta.url)), logLevel: 'error', build: { outDir } })
  } finally {
    process.env['NODE_ENV'] = before
  }
  return outDir
}
