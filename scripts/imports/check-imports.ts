/** Holds every import against the rule table. Pure: files in, violations out. */
import { posix } from 'node:path'
import { readImports, type Import } from './read-imports.ts'
import { hostPackages, importNothing, layers, openRooms, outside, packageRules, purePackages } from './rules.ts'

export interface Violation {
  readonly path: string
  readonly line: number
  readonly from: string
  readonly because: string
}

/** Path from the root, with slashes → source. Product code only, tests left out. */
export type SourceFiles = ReadonlyMap<string, string>

interface Check {
  readonly files: SourceFiles
  readonly path: string
  readonly one: Import
  say(because: string): void
}

/** `dependencies`: names in package.json. */
export function checkImports(files: SourceFiles, dependencies: readonly string[]): Violation[] {
  const violations: Violation[] = []
  const needs = new Map<string, string[]>()
  for (const [path, source] of files) {
    const needed: string[] = []
    needs.set(path, needed)
    for (const one of readImports(source, { tsx: path.endsWith('x') })) {
      const check: Check = { files, path, one, say: (because) => violations.push({ path, line: one.line, from: one.from ?? '(computed)', because }) }
      if (importNothing.test(path)) check.say('a migration imports nothing')
      else if (one.from === null) check.say('an import names its module')
      else if (one.from.startsWith('.')) needed.push(...checkRelative(check, one.from))
      else checkPackage(check, one.from, dependencies)
    }
  }
  return [...violations, ...findRings(needs)]
}

/** Styles, fonts and the like are the bundler's matter. */
const asset = /\.(css|svg|png|json|wasm)$|\?(worker|url|raw|inline)/

/** The file that must be loaded for this import, when there is one. */
function checkRelative({ files, path, one, say }: Check, from: string): string[] {
  const target = posix.normalize(posix.join(posix.dirname(path), from.replace(/\?.*$/, '')))
  const needed: string[] = []
  if (!asset.test(from)) {
    if (!/\.tsx?$/.test(target)) say('a relative import ends in .ts or .tsx')
    else if (!files.has(target)) say('no such file')
    else if (!one.typeOnly) needed.push(target)
  }
  const because = boundary(path, target)
  if (because !== null) say(because)
  return needed
}

function boundary(path: string, target: string): string | null {
  const [from, to] = [placeOf(path), placeOf(target)]
  if (from === null || to === null) return null
  if (from.part === to.part && (from.part !== 'main' || from.room === to.room)) return null
  if (to.part !== 'main') return from.part === 'main' ? 'main does not import what runs in a window' : `${from.part} does not import ${to.part}`
  const refusal = from.part === 'main' ? downwards(from.room, to.room) : fromOutside(from.part, to.room)
  if (refusal !== null) return refusal
  return openRooms.includes(to.room) || isDoor(target) ? null : 'a room is entered by its index.ts'
}

function downwards(from: string, to: string): string | null {
  const [upper, lower] = [layerOf(from), layerOf(to)]
  if (upper === -1 || lower === -1) return `room ${upper === -1 ? from : to} has no line in the table`
  return lower < upper ? null : `${from} may not import ${to}: imports point downwards`
}

function fromOutside(part: string, room: string): string | null {
  const rooms = outside[part]?.rooms ?? []
  return rooms.includes(room) ? null : `${part} imports only ${rooms.join(' and ')} of main`
}

/** `main/x/index.ts`; the rooms of the domain are its folders. */
function isDoor(target: string): boolean {
  return /^main\/[^/]+\/index\.ts$/.test(target) || /^main\/domain\/[^/]+\/index\.ts$/.test(target)
}

function checkPackage({ path, one, say }: Check, from: string, dependencies: readonly string[]): void {
  const name = from.startsWith('node:') ? from : from.split('/').slice(0, from.startsWith('@') ? 2 : 1).join('/')
  for (const rule of packageRules) if (rule.packages.test(from) && !rule.places.test(path)) say(rule.because)
  const place = placeOf(path)
  const pure = place?.part === 'main' ? purePackages[place.room] : undefined
  if (pure !== undefined && !pure.includes(name)) say(`${place?.room} imports only ${pure.join(', ')}`)
  if (!name.startsWith('node:') && !dependencies.includes(name) && !hostPackages.includes(name) && !one.typeOnly) say('not among the dependencies of package.json')
}

function placeOf(path: string): { part: string; room: string } | null {
  const [part = '', room = ''] = path.split('/')
  return part === 'main' || Object.hasOwn(outside, part) ? { part, room } : null
}

function layerOf(room: string): number {
  return layers.findIndex((line) => line.includes(room))
}

/** Files that need each other to load; each ring once. */
function findRings(needs: ReadonlyMap<string, readonly string[]>): Violation[] {
  const violations: Violation[] = []
  const done = new Set<string>()
  const walk = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) {
      const ring = [...trail.slice(trail.indexOf(path)), path]
      violations.push({ path, line: 0, from: trail.at(-1) ?? path, because: `imports in a ring: ${ring.join(' → ')}` })
      return
    }
    if (done.has(path)) return
    for (const next of needs.get(path) ?? []) walk(next, [...trail, path])
    done.add(path)
  }
  for (const path of needs.keys()) walk(path, [])
  return violations
}
