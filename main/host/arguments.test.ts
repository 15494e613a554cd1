import { describe, expect, it } from 'vitest'
import { ArgumentError, parseArguments, type System } from './arguments.ts'

const linux: System = { platform: 'linux', env: { LANG: 'fr_FR.UTF-8' }, home: '/home/lectrice' }

describe('the command line', () => {
  it('has a default for every word', () => {
    expect(parseArguments([], linux)).toEqual({ profile: '/home/lectrice/.local/share/binocle', port: 0, open: true, language: 'fr', develop: false })
  })
  it('is read word by word', () => {
    expect(parseArguments(['--host=browser', '--no-open', '--port=4810', '--profile=/data/a b', '--lang=en'], linux))
      .toEqual({ profile: '/data/a b', port: 4810, open: false, language: 'en', develop: false })
  })
  it.each(['--prot=1', 'profile', '--port=', '--port=65536', '--port=-1', '--port=http', '--lang=de', '--profile='])('refuses %s in one sentence of both languages', (word) => {
    let thrown: unknown
    try {
      parseArguments([word], linux)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(ArgumentError)
    expect((thrown as ArgumentError).sentence).toEqual({ fr: expect.stringMatching(/\.$/), en: expect.stringMatching(/\.$/) })
  })
  it('is French unless the system speaks English', () => {
    const language = (LANG?: string) => parseArguments([], { ...linux, env: { LANG } }).language
    expect([language('en_GB.UTF-8'), language('de_DE'), language('C'), language()]).toEqual(['en', 'fr', 'fr', 'fr'])
  })
})

describe('the profile folder', () => {
  const folder = (system: Partial<System>) => parseArguments([], { ...linux, ...system }).profile
  it.skipIf(process.platform === 'win32')('is where each system keeps the data of programs (skipped on Windows, whose paths join otherwise)', () => {
    expect(folder({ env: { XDG_DATA_HOME: '/srv/data' } })).toBe('/srv/data/binocle')
    expect(folder({ env: { XDG_DATA_HOME: 'relative' } })).toBe('/home/lectrice/.local/share/binocle')
    expect(folder({ platform: 'darwin', home: '/Users/l' })).toBe('/Users/l/Library/Application Support/Binocle')
    expect(folder({ platform: 'win32', env: { LOCALAPPDATA: 'C:/L' }, home: 'C:/U' })).toBe('C:/L/Binocle')
  })
})
