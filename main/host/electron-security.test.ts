/** The parts of Electron's security checklist that are ours to keep, without Electron: numbers are those of the
 *  checklist (electronjs.org/docs/latest/tutorial/security). */
import { describe, expect, it } from 'vitest'
import { capabilityChannels } from '../contract/index.ts'
import { isOurFrame, offerCapabilities } from './electron-capabilities.ts'
import { isOurRequest, isOurs, windowOrigin } from './electron-origin.ts'
import { lockContents, lockSession, mayHave, mayRequest } from './electron-permissions.ts'
import { registerScheme, serveWindows } from './electron-protocol.ts'
import { webPreferences } from './electron-web-preferences.ts'

describe('a window', () => {
  it('has no Node, its own context and the sandbox (2, 3, 4), web security (6), and no insecure or experimental content (8, 9, 10)', () => {
    expect(webPreferences).toEqual({
      sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false,
      webSecurity: true, allowRunningInsecureContent: false, experimentalFeatures: false, enableBlinkFeatures: '', webviewTag: false,
      navigateOnDragDrop: false, spellcheck: false, devTools: false, backgroundThrottling: false,
    })
  })
})

const foreign = ['https://example.org/', 'http://127.0.0.1:4810/', 'file:///etc/passwd', 'binocle://app.example.org/', 'binocle://app@example.org/', 'binocle://user@app/', 'binocle://other/', 'binocle:app', 'data:text/html,x', 'javascript:alert(1)', 'about:blank', '', 'chrome://settings']

describe('our origin', () => {
  it('is binocle://app and nothing that looks like it', () => {
    expect(isOurs(`${windowOrigin}/`)).toBe(true)
    expect(isOurs(`${windowOrigin}/assets/app.js`)).toBe(true)
    for (const address of foreign) expect(isOurs(address), address).toBe(false)
  })
  it('is the only one whose requests are answered (17)', () => {
    const request = (url: string, headers: Record<string, string> = {}) => ({ url, method: 'GET', headers: new Headers(headers) })
    expect(isOurRequest(request('binocle://app/'))).toBe(true)
    expect(isOurRequest(request('binocle://app/api/x', { origin: windowOrigin }))).toBe(true)
    expect(isOurRequest(request('binocle://app/api/x', { origin: 'https://example.org' }))).toBe(false)
    expect(isOurRequest(request('binocle://app/api/x', { origin: 'null' }))).toBe(false)
    expect(isOurRequest(request('binocle://app/', { 'sec-fetch-site': 'cross-site' }))).toBe(false)
    expect(isOurRequest(request('binocle://other/'))).toBe(false)
  })
})

describe('the session', () => {
  /** Keeps every handler under the name of its setter. */
  function recorder() {
    const kept: Record<string, (...given: never[]) => unknown> = {}
    const keep = (name: string) => (handler: (...given: never[]) => unknown) => { kept[name] = handler }
    const session = {
      setPermissionRequestHandler: keep('request'), setPermissionCheckHandler: keep('check'), setDevicePermissionHandler: keep('device'),
      setDisplayMediaRequestHandler: keep('media'), setUSBProtectedClassesHandler: keep('usb'),
      webRequest: { onBeforeRequest: keep('network') },
      on: (name: string, handler: (...given: never[]) => unknown) => { kept[name] = handler },
    }
    return { kept, session }
  }

  it('grants nothing but full screen, copying and the choice of a monitor, and those to our own pages (5)', () => {
    for (const permission of ['media', 'geolocation', 'notifications', 'midi', 'openExternal', 'clipboard-read', 'hid', 'serial', 'usb', 'fileSystem', 'unknown']) {
      expect(mayHave(permission, `${windowOrigin}/`), permission).toBe(false)
    }
    expect(mayHave('fullscreen', `${windowOrigin}/`)).toBe(true)
    expect(mayHave('fullscreen', 'https://example.org/')).toBe(false)
  })
  it('has every handler in place, and each refuses', () => {
    const { kept, session } = recorder()
    lockSession(session as never)
    let granted: boolean | null = null
    kept['request']?.(null as never, 'media' as never, ((given: boolean) => { granted = given }) as never, { requestingUrl: `${windowOrigin}/` } as never)
    expect(granted).toBe(false)
    expect(kept['check']?.(null as never, 'geolocation' as never, `${windowOrigin}/` as never)).toBe(false)
    expect(kept['device']?.({} as never)).toBe(false)
    const downloads = (url: string) => {
      let prevented = false
      kept['will-download']?.({ preventDefault: () => { prevented = true } } as never, { getURL: () => url } as never)
      return !prevented
    }
    expect(downloads('https://example.org/x.exe')).toBe(false)
    expect(downloads(`blob:${windowOrigin}/0190c0de`)).toBe(true)
    let cancelled: { cancel: boolean } | null = null
    kept['network']?.({ url: 'https://example.org/' } as never, ((answer: { cancel: boolean }) => { cancelled = answer }) as never)
    expect(cancelled).toEqual({ cancel: true })
  })
  it('lets no request out of our own origin', () => {
    expect(mayRequest(`${windowOrigin}/api/x`)).toBe(true)
    expect(mayRequest(`blob:${windowOrigin}/0190c0de`)).toBe(true)
    expect(mayRequest('blob:https://example.org/0190c0de')).toBe(false)
    for (const address of foreign) expect(mayRequest(address), address).toBe(false)
  })
})

