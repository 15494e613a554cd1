import { describe, expect, it } from 'vitest'
import { chordLabel, chordOf, matches, worksInText, type KeyStroke } from './keys.ts'

const stroke = (key: string, code: string, held: Partial<KeyStroke> = {}): KeyStroke =>
  ({ key, code, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held })

describe('chords', () => {
  it('take digits by their place, so that an AZERTY row needs no Shift', () => {
    expect(matches('Digit2', stroke('é', 'Digit2'))).toBe(true)
    expect(matches('Digit2', stroke('2', 'Numpad2'))).toBe(false)
  })
  it('take letters by meaning, wherever the layout puts them', () => {
    expect(matches('a', stroke('a', 'KeyQ'))).toBe(true)
    expect(matches('a', stroke('A', 'KeyQ', { shiftKey: true }))).toBe(false)
  })
  it('take signs whether or not the layout needs Shift for them', () => {
    expect(matches('/', stroke('/', 'Period', { shiftKey: true }))).toBe(true)
    expect(matches('?', stroke('?', 'KeyM', { shiftKey: true }))).toBe(true)
  })
  it('do not fire a single letter while Ctrl is held', () => {
    expect(matches('r', stroke('r', 'KeyR', { ctrlKey: true }))).toBe(false)
    expect(matches('Ctrl+k', stroke('k', 'KeyK', { metaKey: true }))).toBe(true)
  })
  it('are written back as they would be in the catalogue', () => {
    expect(chordOf(stroke('é', 'Digit2'))).toBe('Digit2')
    expect(chordOf(stroke('O', 'KeyO', { ctrlKey: true, shiftKey: true }))).toBe('Ctrl+Shift+o')
    expect(chordOf(stroke('?', 'KeyM', { shiftKey: true }))).toBe('?')
    expect(chordOf(stroke('Control', 'ControlLeft', { ctrlKey: true }))).toBeNull()
  })
  it('act in a text field only with Ctrl or as a function key', () => {
    expect(['Ctrl+k', 'F5', 'n', 'Space', 'Digit1'].filter(worksInText)).toEqual(['Ctrl+k', 'F5'])
  })
  it('are named as on the keyboard', () => {
    const word = (name: string) => ({ Space: 'Espace', Numpad: 'Num', Shift: 'Maj' })[name]
    expect(['Ctrl+Shift+o', 'Space', 'Numpad3', 'NumpadAdd', 'Digit0'].map((chord) => chordLabel(chord, word))).toEqual(['Ctrl Maj O', 'Espace', 'Num 3', 'Num +', '0'])
  })
})
