/** What a window may not do: everything but read (Electron, Security 5, 13, 14, 15). Permissions are denied, windows
 *  are not opened by pages, pages do not leave our origin, and no other network request leaves the session. */
import type { App, Session, WebContents } from 'electron'
import { isOurs } from './electron-origin.ts'

/** Full screen and copying to the clipboard are acts of a reader at their own screen; all else is refused. */
const allowedPermissions: ReadonlySet<string> = new Set(['fullscreen', 'clipboard-sanitized-write', 'window-management'])

export function mayHave(permission: string, address: string): boolean {
  return allowedPermissions.has(permission) && isOurs(address)
}

export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => { callback(mayHave(permission, details.requestingUrl)) })
  session.setPermissionCheckHandler((_contents, permission, origin) => mayHave(permission, origin))
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, callback) => { callback({}) })
  session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses)
  session.webRequest.onBeforeRequest((details, callback) => { callback({ cancel: !mayRequest(details.url) }) })
  // A reader may save what our own page made (a report); nothing else is ever downloaded.
  session.on('will-download', (event, item) => { if (!mayRequest(item.getURL())) event.preventDefault() })
}

/** Our own origin, and what lies in the window's own memory. */
export function mayRequest(address: string): boolean {
  if (isOurs(address)) return true
  return address.startsWith('blob:') && isOurs(address.slice('blob:'.length))
}

/** Every web contents of the program, whoever made it. */
export function lockContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => { lockOne(contents) })
}

function lockOne(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => { if (!isOurs(event.url)) event.preventDefault() })
  contents.on('will-frame-navigate', (event) => { if (!isOurs(event.url)) event.preventDefault() })
  contents.on('will-redirect', (event) => { if (!isOurs(event.url)) event.preventDefault() })
  contents.on('will-attach-webview', (event) => { event.preventDefault() })
}
