/** The loopback guard of the browser host, over real sockets. Each line of the guard is one test. */
import { networkInterfaces } from 'node:os'
import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { operations } from '../../main/contract/index.ts'
import { createAccess, sameSecret } from '../../main/host/access.ts'
import { rawRequest } from '../host/raw-request.ts'
import { launchSecret, serveStandIn, type Served } from '../host/serve-stand-in.ts'

let served: Served
let port: number
let authority: string
beforeAll(async () => {
  served = await serveStandIn()
  authority = new URL(served.host.origin).host
  port = Number(new URL(served.host.origin).port)
})
afterAll(async () => { await served.close() })
beforeEach(() => { served.standIn.unlock() })

const get = (headers: string, target = '/') => rawRequest(port, `GET ${target} HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`)

describe('where it listens', () => {
  it('is 127.0.0.1 and nothing else', () => {
    expect(served.host.server.address()).toMatchObject({ address: '127.0.0.1', family: 'IPv4' })
  })
  it('is a port that the system chose', () => {
    expect(port).toBeGreaterThan(1023)
  })
  const others = Object.values(networkInterfaces()).flat().filter((at) => at !== undefined && !at.internal && at.family === 'IPv4')
  it.skipIf(others.length === 0)(`refuses connections on other addresses of the machine${others.length === 0 ? ' (skipped: this machine has none)' : ''}`, async () => {
    await expect(rawRequest(port, 'GET / HTTP/1.1\r\n\r\n', { host: others[0]?.address ?? '' })).rejects.toThrow('ECONNREFUSED')
  })
})

describe('Host', () => {
  it('lets the exact address in', async () => {
    expect((await get(`Host: ${authority}\r\n`)).status).toBe(200)
  })
  it.each([
    ['another name', () => `Host: localhost:${port}\r\n`],
    ['a name that an attacker points at 127.0.0.1', () => `Host: rebind.example.org:${port}\r\n`],
    ['our address on another port', () => 'Host: 127.0.0.1:1\r\n'],
    ['our address without its port', () => 'Host: 127.0.0.1\r\n'],
    ['our address followed by a dot', () => `Host: 127.0.0.1.:${port}\r\n`],
    ['our address inside a longer name', () => `Host: 127.0.0.1:${port}.example.org\r\n`],
    ['no Host at all', () => ''],
    ['two Hosts, the first ours', () => `Host: ${authority}\r\nHost: example.org\r\n`],
    ['two Hosts, the second ours', () => `Host: example.org\r\nHost: ${authority}\r\n`],
    ['an empty Host', () => 'Host: \r\n'],
  ])('answers 421 to %s', async (_title, headers) => {
    const answer = await get(headers())
    expect(answer.status).toBe(421)
    expect(answer.text).toContain('request/misdirected')
  })
  it('answers 421 to an absolute target that names another host', async () => {
    expect((await get(`Host: ${authority}\r\n`, 'http://example.org/')).status).toBe(421)
  })
  it('answers 421 to a target that starts with two slashes', async () => {
    expect((await get(`Host: ${authority}\r\n`, '//example.org/')).status).toBe(421)
  })
  it('answers 421 to HTTP/1.0 without Host', async () => {
    expect((await rawRequest(port, 'GET / HTTP/1.0\r\n\r\n')).status).toBe(421)
  })
  it('keeps a target with a backslash on its own host', async () => {
    expect((await get(`Host: ${authority}\r\n`, '/\\example.org/')).text).not.toContain('<!doctype')
  })
})

describe('Origin and Sec-Fetch-Site', () => {
  it.each([
    ['a foreign Origin', 'Origin: https://example.org\r\n'],
    ['another port of this machine', 'Origin: http://127.0.0.1:1\r\n'],
    ['the null Origin of a sandboxed frame or a file', 'Origin: null\r\n'],
    ['our address under https', 'Origin: https://127.0.0.1\r\n'],
    ['a cross-site request', 'Sec-Fetch-Site: cross-site\r\n'],
    ['a same-site request (another port)', 'Sec-Fetch-Site: same-site\r\n'],
    ['a Sec-Fetch-Site that is not known', 'Sec-Fetch-Site: elsewhere\r\n'],
  ])('refuses %s, even with the right token', async (_title, header) => {
    const answer = await get(`Host: ${authority}\r\nAuthorization: Bearer ${served.token}\r\n${header}`)
    expect(answer.status).toBe(403)
  })
  it('lets our own Origin and an address opened by hand in', async () => {
    expect((await get(`Host: ${authority}\r\nOrigin: http://${authority}\r\nSec-Fetch-Site: same-origin\r\n`)).status).toBe(200)
    expect((await get(`Host: ${authority}\r\nSec-Fetch-Site: none\r\n`)).status).toBe(200)
  })
  it('refuses a socket upgrade', async () => {
    const upgrade = `GET / HTTP/1.1\r\nHost: ${authority}\r\nOrigin: http://${authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n`
    expect((await rawRequest(port, upgrade)).status).toBe(403)
  })
})

