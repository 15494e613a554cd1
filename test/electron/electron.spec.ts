/** The Electron host as a program: its window is served by the custom protocol, has no Node, cannot leave, and no TCP
 *  port is opened. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, expect, test, type ElectronApplication, type Page } from '@playwright/test'

const root = join(import.meta.dirname, '..', '..')
const { findElectron } = createRequire(import.meta.url)('../../scripts/setup/runtime.cjs') as { findElectron(): string | null }
const executablePath = findElectron()
const noDisplay = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']
const isRoot = process.getuid?.() === 0

test.skip(executablePath === null, 'Electron’s binary is not on this machine (npx install-electron)')
test.skip(executablePath !== null && noDisplay, 'no display: start under xvfb-run')
test.skip(executablePath !== null && isRoot, 'Electron’s sandbox refuses root')

let app: ElectronApplication
let page: Page
let profile: string

test.beforeAll(async () => {
  profile = mkdtempSync(join(tmpdir(), 'binocle-electron-'))
  app = await _electron.launch({ executablePath: executablePath ?? '', args: [root, `--profile=${profile}`, '--lang=fr'] })
  page = await app.firstWindow()
})
test.afterAll(async () => {
  await app.close()
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
})

test('the window comes from the custom protocol and says nothing of a patient in its title', async () => {
  expect(page.url()).toBe('binocle://app/')
  expect(await page.title()).toBe('Binocle')
})

test('the page has no Node and only the capabilities of the contract', async () => {
  const seen = await page.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in globalThis),
    capabilities: Object.keys((globalThis as unknown as { binocle: object }).binocle),
  }))
  expect(seen).toEqual({ node: [], capabilities: ['openWindow'] })
})

test('the handler answers, with the headers of every answer', async () => {
  const answer = await page.evaluate(async () => {
    const response = await fetch('/session/host')
    return { host: await response.json() as unknown, policy: response.headers.get('content-security-policy') }
  })
  expect(answer.host).toEqual({ host: 'electron', needsToken: false })
  expect(answer.policy).toContain("default-src 'none'")
})

test('a page cannot reach the network, open a window or leave', async () => {
  expect(await page.evaluate(() => fetch('https://example.org/').then(() => 'reached', () => 'refused'))).toBe('refused')
  expect(await page.evaluate(() => window.open('https://example.org/') === null)).toBe(true)
  await page.evaluate(() => { location.href = 'https://example.org/' })
  await page.waitForTimeout(500)
  expect(page.url()).toBe('binocle://app/')
})

test('no port is opened', async () => {
  const servers = await app.evaluate(() => (process as unknown as { getActiveResourcesInfo(): string[] }).getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap'))
  expect(servers).toEqual([])
})

test('a capability opens a second window', async () => {
  const opened = app.waitForEvent('window')
  await page.evaluate(() => (globalThis as unknown as { binocle: { openWindow(): Promise<void> } }).binocle.openWindow())
  expect((await opened).url()).toBe('binocle://app/')
})
