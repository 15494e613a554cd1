/** Runs every check and every suite, one after the other, says how long each took, and ends with one plain line.
 *  Exit 1 when anything failed. `--only=a,b` runs the named steps alone. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkFileSizes } from './file-sizes.ts'
import { ensurePeers } from './peers.ts'
import { playwrightTally, vitestTally } from './reports.ts'
import { add, nothing, oneCheck, summary, type Tally } from './tally.ts'

const root = join(import.meta.dirname, '..', '..')
const scratch = mkdtempSync(join(tmpdir(), 'binocle-test-'))
const say = (line: string) => { process.stdout.write(`${line}\n`) }

const tool = (name: string, file: string) => join(root, 'node_modules', name, file)
const node = (file: string, words: readonly string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, [file, ...words], { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status === 0

interface Step { readonly name: string; run(): Tally }

const projects = ['pure', 'main', 'preload', 'renderer', 'test']
const browserSuites = ['ui', 'screening', 'e2e', 'electron']

const steps: readonly Step[] = [
  { name: 'types', run: () => projects.map((name) => oneCheck(node(tool('typescript', 'bin/tsc'), ['-p', `tsconfig.${name}.json`]))).reduce(add, nothing) },
  { name: 'lint', run: () => oneCheck(node(tool('oxlint', 'bin/oxlint'), ['--deny-warnings'])) },
  { name: 'imports', run: () => oneCheck(node(join(root, 'scripts/check-imports.ts'), [])) },
  { name: 'sizes', run: () => checkFileSizes(root, say) },
  { name: 'build', run: () => oneCheck(node(join(root, 'scripts/build.mjs'), [])) },
  { name: 'unit', run: unit },
  ...browserSuites.map((name) => ({ name, run: () => browserSuite(name) })),
]
/** Static steps, for `npm run check`. */
const staticSteps = ['types', 'lint', 'imports', 'sizes']

function unit(): Tally {
  const report = join(scratch, 'unit.json')
  const ok = node(tool('vitest', 'vitest.mjs'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`])
  return agreeing(vitestTally(report), ok)
}

function browserSuite(name: string): Tally {
  const config = join('test', name, 'playwright.config.ts')
  if (!existsSync(join(root, config))) return nothing
  const report = join(scratch, `${name}.json`)
  const ok = node(tool('@playwright/test', 'cli.js'), ['test', '-c', config, '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: report })
  return agreeing(playwrightTally(report), ok)
}

/** A suite that ends badly without a failed test (an error outside of any test) has failed. */
function agreeing(tally: Tally, ok: boolean): Tally {
  return ok || tally.failed > 0 ? tally : add(tally, oneCheck(false))
}

function main(words: readonly string[]): number {
  const only = words.find((word) => word.startsWith('--only='))?.slice('--only='.length).split(',')
  const wanted = words.includes('--static') ? staticSteps : only
  const unknown = (wanted ?? []).filter((name) => !steps.some((step) => step.name === name))
  if (unknown.length > 0) {
    say(`unknown step: ${unknown.join(', ')}; there are ${steps.map(({ name }) => name).join(', ')}`)
    return 1
  }
  if (wanted !== staticSteps) ensurePeers(say)
  let total = nothing
  const began = performance.now()
  for (const step of steps.filter(({ name }) => wanted?.includes(name) ?? true)) {
    const started = performance.now()
    say(`\n── ${step.name}`)
    const tally = stepTally(step)
    say(`── ${step.name}: ${summary(tally)} (${seconds(started)} s)`)
    total = add(total, tally)
  }
  const reasons = Map.groupBy(total.skips, (line) => line)
  if (reasons.size > 0) say('\nskipped:')
  for (const [line, each] of reasons) say(`  ${each.length} × ${line}`)
  say(`\n${seconds(began)} s`)
  say(summary(total))
  return total.failed === 0 ? 0 : 1
}

function stepTally(step: Step): Tally {
  try {
    return step.run()
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    return oneCheck(false)
  }
}

const seconds = (since: number) => ((performance.now() - since) / 1000).toFixed(1)

try {
  process.exitCode = main(process.argv.slice(2))
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
