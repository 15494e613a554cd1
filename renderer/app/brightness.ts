/** Brightness of the chrome, 0.6..1.2, as a CSS variable. The reader's own value (local storage) comes before the
 *  workstation's (settings); images never depend on it. */
import { useEffect, useSyncExternalStore } from 'react'
import { useOperation } from '../api/index.ts'

const storageKey = 'binocle.brightness'
const listeners = new Set<() => void>()
export const brightnessRange = { min: 0.6, max: 1.2, step: 0.05 } as const

function own(): number | null {
  const stored = Number(localStorage.getItem(storageKey))
  return stored >= brightnessRange.min && stored <= brightnessRange.max ? stored : null
}

/** Null goes back to the workstation's value. */
export function setOwnBrightness(value: number | null): void {
  if (value === null) localStorage.removeItem(storageKey)
  else localStorage.setItem(storageKey, String(value))
  for (const listener of listeners) listener()
}

export function useOwnBrightness(): number | null {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => { listeners.delete(listener) }
  }, own)
}

export function useBrightness(): void {
  const settings = useOperation('settings.get', {})
  const value = useOwnBrightness() ?? settings.data?.brightness ?? 1
  useEffect(() => { document.documentElement.style.setProperty('--brightness', String(value)) }, [value])
}
