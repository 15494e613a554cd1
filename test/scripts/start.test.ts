/** `npm start` from outside: what stands on stdout, and that stopping npm stops the program. Runs the built product;
 *  a stale build is built first. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const require = createRequire(import.meta.url)
const root = join(import.meta.dirname, '..', '..')

let scratch: string
const running: ChildProcess[] = []
beforeEach(() => { scratch = mkdtempSync(join(tmpdir(), 'binocle-start-')) })
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 })
})

async function start(file: string, words: readonly string[]): Promise<{ child: ChildProcess; line: { url: string; pid: number }; out: () => string }> {
  const child = spawn(file, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  running.push(child)
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => { out += text })
  for (;;) {
    const json = out.split('\n').slice(0, -1).find((line) => line.startsWith('{'))
    if (json !== undefined) return { child, line: JSON.parse(json) as { url: string; pid: number }, out: () => out }
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${out}`)
    await wait(50)
  }
}

const words = () => ['--host=browser', '--no-open', '--port=0', `--profile=${join(scratch, 'profile')}`]

async function gone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 200; tries++) {
    try {
      process.kill(pid, 0)
    } catch {
      return true
    }
    await wait(50)
  }
  return false
}

describe.skipIf(process.platform === 'win32')('npm start (skipped on Windows, which has no signals)', () => {
  it('prints its JSON as the only line that begins with a brace, names the server, and ends it when npm is stopped', async () => {
    const { child, line, out } = await start('npm', ['start', '--', ...words()])
    expect(out().split('\n').filter((each) => each.startsWith('{'))).toHaveLength(1)
    expect((await fetch(line.url)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await gone(line.pid)).toBe(true)
    expect(readdirSync(join(scratch, 'profile'))).not.toContain('launch.json')
  })
  it('prints nothing else with --silent', async () => {
    const { child, line, out } = await start('npm', ['start', '--silent', '--', ...words()])
    expect(out().trim().split('\n')).toHaveLength(1)
    child.kill('SIGTERM')
    expect(await gone(line.pid)).toBe(true)
  })
  it('passes a signal on, and ends with 0', async () => {
    const { child, line } = await start(process.execPath, ['scripts/start.cjs', ...words()])
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    expect((await ended)[0]).toBe(0)
    expect(await gone(line.pid)).toBe(true)
  })
})

describe('the set-up', () => {
  const { matchesLock, npmCommand } = require('../../scripts/setup/install.cjs') as {
    matchesLock(lock: string, installed: string): boolean
    npmCommand(words: string[], env: Record<string, string>): { file: string; args: string[]; shell: boolean }
  }
  const { terminalLanguage } = require('../../scripts/setup/say.cjs') as { terminalLanguage(argv: string[], env: Record<string, string>): string }
  const { findElectron, findNode24 } = require('../../scripts/setup/runtime.cjs') as {
    findElectron(options: { modules: string; env: Record<string, string> }): string | null
    findNode24(options: { modules: string; platform: string }): string | null
  }

  it('knows whether what is installed is what the lock says', () => {
    expect(matchesLock(join(root, 'package-lock.json'), join(root, 'node_modules', '.package-lock.json'))).toBe(true)
    const other = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, { integrity: string }> }
    other.packages['node_modules/zod'] = { integrity: 'sha512-another' }
    writeFileSync(join(scratch, 'lock.json'), JSON.stringify(other))
    expect(matchesLock(join(scratch, 'lock.json'), join(root, 'node_modules', '.package-lock.json'))).toBe(false)
    expect(matchesLock(join(root, 'package-lock.json'), join(scratch, 'nothing'))).toBe(false)
  })
  it('says in one sentence that the network is missing', () => {
    cpSync(join(root, 'scripts'), join(scratch, 'scripts'), { recursive: true })
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(root, file), join(scratch, file))
    const env = { PATH: process.env['PATH'], HOME: scratch, LANG: 'en_US.UTF-8', npm_config_registry: 'http://127.0.0.1:9/', npm_config_cache: join(scratch, 'cache') }
    const run = spawnSync(process.execPath, ['scripts/start.cjs', '--no-open'], { cwd: scratch, env, encoding: 'utf8' })
    expect(run.status).toBe(1)
    expect(run.stdout).toBe('')
    expect(run.stderr.trim().split('\n')).toEqual([
      'Installing the dependencies for the first time (a minute or two)…',
      'The npm registry does not answer: check the network connection, then run the same command again.',
    ])
  })
  it('says in one sentence that Node is too old', () => {
    const script = "Object.defineProperty(process.versions, 'node', { value: '16.20.2' }); require('./scripts/start.cjs')"
    const run = spawnSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' })
    expect([run.status, run.stderr.trim().split('\n').length]).toEqual([1, 1])
    expect(run.stderr).toContain('Binocle needs Node 18 or newer; this one is 16.20.2.')
  })
  it('runs the npm that runs it', () => {
    expect(npmCommand(['ci'], { npm_execpath: '/opt/npm/bin/npm-cli.js' })).toEqual({ file: process.execPath, args: ['/opt/npm/bin/npm-cli.js', 'ci'], shell: false })
    expect(npmCommand(['ci'], {}).file).toBe('npm')
  })
  it('speaks the language of the terminal, or both', () => {
    expect(terminalLanguage([], { LANG: 'fr_FR.UTF-8' })).toBe('fr')
    expect(terminalLanguage([], { LANG: 'en_US.UTF-8' })).toBe('en')
    expect(terminalLanguage([], { LANG: 'C' })).toBe('both')
    expect(terminalLanguage(['--lang=en'], { LANG: 'fr_FR.UTF-8' })).toBe('en')
  })
  it('finds Node 24 among the dependencies, and no Electron where there is none', () => {
    expect(findNode24({ modules: join(root, 'node_modules'), platform: `${process.platform}-${process.arch}` })).toContain('node_modules')
    expect(findElectron({ modules: scratch, env: {} })).toBeNull()
    expect(findElectron({ modules: scratch, env: { ELECTRON_OVERRIDE_DIST_PATH: scratch } })).toBeNull()
  })
})
