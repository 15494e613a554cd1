import { EventEmitter } from 'node:events'
import type { ChildProcess } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { System } from './arguments.ts'
import { findChromium, noWindowBecause } from './find-browser.ts'
import { appWindowWords, openWindow } from './open-window.ts'

const linux: System = { platform: 'linux', env: { DISPLAY: ':0', PATH: '/usr/local/bin:/usr/bin:/srv/binocle/node_modules/.bin' }, home: '/home/l' }
const at = { url: 'http://127.0.0.1:4810/#code=x', profile: '/home/l/.local/share/binocle' }

/** A starter that keeps what it was asked for; files in `failing` do not start. */
function starter(failing: readonly string[] = []) {
  const asked: { file: string; args: readonly string[] }[] = []
  const children: EventEmitter[] = []
  const start = (file: string, args: readonly string[]) => {
    const child = new EventEmitter()
    asked.push({ file, args })
    children.push(child)
    setImmediate(() => child.emit(failing.includes(file) ? 'error' : 'spawn'))
    return child as ChildProcess
  }
  return { asked, children, start }
}

describe('finding a browser', () => {
  const found = (system: System, ...present: string[]) => findChromium(system, (file) => present.includes(file))

  it('takes Chromium, then Chrome, then Edge', () => {
    expect(found(linux, '/usr/bin/google-chrome', '/usr/local/bin/microsoft-edge')).toBe('/usr/bin/google-chrome')
    expect(found(linux, '/usr/bin/chromium', '/usr/bin/google-chrome')).toBe('/usr/bin/chromium')
    expect(found(linux)).toBeNull()
  })
  it('never takes a program that a package put on the path', () => {
    expect(found(linux, '/srv/binocle/node_modules/.bin/chromium')).toBeNull()
  })
  it('looks where macOS and Windows keep theirs', () => {
    const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
    expect(found({ platform: 'darwin', env: {}, home: '/Users/l' }, mac)).toBe(mac)
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
    expect(found({ platform: 'win32', env: { 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' }, home: 'C:\\U' }, edge)).toBe(edge)
  })
  it('is useless without a display, and as root', () => {
    expect(noWindowBecause({ ...linux, env: {} }, 1000)).toBe('no-display')
    expect(noWindowBecause({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } }, 1000)).toBeNull()
    expect(noWindowBecause(linux, 0)).toBe('root')
    expect(noWindowBecause({ platform: 'win32', env: {}, home: '' }, null)).toBeNull()
  })
})

describe('opening the window', () => {
  it('is an application window with a browser profile of its own, without extensions', async () => {
    const { asked, start } = starter()
    const window = await openWindow({ system: linux, uid: 1000, find: () => '/usr/bin/chromium', start }, at)
    expect(window.kind).toBe('app')
    expect(asked).toEqual([{ file: '/usr/bin/chromium', args: appWindowWords(at.url, at.profile) }])
    expect(asked[0]?.args).toEqual(expect.arrayContaining([`--app=${at.url}`, '--user-data-dir=/home/l/.local/share/binocle/browser', '--disable-extensions']))
    expect(asked[0]?.args.join(' ')).not.toContain('no-sandbox')
  })
  it('falls back to the default browser', async () => {
    const { asked, start } = starter(['/usr/bin/chromium'])
    expect(await openWindow({ system: linux, uid: 1000, find: () => '/usr/bin/chromium', start }, at)).toEqual({ kind: 'default-browser' })
    expect(asked[1]).toEqual({ file: 'xdg-open', args: [at.url] })
  })
  it('says so when there is none', async () => {
    const { start } = starter(['xdg-open'])
    expect(await openWindow({ system: linux, uid: 1000, find: () => null, start }, at)).toEqual({ kind: 'none', because: 'no-browser' })
  })
  it('starts nothing without a display', async () => {
    const { asked, start } = starter()
    expect(await openWindow({ system: { ...linux, env: {} }, uid: 1000, start }, at)).toEqual({ kind: 'none', because: 'no-display' })
    expect(asked).toEqual([])
  })
  it('does not take a browser that only handed the address over for a window that was closed', async () => {
    const { children, start } = starter()
    const window = await openWindow({ system: linux, uid: 1000, find: () => '/usr/bin/chromium', start }, at)
    children[0]?.emit('exit', 0)
    const closed = window.kind === 'app' ? window.closed.then(() => 'closed') : null
    expect(await Promise.race([closed, Promise.resolve('still open')])).toBe('still open')
  })
})
