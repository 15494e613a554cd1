/** A value once it has rested: arrow keys run down the list without asking for every exam that they pass. */
import { useEffect, useState } from 'react'

const restMs = 120

export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => { setSettled(value) }, restMs)
    return () => { clearTimeout(timer) }
  }, [value])
  return settled
}
