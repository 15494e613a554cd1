import { describe, expect, it } from 'vitest'
import { createCommandRegistry } from './registry.ts'
import type { KeyStroke } from './keys.ts'

const stroke = (key: string, code: string, held: Partial<KeyStroke> = {}): KeyStroke =>
  ({ key, code, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held })
const page = { typing: false, dialog: false, onControl: false }

function memory(initial: Record<string, string> = {}) {
  const items = new Map(Object.entries(initial))
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => { items.set(key, value) },
    removeItem: (key: string) => { items.delete(key) },
  }
}

function withLog() {
  const storage = memory()
  const registry = createCommandRegistry({ storage })
  const log: string[] = []
  return { storage, registry, log, does: (what: string, enabled = true) => ({ run: () => { log.push(what) }, enabled }) }
}

describe('the command registry', () => {
  it('runs the command bound to a key, and nothing once it is unbound', () => {
    const { registry, log, does } = withLog()
    const unbind = registry.bind('screening.normal', does('normal'))
    expect(registry.press(stroke('n', 'KeyN'), page)).toBe(true)
    unbind()
    expect(registry.press(stroke('n', 'KeyN'), page)).toBe(false)
    expect(log).toEqual(['normal'])
  })
  it('keeps single keys silent in text fields and behind dialogs', () => {
    const { registry, log, does } = withLog()
    registry.bind('screening.normal', does('normal'))
    registry.bind('app.palette', does('palette'))
    registry.press(stroke('n', 'KeyN'), { ...page, typing: true })
    registry.press(stroke('n', 'KeyN'), { ...page, dialog: true })
    registry.press(stroke('k', 'KeyK', { ctrlKey: true }), { ...page, typing: true })
    expect(log).toEqual(['palette'])
  })
  it('leaves Enter and Space to a focused button', () => {
    const { registry, log, does } = withLog()
    registry.bind('viewer.nextStep', does('next'))
    registry.press(stroke(' ', 'Space'), { ...page, onControl: true })
    registry.press(stroke(' ', 'Space'), page)
    expect(log).toEqual(['next'])
  })
  it('prefers the local meaning of a key to the one that holds everywhere', () => {
    const { registry, log, does } = withLog()
    registry.bind('app.back', does('back'))
    const unbind = registry.bind('worklist.clearFilters', does('clear'))
    registry.press(stroke('Escape', 'Escape'), page)
    unbind()
    registry.press(stroke('Escape', 'Escape'), page)
    expect(log).toEqual(['clear', 'back'])
  })
  it('does not run a disabled command', () => {
    const { registry, log, does } = withLog()
    registry.bind('screening.confirm', does('confirm', false))
    expect(registry.run('screening.confirm')).toBe(false)
    expect(log).toEqual([])
  })
  it('remembers remapped keys, and forgets them on demand', () => {
    const { registry, storage } = withLog()
    registry.remap('viewer.invert', ['v'])
    expect(createCommandRegistry({ storage }).keysOf('viewer.invert')).toEqual(['v'])
    registry.resetKeys()
    expect(createCommandRegistry({ storage }).keysOf('viewer.invert')).toEqual(['i'])
  })
  it('says which commands of the same screen share a key', () => {
    const { registry } = withLog()
    expect(registry.conflicts('viewer.invert', ['n'])).toEqual(['screening.normal'])
    expect(registry.conflicts('viewer.reset', ['r'])).toEqual([])
  })
  it('takes an unreadable map for none', () => {
    expect(createCommandRegistry({ storage: memory({ 'binocle.keys': '{oops' }) }).keysOf('viewer.invert')).toEqual(['i'])
  })
})
