/** Why the last command could not be done: said until the next one, or for a while. */
import { useCallback, useEffect, useState } from 'react'

/** Milliseconds: two sentences read at leisure. */
const WHILE = 12_000

export function useTold(): { told: string | null; tell: (sentence: string | null) => void } {
  const [told, setTold] = useState<string | null>(null)
  const tell = useCallback((sentence: string | null) => setTold(sentence), [])
  useEffect(() => {
    if (told === null) return undefined
    const timer = setTimeout(() => setTold(null), WHILE)
    return () => clearTimeout(timer)
  }, [told])
  return { told, tell }
}
