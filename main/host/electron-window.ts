/** The windows of the Electron host. Their options are a constant that a test asserts (Electron, Security 2-8). */
import { BrowserWindow, type BrowserWindowConstructorOptions, type WebPreferences } from 'electron'
import { windowOrigin } from './electron-origin.ts'

/** Everything that the security checklist asks for, said even where it is the default of this version. */
export const webPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  enableBlinkFeatures: '',
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false, // its dictionaries would be fetched, and what is typed is a patient's
  devTools: false,
  // A reading must not slow down because another window lies above it.
  backgroundThrottling: false,
} as const satisfies WebPreferences

export function windowOptions(preload: string): BrowserWindowConstructorOptions {
  return {
    width: 1600, height: 1000, minWidth: 1024, minHeight: 700,
    show: false,
    backgroundColor: '#111315', // the chrome's own: no white flash in a dark room
    title: 'Binocle',
    webPreferences: { ...webPreferences, preload },
  }
}

export async function openElectronWindow(preload: string): Promise<BrowserWindow> {
  const window = new BrowserWindow(windowOptions(preload))
  window.once('ready-to-show', () => {
    window.maximize()
    window.show()
  })
  // The title of the window is ours: nothing of a patient ever stands in a task bar.
  window.on('page-title-updated', (event) => { event.preventDefault() })
  await window.loadURL(`${windowOrigin}/`)
  return window
}
