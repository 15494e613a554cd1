import { describe, expect, it } from 'vitest'
import { createConnection, type ConnectionPorts } from './connection.ts'

interface Host { needsToken: boolean; reachable: boolean; codes: Map<string, string>; calls: string[] }

function windowAt(hash: string, host: Partial<Host> = {}, kept: Record<string, string> = {}) {
  const full: Host = { needsToken: true, reachable: true, codes: new Map([['once', 'token-1']]), calls: [], ...host }
  const addresses: string[] = []
  const items = new Map(Object.entries(kept))
  const fetch = (async (path: string, init?: RequestInit) => {
    full.calls.push(path)
    if (!full.reachable) throw new TypeError('Failed to fetch')
    if (path === '/session/host') return Response.json({ host: 'browser', needsToken: full.needsToken })
    const { code } = JSON.parse(String(init?.body)) as { code: string }
    const token = full.codes.get(code)
    full.codes.delete(code)
    return token === undefined ? Response.json({}, { status: 401 }) : Response.json({ token })
  }) as typeof globalThis.fetch
  const ports: ConnectionPorts = {
    fetch,
    location: { hash, pathname: '/', search: '' },
    history: { replaceState: (_state, _unused, url) => { addresses.push(String(url)) } },
    storage: { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => { items.set(key, value) }, removeItem: (key) => { items.delete(key) } },
  }
  return { connection: createConnection(ports), host: full, addresses, items }
}

describe('the connection of a window', () => {
  it('trades the code of the address for a token, and takes the code out of the address', async () => {
    const { connection, addresses } = windowAt('#code=once')
    expect(await connection.start()).toBe('connected')
    expect(connection.headers()).toEqual({ authorization: 'Bearer token-1' })
    expect(addresses).toEqual(['/'])
  })
  it('presents a code once even when it is started twice at the same time', async () => {
    const { connection, host } = windowAt('#code=once')
    expect(await Promise.all([connection.start(), connection.start()])).toEqual(['connected', 'connected'])
    expect(host.calls.filter((path) => path === '/session/token')).toHaveLength(1)
  })
  it('keeps its token over a reload', async () => {
    const { connection } = windowAt('', {}, { 'binocle.token': 'token-1' })
    expect(await connection.start()).toBe('connected')
    expect(connection.headers()).toEqual({ authorization: 'Bearer token-1' })
  })
  it('says that it is not connected when the code was used elsewhere', async () => {
    const { connection } = windowAt('#code=spent')
    expect(await connection.start()).toBe('unconnected')
    expect(connection.headers()).toEqual({})
  })
  it('keeps the code while the program cannot be reached', async () => {
    const { connection, host } = windowAt('#code=once', { reachable: false })
    expect(await connection.start()).toBe('unreachable')
    host.reachable = true
    expect(await connection.start()).toBe('connected')
  })
  it('needs no token where the host needs none', async () => {
    const { connection } = windowAt('', { needsToken: false })
    expect(await connection.start()).toBe('connected')
    expect(connection.headers()).toEqual({})
  })
  it('takes over the token that a lock brings', async () => {
    const { connection, items } = windowAt('#code=once')
    await connection.start()
    connection.replaceToken('token-2')
    expect(connection.headers()).toEqual({ authorization: 'Bearer token-2' })
    expect(items.get('binocle.token')).toBe('token-2')
  })
})
