/** The browser host as a process: what it prints, what it leaves, how it stops, and what a second start does. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let scratch: string
let profile: string
const running: ChildProcess[] = []
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'binocle-program-'))
  profile = join(scratch, 'profile')
  mkdirSync(join(scratch, 'windows'))
  writeFileSync(join(scratch, 'windows', 'index.html'), '<!doctype html><title>Binocle</title>')
})
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 })
})

interface Started {
  readonly child: ChildProcess
  readonly out: () => string
  readonly err: () => string
  /** The JSON line, once it was printed. */
  ready(): Promise<{ url: string; pid: number }>
  ended(): Promise<number | null>
}

function start(words: readonly string[], { env = {}, ipc = false }: { env?: Record<string, string>; ipc?: boolean } = {}): Started {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'program-main.ts'), `--profile=${profile}`, ...words], {
    stdio: ['ignore', 'pipe', 'pipe', ...(ipc ? ['ipc' as const] : [])],
    env: { PATH: process.env['PATH'] ?? '', HOME: scratch, LANG: 'fr_FR.UTF-8', BINOCLE_TEST_WINDOWS: join(scratch, 'windows'), ...env },
  })
  running.push(child)
  let [out, err] = ['', '']
  child.stdout?.setEncoding('utf8').on('data', (text: string) => { out += text })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => { err += text })
  const exited = once(child, 'exit')
  return {
    child, out: () => out, err: () => err,
    async ready() {
      while (!out.includes('\n')) {
        if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${err}`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      return JSON.parse(out.split('\n')[0] ?? '') as { url: string; pid: number }
    },
    async ended() {
      await exited
      return child.exitCode
    },
  }
}
const serve = (...words: string[]) => start(['--no-open', '--port=0', ...words])

describe('npm start -- --no-open', () => {
  it('prints one JSON line with its address and its process, and nothing else on stdout', async () => {
    const program = serve()
    const { url, pid } = await program.ready()
    expect(pid).toBe(program.child.pid)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#code=[\w-]{43}$/)
    expect(await (await fetch(url)).text()).toContain('Binocle')
    program.child.kill('SIGTERM')
    await program.ended()
    expect(program.out().trim().split('\n')).toHaveLength(1)
  })
  it.skipIf(process.platform === 'win32').each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('ends cleanly on %s with windows connected (skipped on Windows, which has no signals)', async (signal) => {
    const program = serve()
    const { url } = await program.ready()
    const code = new URLSearchParams(new URL(url).hash.slice(1)).get('code')
    const { token } = (await (await fetch(new URL('/session/token', url), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code }) })).json()) as { token: string }
    const events = await fetch(new URL('/events', url), { headers: { authorization: `Bearer ${token}` } })
    expect(events.status).toBe(200)
    program.child.kill(signal)
    expect(await program.ended()).toBe(0)
    await events.text().catch(() => undefined)
    expect(existsSync(join(profile, 'launch.json'))).toBe(false)
    expect(readFileSync(join(profile, 'logs', readdirSync(join(profile, 'logs'))[0] ?? ''), 'utf8')).toContain('host/stopped')
  })
  it('ends when told to on the channel of its starter, and when its starter goes', async () => {
    const told = start(['--no-open'], { ipc: true })
    await told.ready()
    told.child.send('stop')
    expect(await told.ended()).toBe(0)
    const left = start(['--no-open'], { ipc: true })
    await left.ready()
    left.child.disconnect()
    expect(await left.ended()).toBe(0)
  })
  it.skipIf(process.platform === 'win32')('keeps the profile to its owner (skipped on Windows: the folder’s rights hold there)', async () => {
    const program = serve()
    await program.ready()
    expect(statSync(profile).mode & 0o077).toBe(0)
    expect(statSync(join(profile, 'launch.json')).mode & 0o777).toBe(0o600)
  })
})

describe('a second start on the same profile', () => {
  it('gives a new address of the program that runs, and ends', async () => {
    const first = serve()
    const { url, pid } = await first.ready()
    const second = serve()
    const again = await second.ready()
    expect(await second.ended()).toBe(0)
    expect(again.pid).toBe(pid)
    expect(new URL(again.url).origin).toBe(new URL(url).origin)
    expect(again.url).not.toBe(url)
  })
  it('serves itself when the first was killed and left its file', async () => {
    const first = serve()
    await first.ready()
    first.child.kill('SIGKILL')
    await first.ended()
    expect(existsSync(join(profile, 'launch.json'))).toBe(true)
    const second = serve()
    expect((await second.ready()).pid).toBe(second.child.pid)
  })
  it('is refused in one sentence while the Electron host holds the profile', async () => {
    mkdirSync(profile)
    writeFileSync(join(profile, 'launch.json'), JSON.stringify({ pid: process.pid, url: null, secret: 'secret-of-the-tests-0123456789' }))
    const program = serve()
    expect(await program.ended()).toBe(1)
    expect(program.err()).toBe('Binocle est déjà ouvert sur ce profil, dans sa propre fenêtre.\n')
    expect(existsSync(join(profile, 'launch.json'))).toBe(true)
  })
  it('at the same moment leaves one program serving and tells both where', async () => {
    const both = await Promise.all([serve().ready(), serve().ready(), serve().ready()])
    expect(new Set(both.map(({ pid }) => pid)).size).toBe(1)
  })
})

describe('what cannot be', () => {
  it('is one sentence: a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const program = start(['--no-open', `--port=${port}`])
    expect(await program.ended()).toBe(1)
    expect(program.err()).toBe(`Le port ${port} est déjà pris ou interdit : choisissez-en un autre, ou --port=0 pour laisser le système choisir.\n`)
    expect(program.out()).toBe('')
    other.close()
  })
  it('is one sentence: an unknown word', async () => {
    const program = start(['--prot=1'], { env: { LANG: 'en_GB.UTF-8' } })
    expect(await program.ended()).toBe(1)
    expect(program.err()).toBe('Unknown option: --prot=1.\n')
  })
  it('is one sentence: a profile that is a file', async () => {
    writeFileSync(profile, '')
    const program = serve()
    expect(await program.ended()).toBe(1)
    expect(program.err()).toBe('Le dossier du profil ne peut pas être écrit.\n')
  })
  it.skipIf(process.platform !== 'linux')('is said, and the address printed: a machine without a display (skipped elsewhere than on Linux)', async () => {
    const program = start([])
    while (!program.err().includes('#code=')) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(program.err()).toContain('Aucun écran ici')
    expect(program.out()).toBe('')
    program.child.kill('SIGTERM')
    expect(await program.ended()).toBe(0)
  })
})
