/** Which Chromium, Chrome or Edge this machine has, by looking at the places where each system puts them. */
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { System } from './arguments.ts'

const linuxNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable', 'microsoft-edge', 'brave-browser']
const macPlaces = ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Chromium.app/Contents/MacOS/Chromium', 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge']
const windowsPlaces = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']

export function findChromium({ platform, env, home }: System, exists: (file: string) => boolean = isExecutable): string | null {
  return candidates({ platform, env, home }).find(exists) ?? null
}

function candidates({ platform, env, home }: System): string[] {
  if (platform === 'darwin') return ['/Applications', join(home, 'Applications')].flatMap((folder) => macPlaces.map((place) => `${folder}/${place}`))
  if (platform === 'win32') {
    const folders = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].filter((folder) => folder !== undefined)
    return folders.flatMap((folder) => windowsPlaces.map((place) => `${folder}\\${place}`))
  }
  const path = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder.startsWith('/') && !folder.includes('node_modules'))
  return linuxNames.flatMap((name) => path.map((folder) => join(folder, name)))
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, process.platform === 'win32' ? constants.R_OK : constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Why no window can be opened here; null when one can. */
export function noWindowBecause({ platform, env }: System, uid: number | null): 'no-display' | 'root' | null {
  if (platform === 'win32' || platform === 'darwin') return null
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return 'no-display'
  // Chromium's sandbox refuses root, and a browser of patient data without its sandbox is not an offer.
  return uid === 0 ? 'root' : null
}