describe('every web contents', () => {
  function contents() {
    const kept: Record<string, (event: { url: string; preventDefault(): void }) => void> = {}
    let open: (() => { action: string }) | null = null
    const one = {
      on: (name: string, handler: (event: { url: string; preventDefault(): void }) => void) => { kept[name] = handler },
      setWindowOpenHandler: (handler: () => { action: string }) => { open = handler },
    }
    lockContents({ on: (_name: string, made: (event: unknown, made: unknown) => void) => { made({}, one) } } as never)
    const isPrevented = (name: string, url: string) => {
      let prevented = false
      kept[name]?.({ url, preventDefault: () => { prevented = true } })
      return prevented
    }
    return { isPrevented, open: () => open?.() }
  }
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('does not leave our origin by %s (13)', (name) => {
    const { isPrevented } = contents()
    for (const address of foreign) expect(isPrevented(name, address), address).toBe(true)
    expect(isPrevented(name, `${windowOrigin}/`)).toBe(false)
  })
  it('opens no window (14) and holds no webview (12)', () => {
    const { isPrevented, open } = contents()
    expect(open()).toEqual({ action: 'deny' })
    expect(isPrevented('will-attach-webview', `${windowOrigin}/`)).toBe(true)
  })
})

describe('the custom protocol (18)', () => {
  it('is secure and standard, and no other origin may read it', () => {
    let registered: unknown = null
    registerScheme({ registerSchemesAsPrivileged: (schemes) => { registered = schemes } })
    expect(registered).toEqual([{ scheme: 'binocle', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } }])
  })
  it('answers our pages through the handler, and nobody else', async () => {
    let answer: ((request: Request) => Promise<Response>) | null = null
    let trusted: unknown = null
    serveWindows({ protocol: { handle: (_scheme: string, handler: typeof answer) => { answer = handler } } } as never, (_request, caller) => {
      trusted = caller
      return Promise.resolve(new Response('ours'))
    })
    const ask = (url: string, headers = {}) => (answer as unknown as (request: unknown) => Promise<Response>)({ url, method: 'GET', headers: new Headers(headers) })
    expect(await (await ask('binocle://app/')).text()).toBe('ours')
    expect(trusted).toEqual({ trust: 'full' })
    expect((await ask('binocle://app/', { origin: 'https://example.org' })).status).toBe(421)
  })
})

describe('a capability (17)', () => {
  it('is taken from the main frame of our own page only', () => {
    const frame = (url: string, parent: unknown = null) => ({ senderFrame: { url, parent } }) as never
    expect(isOurFrame(frame(`${windowOrigin}/`))).toBe(true)
    expect(isOurFrame(frame('https://example.org/'))).toBe(false)
    expect(isOurFrame(frame(`${windowOrigin}/`, {}))).toBe(false)
    expect(isOurFrame({ senderFrame: null })).toBe(false)
  })
  it('is one channel each, with a handler that asks who calls', async () => {
    const handlers: Record<string, (event: never) => Promise<void>> = {}
    let opened = 0
    offerCapabilities({ handle: (name, handler) => { handlers[name] = handler as never } }, { openWindow: () => { opened += 1; return Promise.resolve() } })
    expect(Object.keys(handlers)).toEqual(Object.values(capabilityChannels))
    const call = handlers[capabilityChannels.openWindow]
    await expect(call?.({ senderFrame: null } as never)).rejects.toThrow('refused')
    await call?.({ senderFrame: { url: `${windowOrigin}/`, parent: null } } as never)
    expect(opened).toBe(1)
  })
})
