/** Opens the browser host over a stand-in, on a free port, for tests at the HTTP level. */
import { silentLog, type Log } from '../../main/diagnostics/index.ts'
import { createAccess, type Access } from '../../main/host/access.ts'
import { openBrowserHost, type BrowserHost } from '../../main/host/browser-host.ts'
import { createHandle } from '../../main/host/handle.ts'
import type { StaticFiles } from '../../main/host/ports.ts'
import { createStandIn, type StandIn } from './stand-in.ts'

export interface Served {
  readonly host: BrowserHost
  readonly access: Access
  readonly standIn: StandIn
  readonly token: string
  /** `fetch` as a window of ours does it; `init.headers` come on top. */
  ask(path: string, init?: RequestInit): Promise<Response>
  call(name: string, input: unknown): Promise<Response>
  close(): Promise<void>
}

export const launchSecret = 'launch-secret-of-the-tests-0123456789'

const page = new TextEncoder().encode('<!doctype html><title>Binocle</title>')
const files: StaticFiles = new Map([
  ['/', { contentType: 'text/html; charset=utf-8', bytes: page }],
  ['/assets/decoder.wasm', { contentType: 'application/wasm', bytes: new Uint8Array([0, 97, 115, 109]) }],
])

export async function serveStandIn({ log = silentLog }: { log?: Log } = {}): Promise<Served> {
  const access = createAccess({ launchSecret })
  const standIn = createStandIn({ rotateToken: () => access.rotate() })
  const stopping = new AbortController()
  const handle = createHandle({ ...standIn, host: 'browser', access, log, files, stopping: stopping.signal })
  const host = await openBrowserHost({ handle, access, log }, { port: 0 })
  const token = access.redeem(access.issueCode()) ?? ''
  const ask: Served['ask'] = (path, init = {}) =>
    fetch(`${host.origin}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string> | undefined) } })
  return {
    host, access, standIn, token, ask,
    call: (name, input) => ask(`/api/${name}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) }),
    async close() {
      stopping.abort()
      await host.close()
    },
  }
}
