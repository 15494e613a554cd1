/** The one place where commands, their keys and what they do now meet: palette, help, menus and shortcuts read it.
 *  A command can be run while something mounted has bound it; the latest binding wins. Remapped keys are kept in
 *  local storage as `id → chords`: nothing of a patient. */
import { z } from 'zod'
import { catalogue, defaultKeys, isCommandId, scopeOf, type CommandId } from './catalogue.ts'
import { matches, worksInText, type KeyStroke } from './keys.ts'

/** Scopes of screens that show nothing of another's. */
const alone: readonly string[] = ['worklist', 'desk', 'deliveries']

export interface Binding {
  run: () => void
  enabled: boolean
}

export interface ActiveCommand {
  readonly id: CommandId
  readonly keys: readonly string[]
  readonly enabled: boolean
}

export interface CommandRegistry {
  bind(id: CommandId, binding: Binding): () => void
  run(id: CommandId): boolean
  /** Runs the command of this stroke, if one may act there. `typing`: a text field has the focus. */
  press(stroke: KeyStroke, where: { typing: boolean; dialog: boolean; onControl: boolean }): boolean
  active(): readonly ActiveCommand[]
  keysOf(id: CommandId): readonly string[]
  remap(id: CommandId, keys: readonly string[]): void
  resetKeys(): void
  /** Other commands of the same or the global scope with one of these keys. */
  conflicts(id: CommandId, keys: readonly string[]): readonly CommandId[]
  subscribe(listener: () => void): () => void
  /** Changes identity whenever anything above would answer differently. */
  snapshot(): object
}

const storageKey = 'binocle.keys'
const stored = z.record(z.string(), z.array(z.string().max(40)).max(6))

export function createCommandRegistry({ storage }: { storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> }): CommandRegistry {
  const bindings = new Map<CommandId, Binding[]>()
  const remapped = readKeys(storage)
  const listeners = new Set<() => void>()
  let snapshot = {}

  const changed = () => {
    snapshot = {}
    for (const listener of listeners) listener()
  }
  const bindingOf = (id: CommandId) => bindings.get(id)?.at(-1)
  const keysOf = (id: CommandId) => remapped.get(id) ?? defaultKeys(id)
  const run = (id: CommandId) => {
    const binding = bindingOf(id)
    if (binding === undefined || !binding.enabled) return false
    binding.run()
    return true
  }

  return {
    run,
    keysOf,
    bind(id, binding) {
      const stack = bindings.get(id) ?? []
      bindings.set(id, stack)
      stack.push(binding)
      changed()
      return () => {
        const index = stack.indexOf(binding)
        if (index >= 0) stack.splice(index, 1)
        changed()
      }
    },
    press(stroke, where) {
      // Local commands come before those that hold everywhere, so that Escape means the nearest way out.
      const candidates = catalogue
        .filter((row) => bindingOf(row.id)?.enabled === true && keysOf(row.id).some((chord) => matches(chord, stroke) && mayAct(chord, where)))
        .toSorted((one, other) => Number(scopeOf(one.id) === 'app') - Number(scopeOf(other.id) === 'app'))
      const first = candidates[0]
      return first === undefined ? false : run(first.id)
    },
    active: () => catalogue.flatMap((row) => {
      const binding = bindingOf(row.id)
      return binding === undefined ? [] : [{ id: row.id, keys: keysOf(row.id), enabled: binding.enabled }]
    }),
    remap(id, keys) {
      remapped.set(id, keys)
      storage.setItem(storageKey, JSON.stringify(Object.fromEntries(remapped)))
      changed()
    },
    resetKeys() {
      remapped.clear()
      storage.removeItem(storageKey)
      changed()
    },
    conflicts(id, keys) {
      const scope = scopeOf(id)
      const meets = (other: string) => other === scope || (!alone.includes(scope) && !alone.includes(other) && scope !== 'app' && other !== 'app')
      return catalogue.filter((row) => row.id !== id && meets(row.scope) && keysOf(row.id).some((chord) => keys.includes(chord))).map((row) => row.id)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
    snapshot: () => snapshot,
  }
}

function mayAct(chord: string, where: { typing: boolean; dialog: boolean; onControl: boolean }): boolean {
  if (where.dialog) return chord.startsWith('Ctrl+')
  if (where.typing) return worksInText(chord)
  // A focused button keeps the keys that press it.
  return !(where.onControl && (chord === 'Enter' || chord === 'Space' || chord === 'NumpadEnter'))
}

function readKeys(storage: Pick<Storage, 'getItem'>): Map<CommandId, readonly string[]> {
  const keys = new Map<CommandId, readonly string[]>()
  try {
    const parsed = stored.safeParse(JSON.parse(storage.getItem(storageKey) ?? '{}'))
    if (parsed.success) for (const [id, chords] of Object.entries(parsed.data)) if (isCommandId(id)) keys.set(id, chords)
  } catch (error) {
    // An unreadable map means the default keys; the next remapping writes a good one.
    if (!(error instanceof SyntaxError)) throw error
  }
  return keys
}
