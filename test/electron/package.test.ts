/** What electron-builder would ship, without Electron's binary: a stand-in with its fuse wire is packaged for real,
 *  then the archive is looked into, and the program in it is run (as the browser host) with what the archive holds. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const tool = (file: string, words: readonly string[]) => {
  const run = spawnSync(process.execPath, [join(root, 'node_modules', file), ...words], { cwd: root, encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`${file}: ${run.stdout}${run.stderr}`)
  return run.stdout
}
const onLinux = process.platform === 'linux'

describe.skipIf(!onLinux)('the package (skipped elsewhere than on Linux: the stand-in is no program of theirs)', () => {
  let scratch: string
  let app: string
  let listed: string[]
  let extracted: string
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'binocle-package-'))
    const dist = join(scratch, 'electron')
    mkdirSync(join(dist, 'locales'), { recursive: true })
    mkdirSync(join(dist, 'resources'))
    // The wire of @electron/fuses: its sentinel, version 1, eight fuses, all on.
    writeFileSync(join(dist, 'electron'), '#!/bin/sh\nexit 0\n#dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u000811111111', 'latin1')
    chmodSync(join(dist, 'electron'), 0o755)
    for (const [file, text] of [['version', '45.4.1'], ['LICENSE', ''], ['LICENSES.chromium.html', ''], ['locales/en-US.pak', '']] as const) writeFileSync(join(dist, file), text)
    tool('electron-builder/cli.js', ['--linux', 'dir', `-c.electronDist=${dist}`, '-c.electronVersion=45.4.1', `-c.directories.output=${join(scratch, 'out')}`])
    app = join(scratch, 'out', 'linux-unpacked')
    const archive = join(app, 'resources', 'app.asar')
    listed = tool('@electron/asar/bin/asar.js', ['list', archive]).trim().split('\n')
    extracted = join(scratch, 'extracted')
    tool('@electron/asar/bin/asar.js', ['extract', archive, extracted])
  }, 240_000)
  afterAll(() => { rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }) })

  it('holds the entry that package.json names, the preload, the windows and the resources', () => {
    const { main } = JSON.parse(readFileSync(join(extracted, 'package.json'), 'utf8')) as { main: string }
    expect(main).toBe('dist/main/electron.js')
    expect(listed).toEqual(expect.arrayContaining(['/dist/main/electron.js', '/dist/main/preload.cjs', '/dist/renderer/index.html', '/resources/hanging-protocols']))
  })
  it('holds no source, test, map, tool or second Node', () => {
    expect(listed.filter((path) => /^\/(main|renderer|preload|test|scripts|docs)(\/|$)|\.map$|^\/node_modules\/(node-|@cornerstonejs|react|electron|vite|vitest)/.test(path))).toEqual([])
  })
  it('keeps the database addon of this system outside the archive, where it can be loaded', () => {
    expect(existsSync(join(app, 'resources', 'app.asar.unpacked', 'node_modules', 'better-sqlite3', 'prebuilds', 'linux-x64.node'))).toBe(true)
    expect(listed.filter((path) => /prebuilds\/(win32|darwin)/.test(path))).toEqual([])
  })
  it('has every fuse as the security checklist asks (19)', () => {
    const fuses = Object.fromEntries([...tool('@electron/fuses/dist/bin.js', ['read', '--app', join(app, 'binocle')]).matchAll(/(\w+) is (\w+)/g)].map(([, name, state]) => [name, state]))
    expect(fuses).toMatchObject({
      RunAsNode: 'Disabled', EnableNodeOptionsEnvironmentVariable: 'Disabled', EnableNodeCliInspectArguments: 'Disabled',
      EnableCookieEncryption: 'Enabled', EnableEmbeddedAsarIntegrityValidation: 'Enabled', OnlyLoadAppFromAsar: 'Enabled',
      GrantFileProtocolExtraPrivileges: 'Disabled', LoadBrowserProcessSpecificV8Snapshot: 'Disabled',
    })
  })
  it('runs with what the archive holds: the first account is made in its encrypted database', async () => {
    const child = spawn(process.execPath, [join(extracted, 'dist/main/browser-main.js'), '--no-open', `--profile=${join(scratch, 'profile')}`], { stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      const [line] = await once(child.stdout, 'data') as [Buffer]
      const { url } = JSON.parse(line.toString()) as { url: string }
      const post = async (path: string, body: unknown, headers = {}) => await (await fetch(new URL(path, url), { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })).json() as Record<string, unknown>
      expect(await (await fetch(url)).text()).toContain('<title>Binocle')
      const { token } = await post('/session/token', { code: new URLSearchParams(new URL(url).hash.slice(1)).get('code') })
      const account = { displayName: 'Première lectrice', passphrase: 'une phrase de passe longue', roles: ['ADMIN', 'L1'], language: 'fr', demo: false }
      expect(await post('/api/session.setUp', account, { authorization: `Bearer ${String(token)}` })).toMatchObject({ phase: 'unlocked' })
      expect(readFileSync(join(scratch, 'profile', 'binocle.db')).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3')
    } finally {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
  })
  it('can load the PDF writer and its fonts', () => {
    const script = "const { createRequire } = require('node:module'); const r = createRequire(process.argv[1]); r('pdfkit'); r.resolve('@fontsource/inter/package.json')"
    expect(spawnSync(process.execPath, ['-e', script, join(extracted, 'dist/main/electron.js')], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' })
  })
})
