/** `npm run dev` behind the same guard: hot reload changes one nonce of the policy, and nothing of who may ask. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isForHandler } from '../../main/host/development.ts'
import { contentSecurityPolicy } from '../../main/host/security-headers.ts'
import { rawRequest } from './raw-request.ts'

let profile: string
let child: ChildProcess
let origin: string
beforeAll(async () => {
  profile = mkdtempSync(join(tmpdir(), 'binocle-dev-'))
  child = spawn(process.execPath, [join(import.meta.dirname, 'program-main.ts'), '--dev', '--no-open', `--profile=${profile}`], { stdio: ['ignore', 'pipe', 'ignore'] })
  const [line] = await once(child.stdout ?? child, 'data') as [Buffer]
  origin = new URL((JSON.parse(line.toString()) as { url: string }).url).origin
})
afterAll(async () => {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
  rmSync(profile, { recursive: true, force: true })
})

const upgrade = (headers: string, target = '/') => {
  const { host, port } = new URL(origin)
  return rawRequest(Number(port), `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: vite-hmr\r\n${headers}\r\n`, { waitMs: 1000 })
}

describe('development', () => {
  it('serves the sources of the windows under the policy of the product and one nonce', async () => {
    const answer = await fetch(`${origin}/`)
    expect(await answer.text()).toContain('/@vite/client')
    const policy = answer.headers.get('content-security-policy') ?? ''
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
    expect(policy).toBe(contentSecurityPolicy({ developmentNonce: nonce }))
    expect(policy.replaceAll(` 'nonce-${nonce}'`, '')).toBe(contentSecurityPolicy())
  })
  it('refuses foreign hosts and origins like the product', async () => {
    const { host, port } = new URL(origin)
    expect((await rawRequest(Number(port), 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')).status).toBe(421)
    expect((await rawRequest(Number(port), `GET /@vite/client HTTP/1.1\r\nHost: ${host}\r\nOrigin: https://example.org\r\nConnection: close\r\n\r\n`)).status).toBe(403)
  })
  it('asks operations for the token', async () => {
    expect((await fetch(`${origin}/api/session.status`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).status).toBe(401)
  })
  it('serves nothing of main but contract and domain, and nothing from outside', async () => {
    const root = join(import.meta.dirname, '..', '..')
    for (const file of ['main/host/access.ts', 'package.json', 'scripts/start.cjs', '.git/config']) {
      const answer = await fetch(`${origin}/@fs${root}/${file}`)
      expect(answer.status, file).not.toBe(200)
    }
    expect((await fetch(`${origin}/@fs/etc/passwd`)).status).not.toBe(200)
    expect((await fetch(`${origin}/@fs${root}/main/contract/routes.ts`)).status).toBe(200)
  })
  it('opens the socket of hot reload to our own origin only', async () => {
    expect((await upgrade('')).status).toBe(403)
    expect((await upgrade('Origin: https://example.org\r\n')).status).toBe(403)
    const client = await (await fetch(`${origin}/@vite/client`)).text()
    const token = /wsToken = "([^"]+)"/.exec(client)?.[1] ?? ''
    expect((await upgrade(`Origin: ${origin}\r\n`, `/?token=${token}`)).status).toBe(101)
  })
})

it('routes and source folders of one name are told apart', () => {
  expect(isForHandler({ method: 'POST', url: '/api/session.status' })).toBe(true)
  expect(isForHandler({ method: 'GET', url: '/api/index.ts' })).toBe(false)
  expect(isForHandler({ method: 'PUT', url: '/import/0190c0de-0000-7000-8000-000000000001/a.dcm' })).toBe(true)
  expect(isForHandler({ method: 'GET', url: '/import/ImportDialog.tsx' })).toBe(false)
  expect(isForHandler({ method: 'GET', url: '/events' })).toBe(true)
  expect(isForHandler({ method: 'GET', url: '/reports/0190c0de-0000-7000-8000-000000000001/pdf' })).toBe(true)
})
