/** The browser host as a program: reads the command line, takes the profile, serves, opens a window, and stops
 *  cleanly on SIGTERM, SIGINT, when its starter goes away, or when the reader closes the last window. */
import { mkdirSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { openLog, type Log } from '../diagnostics/index.ts'
import { createAccess, type Access } from './access.ts'
import { ArgumentError, parseArguments, thisSystem, type HostArguments } from './arguments.ts'
import { openBrowserHost, type BrowserHost } from './browser-host.ts'
import { openDevelopment } from './development.ts'
import { createHandle } from './handle.ts'
import { askForCode, isCode, isHeldByElectron, readLaunch, removeLaunch, takeProfile } from './launch-file.ts'
import { openWindow } from './open-window.ts'
import type { CreateWorkstation } from './ports.ts'
import { programRoot, programVersion } from './program.ts'
import { bilingual, tell } from './sentence.ts'
import { readStaticFiles } from './static-files.ts'
import { closingLimitMs, endWithin, stopRequested } from './stop.ts'

export interface ProgramParts {
  readonly createWorkstation: CreateWorkstation
  /** Folder of the built windows. */
  readonly windows: string
}

/** The exit code. */
export async function runBrowserProgram(parts: ProgramParts, argv: readonly string[]): Promise<number> {
  try {
    return await run(parts, parseArguments(argv))
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error
    tell(error.sentence, parseArguments([]).language)
    return 1
  }
}

async function run(parts: ProgramParts, words: HostArguments): Promise<number> {
  try {
    mkdirSync(words.profile, { recursive: true, mode: 0o700 })
  } catch (error) {
    if (!isCode(error, 'EACCES') && !isCode(error, 'EEXIST') && !isCode(error, 'ENOTDIR') && !isCode(error, 'EROFS')) throw error
    tell(bilingual('Le dossier du profil ne peut pas être écrit.', 'The profile folder cannot be written.'), words.language)
    return 1
  }
  const handedOver = await openInRunning(words)
  if (handedOver !== null) return handedOver
  const log = openLog({ folder: join(words.profile, 'logs') })
  try {
    return await serve(parts, words, log)
  } finally {
    log.close()
  }
}

/** A second start on the same profile opens a new window of the program that runs. The exit code; null when nothing
 *  holds the profile. */
async function openInRunning(words: HostArguments): Promise<number | null> {
  const running = readLaunch(words.profile)
  if (running === null) return null
  if (isHeldByElectron(running)) {
    tell(bilingual('Binocle est déjà ouvert sur ce profil, dans sa propre fenêtre.', 'Binocle is already open on this profile, in a window of its own.'), words.language)
    return 1
  }
  const code = await askForCode(running)
  if (code === null || running.url === null) return null
  await announce(words, { origin: new URL(running.url).origin, code, pid: running.pid })
  return 0
}

async function serve({ createWorkstation, windows }: ProgramParts, words: HostArguments, log: Log): Promise<number> {
  const launchSecret = randomBytes(32).toString('base64url')
  const access = createAccess({ launchSecret })
  const stopping = new AbortController()
  const workstation = await createWorkstation({
    profile: words.profile, resources: join(programRoot, 'resources'), host: 'browser', version: programVersion(), language: words.language,
    log, keychain: null, rotateToken: () => access.rotate(),
  })
  try {
    const development = words.develop ? await openDevelopment(programRoot) : null
    const files = development === null ? await readStaticFiles(windows) : new Map()
    const handle = createHandle({ ...workstation, host: 'browser', access, log, files, stopping: stopping.signal })
    const host = await openOrSay(words, { handle, access, log, develop: development?.answer, upgrade: development?.upgrade })
    if (host === null) return 1
    try {
      return await hold(words, { host, access, log, launchSecret })
    } finally {
      stopping.abort()
      await development?.close()
      await host.close()
    }
  } finally {
    await workstation.close()
  }
}

async function openOrSay(words: HostArguments, ports: Parameters<typeof openBrowserHost>[0]): Promise<BrowserHost | null> {
  try {
    return await openBrowserHost(ports, words)
  } catch (error) {
    if (!isCode(error, 'EADDRINUSE') && !isCode(error, 'EACCES')) throw error
    tell(bilingual(
      `Le port ${words.port} est déjà pris ou interdit : choisissez-en un autre, ou --port=0 pour laisser le système choisir.`,
      `Port ${words.port} is taken or not allowed: choose another, or --port=0 to let the system choose.`), words.language)
    return null
  }
}

interface Held {
  readonly host: BrowserHost
  readonly access: Access
  readonly log: Log
  readonly launchSecret: string
}

/** Serves from here until something stops it. */
async function hold(words: HostArguments, { host, access, log, launchSecret }: Held): Promise<number> {
  const launch = { pid: process.pid, url: `${host.origin}/`, secret: launchSecret }
  if (!takeProfile(words.profile, launch)) {
    // Another start was quicker, or the file is what a killed process left behind.
    const found = readLaunch(words.profile)
    const handedOver = await openInRunning(words)
    if (handedOver !== null) return handedOver
    removeLaunch(words.profile, found)
    if (!takeProfile(words.profile, launch)) return await openInRunning(words) ?? 1
  }
  try {
    log.write('info', 'host/started', { host: 'browser', version: programVersion(), platform: process.platform })
    const stop = stopRequested()
    const closed = await announce(words, { origin: host.origin, code: access.issueCode(), pid: process.pid })
    await Promise.race([stop, ...(closed === null ? [] : [closed])])
    log.write('info', 'host/stopped')
    endWithin(closingLimitMs)
    return 0
  } finally {
    removeLaunch(words.profile, launch)
  }
}

interface Served { readonly origin: string; readonly code: string; readonly pid: number }

/** Says where the program is, or shows it. Gives the promise of its window's end when it has one of its own. */
async function announce(words: HostArguments, { origin, code, pid }: Served): Promise<Promise<void> | null> {
  const url = `${origin}/#code=${code}`
  if (!words.open) {
    process.stdout.write(`${JSON.stringify({ url, pid })}\n`)
    return null
  }
  const window = await openWindow({ system: thisSystem, uid: process.getuid?.() ?? null }, { url, profile: words.profile })
  if (window.kind === 'none') {
    tell(whyNoWindow[window.because], words.language)
    tell(bilingual(`Adresse (à ouvrir une fois, sous dix minutes) : ${url}`, `Address (to be opened once, within ten minutes): ${url}`), words.language)
  } else if (pid === process.pid) {
    tell(bilingual('Binocle est ouvert dans le navigateur. Ctrl+C l’arrête.', 'Binocle is open in the browser. Ctrl+C stops it.'), words.language)
  }
  // Development outlives its window: it is closed and reopened all day.
  return window.kind === 'app' && !words.develop ? window.closed : null
}

const whyNoWindow = {
  'no-display': bilingual('Aucun écran ici : Binocle sert son adresse sans ouvrir de fenêtre.', 'No display here: Binocle serves its address without opening a window.'),
  'root': bilingual('Un navigateur ne s’ouvre pas sous root : Binocle sert son adresse sans ouvrir de fenêtre.', 'A browser does not open as root: Binocle serves its address without opening a window.'),
  'no-browser': bilingual('Aucun navigateur trouvé : Binocle sert son adresse sans ouvrir de fenêtre.', 'No browser found: Binocle serves its address without opening a window.'),
} as const
