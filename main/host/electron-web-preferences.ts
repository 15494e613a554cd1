/** What a page of ours may do to its own process: nothing. A constant that a test asserts (Electron, Security 2-8). */
import type { WebPreferences } from 'electron'

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
