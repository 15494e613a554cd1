/** `node scripts/check-imports.ts`: import boundaries of the product's own code. One line for each violation; exit 1
 *  when there is one. (dependency-cruiser cannot read TypeScript beside TypeScript 7, which has no parser for others.) */
import { globSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { checkImports } from './imports/check-imports.ts'

const root = join(import.meta.dirname, '..')
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }
const paths = globSync('{main,renderer,preload}/**/*.{ts,tsx}', { cwd: root })
  .map((path) => path.split(sep).join('/'))
  .filter((path) => !/\.(test|d)\.tsx?$/.test(path))
const files = new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
const violations = checkImports(files, Object.keys(dependencies))
for (const { path, line, from, because } of violations) process.stdout.write(`${path}:${line} ${from}: ${because}\n`)
process.stdout.write(`${files.size} files, ${violations.length} violations\n`)
process.exitCode = violations.length === 0 ? 0 : 1
