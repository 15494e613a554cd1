/** How this window reaches its own main process: whether a token is needed, and which. A browser window is opened
 *  with a one-time code in the fragment; it is traded for a token at once and taken out of the address. The token
 *  lives in memory and in session storage (so that a reload survives) and is replaced when the session locks. */
import { z } from 'zod'

export type ConnectionState = 'connected' | 'unconnected' | 'unreachable'

export interface Connection {
  /** Finds out how to call; `unconnected` when a token is needed and there is none that may still hold. */
  start(): Promise<ConnectionState>
  headers(): Record<string, string>
  replaceToken(token: string | null): void
}

export interface ConnectionPorts {
  fetch: typeof globalThis.fetch
  location: Pick<Location, 'hash' | 'pathname' | 'search'>
  history: Pick<History, 'replaceState'>
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
}

const storageKey = 'binocle.token'
const hostAnswer = z.object({ needsToken: z.boolean() })
const tokenAnswer = z.object({ token: z.string().min(1) })

export function createConnection(ports: ConnectionPorts): Connection {
  let token: string | null = null
  /** Spent on the first try only: presenting a code twice makes its token worthless. */
  let code: string | null = null
  let starting: Promise<ConnectionState> | null = null

  const replaceToken = (next: string | null) => {
    token = next
    if (next === null) ports.storage.removeItem(storageKey)
    else ports.storage.setItem(storageKey, next)
  }

  return {
    replaceToken,
    headers: () => (token === null ? {} : { authorization: `Bearer ${token}` }),
    start() {
      starting ??= connect().finally(() => { starting = null })
      return starting
    },
  }

  async function connect(): Promise<ConnectionState> {
    code = takeCode(ports) ?? code
    try {
      const host = await ports.fetch('/session/host')
      if (!host.ok) return 'unreachable'
      if (!hostAnswer.parse(await host.json()).needsToken) return 'connected'
      if (code !== null) await redeem(code)
      token ??= ports.storage.getItem(storageKey)
      return token === null ? 'unconnected' : 'connected'
    } catch (error) {
      if (error instanceof TypeError || error instanceof z.ZodError || error instanceof SyntaxError) return 'unreachable'
      throw error
    }
  }

  async function redeem(given: string): Promise<void> {
    const answer = await ports.fetch('/session/token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code: given }) })
    code = null
    if (answer.ok) replaceToken(tokenAnswer.parse(await answer.json()).token)
  }
}

/** Reads `#code=…` and takes it out of the address at once. */
function takeCode({ location, history }: ConnectionPorts): string | null {
  const code = new URLSearchParams(location.hash.replace(/^#/, '')).get('code')
  if (code === null) return null
  history.replaceState(null, '', `${location.pathname}${location.search}`)
  return code
}
