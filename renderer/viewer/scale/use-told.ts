/** Why the last command could not be done: said until the next one, another exam, or for a while. */
import { useCallback, useEffect, useState } from 'react'

/** Milliseconds: two sentences read at leisure. */
const WHILE = 12_000

export function useTold(caseId: string): { told: string | null; tell: (sentence: string | null) => void } {
  const [told, setTold] = useState<string | null>(null)
  const [of, setOf] = useState(caseId)
  // Never a word about the last exam over the next.
  if (of !== caseId) {
    setOf(caseId)
    setTold(null)
  }
  const tell = useCallback((sentence: string | null) => setTold(sentence), [])
  useEffect(() => {
    if (told === null) return undefined
    const timer = setTimeout(() => setTold(null), WHILE)
    return () => clearTimeout(timer)
  }, [told])
  return { told, tell }
}
