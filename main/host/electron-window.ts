/** The windows of the Electron host. */
import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron'
import { windowOrigin } from './electron-origin.ts'
import { webPreferences } from './electron-web-preferences.ts'

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
