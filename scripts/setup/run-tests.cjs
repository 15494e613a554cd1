/** Sets up what the tests need and hands over to the runner, which is TypeScript and runs on our own Node 24. */
'use strict'

const { spawnSync } = require('node:child_process')
const path = require('node:path')
const { ensureInstalled } = require('./install.cjs')
const { requireNode24 } = require('./run-program.cjs')
const { root } = require('./runtime.cjs')

function test(words) {
  ensureInstalled()
  const node = requireNode24()
  // What tests start by the name `node` must be ours too.
  const PATH = [path.dirname(node), path.join(root, 'node_modules', '.bin'), process.env.PATH].join(path.delimiter)
  const run = spawnSync(node, [path.join(root, 'scripts/testing/run.ts'), ...words], { cwd: root, stdio: 'inherit', env: { ...process.env, PATH } })
  process.exit(run.status ?? 1)
}

module.exports = { test }
