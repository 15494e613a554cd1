/** Chords: how a key event matches what the catalogue writes, and how a new one is written down.
 *  One character matches by meaning whatever the layout; a word matches the physical place, so that the digits of an
 *  AZERTY keyboard need no Shift. */
export interface KeyStroke {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

interface Chord {
  readonly ctrl: boolean
  readonly shift: boolean
  readonly alt: boolean
  readonly place: string
}

function parseChord(text: string): Chord {
  const parts = text === '+' ? ['+'] : text.split('+')
  const place = parts.at(-1) ?? ''
  return { ctrl: parts.slice(0, -1).includes('Ctrl'), shift: parts.slice(0, -1).includes('Shift'), alt: parts.slice(0, -1).includes('Alt'), place }
}

const isLetter = (text: string) => /^\p{L}$/u.test(text)

export function matches(text: string, stroke: KeyStroke): boolean {
  const chord = parseChord(text)
  if (chord.ctrl !== (stroke.ctrlKey || stroke.metaKey) || chord.alt !== stroke.altKey) return false
  if (chord.place.length === 1) {
    // A sign such as `?` or `/` may need Shift on this layout: only letters care about it.
    if (isLetter(chord.place) && chord.shift !== stroke.shiftKey) return false
    return stroke.key.toLowerCase() === chord.place.toLowerCase()
  }
  return chord.shift === stroke.shiftKey && stroke.code === chord.place
}

/** What the catalogue would write for this stroke; null for a modifier alone. */
export function chordOf(stroke: KeyStroke): string | null {
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Process'].includes(stroke.key)) return null
  const physical = /^(Digit|Numpad)/.test(stroke.code) || stroke.key.length !== 1 || stroke.key === ' '
  const place = physical ? stroke.code : stroke.key.toLowerCase()
  const shift = stroke.shiftKey && (physical || isLetter(stroke.key))
  return `${stroke.ctrlKey || stroke.metaKey ? 'Ctrl+' : ''}${shift ? 'Shift+' : ''}${stroke.altKey ? 'Alt+' : ''}${place}`
}

/** True for chords that may act while a text field has the focus. */
export function worksInText(text: string): boolean {
  const chord = parseChord(text)
  return chord.ctrl || /^F\d+$/.test(chord.place)
}

/** As it stands on the keyboard, in the words given: `Ctrl K`, `Espace`, `Num 3`. */
export function chordLabel(text: string, word: (name: string) => string | undefined): string {
  const chord = parseChord(text)
  const named = (name: string) => word(name) ?? name
  const numpadSigns: Record<string, string> = { Add: '+', Subtract: '−', Multiply: '×', Divide: '÷', Decimal: ',' }
  let place = chord.place
  if (place.length === 1) place = place.toUpperCase()
  else if (place.startsWith('Digit')) place = place.slice('Digit'.length)
  else if (place.startsWith('Numpad')) {
    const rest = place.slice('Numpad'.length)
    place = `${named('Numpad')} ${numpadSigns[rest] ?? named(rest)}`
  } else place = named(place)
  return [chord.ctrl ? named('Ctrl') : '', chord.shift ? named('Shift') : '', chord.alt ? named('Alt') : '', place].filter((part) => part !== '').join(' ')
}
