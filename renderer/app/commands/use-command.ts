/** `useCommand('viewer.invert', () => …)` binds a command while the component is mounted.
 *  `useShortcut('viewer.invert')` gives its key as words, for buttons and tooltips. */
import { createContext, useContext, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { useText } from '../../i18n/index.ts'
import type { CommandId } from './catalogue.ts'
import { chordLabel } from './keys.ts'
import type { ActiveCommand, Binding, CommandRegistry } from './registry.ts'

export const CommandContext = createContext<CommandRegistry | null>(null)

export function useCommands(): CommandRegistry {
  const registry = useContext(CommandContext)
  if (registry === null) throw new Error('No command registry above this component')
  return registry
}

export function useCommand(id: CommandId, run: () => void, options: { enabled?: boolean } = {}): void {
  const registry = useCommands()
  const enabled = options.enabled ?? true
  const latest = useRef(run)
  // Before anything is painted: a key pressed on what is on the screen acts on that, never on what was there before.
  useLayoutEffect(() => { latest.current = run })
  useLayoutEffect(() => {
    const binding: Binding = { run: () => { latest.current() }, enabled }
    return registry.bind(id, binding)
  }, [registry, id, enabled])
}

export function useActiveCommands(): readonly ActiveCommand[] {
  const registry = useCommands()
  useSyncExternalStore(registry.subscribe, registry.snapshot)
  return registry.active()
}

/** Words for a chord in the current language. */
export function useChordLabel(): (chord: string) => string {
  const common = useText('common')
  return (chord) => chordLabel(chord, (name) => {
    const words: Partial<Record<string, string>> = common('keys', { returnObjects: true })
    return words[name]
  })
}

/** The first key of a command as words, or undefined when it has none. */
export function useShortcut(id: CommandId): string | undefined {
  const registry = useCommands()
  useSyncExternalStore(registry.subscribe, registry.snapshot)
  const label = useChordLabel()
  const first = registry.keysOf(id)[0]
  return first === undefined ? undefined : label(first)
}
