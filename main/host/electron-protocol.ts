/** `binocle://app/`: the custom protocol that serves the windows and answers them, with no TCP port. Only pages of
 *  our own session can reach it; the request is checked all the same (Electron, Security 17 and 18). */
import type { Protocol, Session } from 'electron'
import { isOurRequest, windowScheme } from './electron-origin.ts'
import type { Handle } from './ports.ts'
import { refuse } from './problem-response.ts'

/** Before the app is ready. `corsEnabled` stays off: no other origin ever reads this one. */
export function registerScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: windowScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
  ])
}

export function serveWindows(session: Session, handle: Handle): void {
  session.protocol.handle(windowScheme, async (request) => {
    if (!isOurRequest(request)) return refuse('request/misdirected')
    return await handle(request, { trust: 'full' })
  })
}
