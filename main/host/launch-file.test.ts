import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askForCode, isHeldByElectron, readLaunch, removeLaunch, takeProfile } from './launch-file.ts'

let profile: string
beforeEach(() => { profile = mkdtempSync(join(tmpdir(), 'binocle-launch-')) })
afterEach(() => { rmSync(profile, { recursive: true }) })

const launch = { pid: process.pid, url: 'http://127.0.0.1:4810/', secret: 'secret-of-the-tests-0123456789' }

describe('launch.json', () => {
  it('is taken by one process only', () => {
    expect(takeProfile(profile, launch)).toBe(true)
    expect(takeProfile(profile, { ...launch, pid: 1 })).toBe(false)
    expect(readLaunch(profile)).toEqual(launch)
  })
  it.skipIf(process.platform === 'win32')('is readable by its owner only (skipped on Windows: the folder’s rights hold there)', () => {
    takeProfile(profile, launch)
    expect(statSync(join(profile, 'launch.json')).mode & 0o777).toBe(0o600)
  })
  it('can be taken again once removed', () => {
    takeProfile(profile, launch)
    removeLaunch(profile, launch)
    expect(readLaunch(profile)).toBeNull()
    expect(takeProfile(profile, launch)).toBe(true)
  })
  it('is left alone when another start took the profile since it was found stale', () => {
    takeProfile(profile, launch)
    removeLaunch(profile, { ...launch, secret: 'another-secret-0123456789' })
    expect(readLaunch(profile)).toEqual(launch)
    expect(readdirSync(profile)).toEqual(['launch.json'])
  })
  it('that cannot be understood is removed', () => {
    writeFileSync(join(profile, 'launch.json'), '{')
    removeLaunch(profile, null)
    expect(readdirSync(profile)).toEqual([])
  })
  it.each(['', '{', '{"pid":1}', JSON.stringify({ ...launch, url: 'http://example.org/' }), JSON.stringify({ ...launch, pid: -1 })])('that reads %j says nothing', (text) => {
    writeFileSync(join(profile, 'launch.json'), text)
    expect(readLaunch(profile)).toBeNull()
  })
})

describe('a running program', () => {
  const answering = (status: number, body: unknown) => () => Promise.resolve(new Response(JSON.stringify(body), { status }))

  it('gives a code to whoever holds its secret', async () => {
    let asked: { url: string; secret: string | null } | null = null
    const fetch = ((url: URL, init: RequestInit) => {
      asked = { url: url.href, secret: new Headers(init.headers).get('authorization') }
      return answering(200, { code: 'a-code' })()
    }) as typeof globalThis.fetch
    expect(await askForCode(launch, { fetch })).toBe('a-code')
    expect(asked).toEqual({ url: 'http://127.0.0.1:4810/launch/code', secret: `Bearer ${launch.secret}` })
  })
  it('of the Electron host holds the profile as long as its process lives, and gives no code', async () => {
    const electron = { ...launch, url: null }
    expect(isHeldByElectron(electron)).toBe(true)
    expect(isHeldByElectron({ ...electron, pid: 2 ** 30 })).toBe(false)
    expect(isHeldByElectron(launch)).toBe(false)
    expect(await askForCode(electron, { fetch: answering(200, { code: 'a-code' }) })).toBeNull()
  })
  it('is taken for gone when its process is', async () => {
    // Above every pid_max of Linux, macOS and Windows.
    expect(await askForCode({ ...launch, pid: 2 ** 30 }, { fetch: answering(200, { code: 'a-code' }) })).toBeNull()
  })
  it.each([['another program answers', answering(404, {})], ['nothing answers', () => Promise.reject(new TypeError('fetch failed'))], ['something else is said', answering(200, { hello: 1 })]])('is taken for gone when %s', async (_title, fetch) => {
    expect(await askForCode(launch, { fetch })).toBeNull()
  })
})