describe('CORS', () => {
  it('answers no preflight', async () => {
    const answer = await rawRequest(port, `OPTIONS /api/session.status HTTP/1.1\r\nHost: ${authority}\r\nAccess-Control-Request-Method: POST\r\nConnection: close\r\n\r\n`)
    expect(answer.status).toBe(403)
  })
  it('never sends a header that lets another origin read', async () => {
    for (const path of ['/', '/session/host', '/nothing', '/api/session.status']) {
      const names = [...(await served.ask(path)).headers.keys()]
      expect(names.filter((name) => name.startsWith('access-control-'))).toEqual([])
    }
  })
})

describe('the token', () => {
  const without = (path: string, init: RequestInit = {}) => fetch(`${served.host.origin}${path}`, init)
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }

  it('is asked for by every operation of the contract', async () => {
    for (const name of Object.keys(operations)) expect((await without(`/api/${name}`, post)).status, name).toBe(401)
  })
  it('is asked for by events, frames, imports and reports', async () => {
    expect((await without('/events')).status).toBe(401)
    expect((await without('/dicomweb/studies/1.2/series/1.3/instances/1.4/frames/1')).status).toBe(401)
    expect((await without('/import/0190c0de-0000-7000-8000-000000000001/a.dcm', { method: 'PUT', body: 'x' })).status).toBe(401)
    expect((await without('/reports/0190c0de-0000-7000-8000-000000000001/pdf')).status).toBe(401)
  })
  it('is not taken from a cookie or from the address', async () => {
    expect((await without('/api/session.status', { ...post, headers: { ...post.headers, cookie: `token=${served.token}; binocle.token=${served.token}` } })).status).toBe(401)
    expect((await without(`/api/session.status?token=${served.token}&access_token=${served.token}`, post)).status).toBe(401)
  })
  it('is never set as a cookie', async () => {
    const answer = await without('/session/token', { ...post, body: JSON.stringify({ code: served.access.issueCode() }) })
    expect(answer.status).toBe(200)
    expect(answer.headers.has('set-cookie')).toBe(false)
  })
  it('is refused when it is wrong by one letter, cut or prolonged', async () => {
    const { token } = served
    const wrong = [token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A'), token.slice(0, -1), `${token}A`, '', 'null', 'undefined']
    for (const each of wrong) expect((await without('/api/session.status', { ...post, headers: { ...post.headers, authorization: `Bearer ${each}` } })).status).toBe(401)
  })
  it('is compared through digests of equal length, so that no time depends on how much of it is right', () => {
    expect(sameSecret('a', 'a')).toBe(true)
    expect(sameSecret('a', 'ab')).toBe(false)
    expect(sameSecret.toString()).toContain('timingSafeEqual')
  })
  it('fails closed when none is configured', () => {
    expect(sameSecret('', null)).toBe(false)
    expect(sameSecret('', '')).toBe(false)
    expect(createAccess({ launchSecret: null }).newCode('')).toBeNull()
    expect(createAccess({ launchSecret: null }).trustOf(null)).toBe('none')
    expect(createAccess({ launchSecret: null, newSecret: () => '' }).trustOf('Bearer ')).toBe('none')
  })
  it('is changed by the lock, and the old one then opens nothing', async () => {
    const own = await serveStandIn()
    try {
      own.standIn.unlock()
      expect((await own.call('session.lock', {})).status).toBe(200)
      own.standIn.unlock()
      expect((await own.call('session.touch', {})).status).toBe(401)
      expect((await own.ask('/dicomweb/studies/1.2/series/1.3/instances/1.4/frames/1')).status).toBe(401)
    } finally {
      await own.close()
    }
  })
})

