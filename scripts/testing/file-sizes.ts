/** How long the files of the product are: readable files have a median near a hundred lines. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { oneCheck, type Tally } from './tally.ts'

/** Above this a file is looked at; above the hard limit the check fails. */
const longLines = 250
const hardLimit = 800

export function checkFileSizes(root: string, say: (line: string) => void): Tally {
  const lines = globSync('{main,renderer,preload,scripts}/**/*.{ts,tsx,cjs,mjs}', { cwd: root })
    .map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').split('\n').length - 1 }))
    .toSorted((a, b) => a.lines - b.lines)
  const product = lines.filter(({ path }) => !/\.test\.tsx?$/.test(path))
  const at = (share: number) => product[Math.min(product.length - 1, Math.floor(product.length * share))]?.lines ?? 0
  say(`${product.length} files, ${product.reduce((sum, one) => sum + one.lines, 0)} lines; median ${at(0.5)}, 95th percentile ${at(0.95)}, longest ${at(1)}`)
  for (const one of product.filter((each) => each.lines > longLines).toReversed()) say(`  ${one.lines} ${one.path}`)
  return oneCheck(at(1) <= hardLimit)
}
