/** Opens the program's window in a browser: Chromium, Chrome or Edge without its toolbars and with a profile of its
 *  own (no extension reads patient data there), else the default browser. */
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { System } from './arguments.ts'
import { findChromium, noWindowBecause } from './find-browser.ts'

export type OpenedWindow =
  | { readonly kind: 'app'; readonly closed: Promise<void> }
  | { readonly kind: 'default-browser' }
  | { readonly kind: 'none'; readonly because: 'no-display' | 'root' | 'no-browser' }

export interface OpenPorts {
  readonly system: System
  readonly uid: number | null
  readonly find?: typeof findChromium
  readonly start?: (file: string, args: readonly string[]) => ChildProcess
}

/** A process that ends sooner has handed the address to a browser that was running already. */
const handedOverMs = 4000

export async function openWindow({ system, uid, find = findChromium, start = startDetached }: OpenPorts, { url, profile }: { url: string; profile: string }): Promise<OpenedWindow> {
  const because = noWindowBecause(system, uid)
  if (because !== null) return { kind: 'none', because }
  const chromium = find(system)
  if (chromium !== null) {
    const child = start(chromium, appWindowWords(url, profile))
    if (await started(child)) return { kind: 'app', closed: closedByUser(child) }
  }
  const opener = defaultOpener(system, url)
  return await started(start(opener.file, opener.args)) ? { kind: 'default-browser' } : { kind: 'none', because: 'no-browser' }
}

export function appWindowWords(url: string, profile: string): string[] {
  return [
    `--app=${url}`,
    `--user-data-dir=${join(profile, 'browser')}`,
    '--no-first-run', '--no-default-browser-check', '--disable-extensions', '--disable-sync',
    '--disable-background-networking', '--disable-component-update', '--disable-breakpad', '--start-maximized',
  ]
}

function defaultOpener({ platform }: System, url: string): { file: string; args: string[] } {
  if (platform === 'darwin') return { file: 'open', args: [url] }
  // Not through cmd.exe: it would read the characters of the address.
  if (platform === 'win32') return { file: 'rundll32.exe', args: ['url.dll,FileProtocolHandler', url] }
  return { file: 'xdg-open', args: [url] }
}

function startDetached(file: string, args: readonly string[]): ChildProcess {
  return spawn(file, args, { stdio: 'ignore', detached: process.platform !== 'win32' })
}

function started(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    child.once('spawn', () => { resolve(true) })
    child.once('error', () => { resolve(false) })
  })
}

/** Resolves when the last window of this browser profile was closed; never when the process only handed over. */
function closedByUser(child: ChildProcess): Promise<void> {
  const began = performance.now()
  return new Promise((resolve) => {
    child.once('exit', () => {
      if (performance.now() - began > handedOverMs) resolve()
    })
  })
}