describe('one-time codes', () => {
  const exchange = (code: string) => fetch(`${served.host.origin}/session/token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code }) })

  it('are worth the token once', async () => {
    const own = await serveStandIn()
    try {
      const code = own.access.issueCode()
      const at = (path: string, init: RequestInit) => fetch(`${own.host.origin}${path}`, init)
      const trade = () => at('/session/token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code }) })
      expect((await trade()).status).toBe(200)
      expect((await trade()).status).toBe(401)
    } finally {
      await own.close()
    }
  })
  it('that were never issued are refused', async () => {
    expect((await exchange('x'.repeat(43))).status).toBe(401)
    expect((await exchange('')).status).toBe(401)
  })
  it('are issued to whoever holds the launch secret, and to nobody else', async () => {
    const ask = (authorization: string) => fetch(`${served.host.origin}/launch/code`, { method: 'POST', headers: { authorization } })
    expect((await ask(`Bearer ${served.token}`)).status).toBe(401)
    expect((await ask('')).status).toBe(401)
    const answer = await ask(`Bearer ${launchSecret}`)
    expect(answer.status).toBe(200)
    const { code } = (await answer.json()) as { code: string }
    expect((await exchange(code)).status).toBe(200)
  })
})

describe('headers of every answer', () => {
  const expected = {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  }
  it.each([
    ['a page', '/', {}], ['a file', '/assets/decoder.wasm', {}], ['an answer', '/session/host', {}], ['a refusal', '/api/accounts.list', { method: 'POST' }],
    ['nothing', '/no-such-place', {}], ['a foreign request', '/', { headers: { origin: 'https://example.org' } }],
  ])('stand on %s', async (_title, path, init) => {
    const { headers } = await fetch(`${served.host.origin}${path}`, init)
    for (const [name, value] of Object.entries(expected)) expect(headers.get(name), name).toBe(value)
  })
  it('stand on the event stream', async () => {
    const stop = new AbortController()
    const { headers } = await served.ask('/events', { signal: stop.signal })
    for (const [name, value] of Object.entries(expected)) expect(headers.get(name), name).toBe(value)
    stop.abort()
  })
  it('name WebAssembly by its type', async () => {
    expect((await fetch(`${served.host.origin}/assets/decoder.wasm`)).headers.get('content-type')).toBe('application/wasm')
  })
})

describe('limits', () => {
  const head = (length: string) => `POST /api/session.status HTTP/1.1\r\nHost: ${authority}\r\nAuthorization: Bearer ${served.token}\r\nContent-Type: application/json\r\n${length}`

  it('refuse a JSON body that announces more than 2 MiB, before it is sent', async () => {
    expect((await rawRequest(port, `${head('Content-Length: 2097153\r\n')}\r\n`)).status).toBe(413)
  })
  it('refuse a JSON body that turns out to be longer', async () => {
    const chunk = 'a'.repeat(65536)
    const body = `${(65536).toString(16)}\r\n${chunk}\r\n`.repeat(33)
    expect((await rawRequest(port, `${head('Transfer-Encoding: chunked\r\n')}\r\n${body}0\r\n\r\n`)).status).toBe(413)
  })
  it('refuse headers of more than 16 KiB', async () => {
    expect((await get(`Host: ${authority}\r\nX-Long: ${'a'.repeat(20_000)}\r\n`)).status).toBeGreaterThanOrEqual(400)
  })
  it('refuse a body whose length is said twice (request smuggling)', async () => {
    expect((await rawRequest(port, `${head('Content-Length: 2\r\nTransfer-Encoding: chunked\r\n')}\r\n0\r\n\r\n`)).status).toBe(400)
  })
  it('take no body but JSON for an operation: what a form can send is refused', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      expect((await served.ask('/api/session.status', { method: 'POST', headers: { 'content-type': type }, body: '{}' })).status, type).toBe(400)
    }
  })
  it('leave the header phase and a whole import body to their own clocks', () => {
    expect(served.host.server.headersTimeout).toBe(10_000)
    expect(served.host.server.requestTimeout).toBe(0)
  })
  it('close a connection after a refused body, so that the rest of it is never read as a request', async () => {
    const smuggled = `GET /session/host HTTP/1.1\r\nHost: ${authority}\r\n\r\n`
    const answer = await rawRequest(port, `POST /api/session.status HTTP/1.1\r\nHost: ${authority}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n${smuggled}`)
    expect(answer.text.match(/HTTP\/1\.1/g)).toHaveLength(1)
  })
})

describe('while locked', () => {
  it('no byte route answers', async () => {
    const own = await serveStandIn()
    try {
      expect((await own.ask('/dicomweb/studies/1.2/series/1.3/instances/1.4/frames/1')).status).toBe(423)
      expect((await own.ask('/reports/0190c0de-0000-7000-8000-000000000001/pdf')).status).toBe(423)
      expect((await own.ask('/import/0190c0de-0000-7000-8000-000000000001/a.dcm', { method: 'PUT', body: 'x' })).status).toBe(423)
    } finally {
      await own.close()
    }
  })
})

it('a hundred connections that say nothing do not keep a window out', async () => {
  const silent = Array.from({ length: 100 }, () => connect({ port, host: '127.0.0.1' }))
  silent.forEach((socket) => socket.on('error', () => undefined))
  try {
    expect((await served.ask('/session/host')).status).toBe(200)
  } finally {
    silent.forEach((socket) => { socket.destroy() })
  }
})

describe('a one-time code that two have shown', () => {
  it('ends the event streams too: at the next lock they would tell whoever stole it the next token', async () => {
    const own = await serveStandIn()
    try {
      const code = own.access.issueCode()
      const stolen = own.access.redeem(code)
      const response = await own.ask('/events', { headers: { authorization: `Bearer ${stolen}` } })
      expect(response.status).toBe(200)
      expect(own.access.redeem(code)).toBeNull()
      const next = own.access.rotate()
      own.standIn.emit({ type: 'session.locked', token: next })
      const heard = await Promise.race([response.text(), new Promise<string>((resolve) => { setTimeout(resolve, 2000, 'still listening') })])
      expect(heard).toBe(': connected\n\n')
    } finally {
      await own.close()
    }
  })
})
