/** Today as an ISO day, also past midnight. */
import { useEffect, useState } from 'react'
import { today } from '../i18n/index.ts'

export function useToday(): string {
  const [day, setDay] = useState(() => today(new Date()))
  useEffect(() => {
    const timer = setInterval(() => { setDay(today(new Date())) }, 60_000)
    return () => { clearInterval(timer) }
  }, [])
  return day
}
