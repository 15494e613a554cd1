/** Builds what is stale into `dist/`: the main process and the preload by rolldown, the windows by Vite. Each part
 *  is built beside its place and moved there whole, so that a program that runs meanwhile never reads half of it.
 *  `--force` builds everything. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { build as viteBuild, createLogger } from 'vite'
import { bundles } from '../rolldown.config.mjs'

// Whoever asks: a test runner's or a shell's own value would put the libraries' slow builds for developers into `dist/`.
process.env.NODE_ENV = 'production'

const require = createRequire(import.meta.url)
const { parts, sourceHash, staleParts } = require('./setup/build-state.cjs')
const { root } = require('./setup/runtime.cjs')

const builders = { main: buildMain, renderer: buildRenderer }
const wanted = process.argv.includes('--force') ? Object.keys(parts) : staleParts()
for (const part of wanted) await buildPart(part)
if (wanted.length === 0) process.stderr.write('dist/ is up to date\n')

async function buildPart(part) {
  const started = performance.now()
  const from = sourceHash(part)
  const next = join(root, 'dist', `.next-${part}-${process.pid}`)
  const old = join(root, 'dist', `.old-${part}-${process.pid}`)
  const place = join(root, 'dist', part)
  rmSync(next, { recursive: true, force: true })
  mkdirSync(next, { recursive: true })
  try {
    await builders[part](next)
    writeFileSync(join(next, '.built-from'), from)
    try { renameSync(place, old) } catch (error) { if (error.code !== 'ENOENT') throw error }
    renameSync(next, place)
  } finally {
    rmSync(next, { recursive: true, force: true })
    rmSync(old, { recursive: true, force: true })
  }
  process.stderr.write(`built dist/${part} in ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
}

async function buildMain(folder) {
  for (const { input, output } of bundles) {
    const bundle = await rolldown({ ...input, cwd: root })
    try {
      await bundle.write({ ...output, dir: folder })
    } finally {
      await bundle.close()
    }
  }
}

async function buildRenderer(folder) {
  await viteBuild({ configFile: join(root, 'vite.config.mjs'), logLevel: 'warn', customLogger: quietLogger(), build: { outDir: folder, emptyOutDir: true } })
}

/** Warnings stay, but for one: the codecs' CommonJS wrappers name Node modules that they never load in a window. */
function quietLogger() {
  const logger = createLogger('warn')
  const { warn } = logger
  logger.warn = (message, options) => { if (!message.includes('has been externalized for browser compatibility')) warn(message, options) }
  return logger
}
