/** The Electron host as a program: one process for each profile, windows on the custom protocol, keychain, menu, and
 *  the session locks when the operating system's does. */
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow, ipcMain, powerMonitor, protocol, safeStorage, screen, session } from 'electron'
import { openLog } from '../diagnostics/index.ts'
import { noTokenAccess } from './access.ts'
import { ArgumentError, parseArguments, type HostArguments } from './arguments.ts'
import { offerCapabilities } from './electron-capabilities.ts'
import { openKeychain } from './electron-keychain.ts'
import { setMenu } from './electron-menu.ts'
import { lockContents, lockSession } from './electron-permissions.ts'
import { registerScheme, serveWindows } from './electron-protocol.ts'
import { openElectronWindow } from './electron-window.ts'
import { createHandle } from './handle.ts'
import { askForCode, readLaunch, removeLaunch, takeProfile, type Launch } from './launch-file.ts'
import type { CreateWorkstation, Workstation } from './ports.ts'
import { programRoot, programVersion } from './program.ts'
import { bilingual, tell } from './sentence.ts'
import { readStaticFiles } from './static-files.ts'
import { stopRequested } from './stop.ts'

/** Called while Electron's entry module loads, before the app is ready: scheme, sandbox and single instance must be
 *  settled by then. */
export async function runElectronProgram(createWorkstation: CreateWorkstation, argv: readonly string[]): Promise<void> {
  const words = readWords(argv)
  if (words === null) {
    app.exit(1)
    return
  }
  mkdirSync(words.profile, { recursive: true, mode: 0o700 })
  // Also what the single instance lock is about: another profile is another program.
  app.setPath('userData', join(words.profile, 'electron'))
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  app.enableSandbox()
  registerScheme(protocol)
  lockContents(app)
  await app.whenReady()
  const launch = { pid: process.pid, url: null, secret: randomBytes(32).toString('base64url') }
  if (!(await holdProfile(words, launch))) {
    app.exit(1)
    return
  }
  app.on('quit', () => { removeLaunch(words.profile, launch) })
  await serve(createWorkstation, words)
}

/** The browser host must not serve the same profile. What another Electron left is stale: it would hold the lock. */
async function holdProfile(words: HostArguments, launch: Launch): Promise<boolean> {
  const found = readLaunch(words.profile)
  if (found !== null && await askForCode(found) === null) removeLaunch(words.profile, found)
  if (takeProfile(words.profile, launch)) return true
  tell(bilingual('Binocle est déjà ouvert sur ce profil, dans le navigateur.', 'Binocle is already open on this profile, in the browser.'), words.language)
  return false
}

/** Words that Electron and Chromium take for themselves are not ours to refuse. */
function readWords(argv: readonly string[]): HostArguments | null {
  try {
    return parseArguments(argv.filter((word) => /^--(host|port|profile|lang|no-open|dev)(=|$)/.test(word)))
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error
    tell(error.sentence, parseArguments([]).language)
    return null
  }
}

async function serve(createWorkstation: CreateWorkstation, words: HostArguments): Promise<void> {
  const log = openLog({ folder: join(words.profile, 'logs') })
  const stopping = new AbortController()
  const workstation = await createWorkstation({
    profile: words.profile, resources: join(programRoot, 'resources'), host: 'electron', version: programVersion(), language: words.language,
    log, keychain: await openKeychain({ safeStorage, platform: process.platform }, words.profile), rotateToken: () => null,
  })
  const files = await readStaticFiles(join(programRoot, 'dist', 'renderer'))
  const handle = createHandle({ ...workstation, host: 'electron', access: noTokenAccess, log, files, stopping: stopping.signal })
  lockSession(session.defaultSession)
  serveWindows(session.defaultSession, handle)
  lockWithSystem(workstation)
  const preload = join(import.meta.dirname, 'preload.cjs')
  const openOne = async () => { placeOnFreeDisplay(await openElectronWindow(preload)) }
  const report = (error: unknown) => { log.write('error', 'host/window', {}, error) }
  offerCapabilities(ipcMain, { openWindow: openOne })
  setMenu({ newWindow: () => { openOne().catch(report) }, lock: () => { workstation.lock('user') } }, words.language)
  app.on('second-instance', () => { openOne().catch(report) })
  app.on('window-all-closed', () => { app.quit() })
  closeOnQuit(async () => {
    stopping.abort()
    await workstation.close()
    log.write('info', 'host/stopped')
    log.close()
  }, report)
  stopRequested().then(() => { app.quit() }, report)
  log.write('info', 'host/started', { host: 'electron', version: programVersion(), platform: process.platform })
  await openOne()
}

/** Whoever can unlock the operating system's session is not yet the reader who unlocked ours. */
function lockWithSystem(workstation: Pick<Workstation, 'lock'>): void {
  const lock = () => { workstation.lock('system') }
  powerMonitor.on('lock-screen', lock)
  powerMonitor.on('suspend', lock)
  powerMonitor.on('user-did-resign-active', lock)
}

/** Holds the end back until the database is closed. */
function closeOnQuit(close: () => Promise<void>, report: (error: unknown) => void): void {
  let state: 'open' | 'closing' | 'closed' = 'open'
  app.on('before-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'closing') return
    state = 'closing'
    close().catch(report).finally(() => {
      state = 'closed'
      app.quit()
    })
  })
}

/** One window for each reading monitor: a new one goes to the first display that has none. */
function placeOnFreeDisplay(window: BrowserWindow): void {
  const taken = new Set(windowsBut(window).map((other) => screen.getDisplayMatching(other.getBounds()).id))
  const free = screen.getAllDisplays().find((display) => !taken.has(display.id))
  if (free === undefined || free.id === screen.getDisplayMatching(window.getBounds()).id) return
  window.unmaximize()
  window.setBounds(free.workArea)
  window.maximize()
}

function windowsBut(window: BrowserWindow): BrowserWindow[] {
  return BrowserWindow.getAllWindows().filter((other) => other !== window)
}
