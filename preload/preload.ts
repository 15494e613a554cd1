/** The preload of the Electron windows: the capabilities of this host, and nothing else. Runs in the sandbox; each
 *  capability is one named act without arguments, never a channel that a page could choose. */
import { contextBridge, ipcRenderer } from 'electron'
import { capabilitiesKey, capabilityChannels, type Capabilities } from '../main/contract/capabilities.ts'

contextBridge.exposeInMainWorld(capabilitiesKey, {
  openWindow: async () => { await ipcRenderer.invoke(capabilityChannels.openWindow) },
} satisfies Capabilities)
