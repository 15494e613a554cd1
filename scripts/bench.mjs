/** `npm run bench`: runs every measurement under test/bench and passes on its JSON rows. `-- name` runs one alone. */
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'

const require = createRequire(import.meta.url)
const { root } = require('./setup/runtime.cjs')
const { ensureBuilt, requireNode24 } = require('./setup/run-program.cjs')

const node = requireNode24()
ensureBuilt(node)
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'))
// A measurement reads its own, say `--slices=20`.
const options = process.argv.slice(2).filter((word) => word.startsWith('--'))
const files = globSync('test/bench/*.ts', { cwd: root }).sort().filter((file) => wanted.length === 0 || wanted.includes(basename(file, '.ts')))
let failed = 0
for (const file of files) {
  process.stderr.write(`── ${file}\n`)
  const run = spawnSync(node, ['--expose-gc', join(root, file), ...options], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8', maxBuffer: 64 << 20 })
  // Only rows on stdout: what reads them need not guess.
  for (const line of run.stdout.split('\n')) {
    if (line.startsWith('{')) process.stdout.write(`${line}\n`)
    else if (line !== '') process.stderr.write(`${line}\n`)
  }
  if (run.status !== 0) failed += 1
}
process.exitCode = failed === 0 ? 0 : 1
