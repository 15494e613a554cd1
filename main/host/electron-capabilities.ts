/** The capabilities of the Electron host, main side. Each call is taken only from the main frame of a page of ours
 *  (Electron, Security 17). */
import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import { capabilityChannels, type Capabilities } from '../contract/index.ts'
import { isOurs } from './electron-origin.ts'

export function offerCapabilities(ipcMain: Pick<IpcMain, 'handle'>, capabilities: Capabilities): void {
  ipcMain.handle(capabilityChannels.openWindow, async (event) => {
    if (!isOurFrame(event)) throw new Error('refused')
    await capabilities.openWindow()
  })
}

export function isOurFrame({ senderFrame }: Pick<IpcMainInvokeEvent, 'senderFrame'>): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOurs(senderFrame.url)
}
