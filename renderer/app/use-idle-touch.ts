/** Tells the main process, sparingly, that the reader is there; it alone decides when to lock. Half a minute before
 *  the end of a long rest a sentence warns. */
import { useEffect, useRef } from 'react'
import { useApi } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { useToast } from '../ui/index.ts'
import { useSession } from './session.ts'

const touchEveryMs = 20_000
const warnBeforeMs = 30_000
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const

export function useIdleTouch(): void {
  const { call } = useApi()
  const t = useText('app')
  const toast = useToast()
  const { idleMinutes } = useSession().status
  const latest = useRef({ t, toast })
  useEffect(() => { latest.current = { t, toast } })

  useEffect(() => {
    let touchedAt = -Infinity
    let warning: ReturnType<typeof setTimeout> | undefined
    const rest = () => {
      clearTimeout(warning)
      warning = setTimeout(() => {
        latest.current.toast({ tone: 'neutral', title: latest.current.t('idle.soon', { seconds: warnBeforeMs / 1000 }) })
      }, idleMinutes * 60_000 - warnBeforeMs)
    }
    const onSign = () => {
      const now = performance.now()
      if (now - touchedAt < touchEveryMs) return
      touchedAt = now
      rest()
      // A failure here is told by the event stream's state; the next sign tries again.
      call('session.touch', {}).catch(() => { touchedAt = -Infinity })
    }
    for (const sign of signs) window.addEventListener(sign, onSign, { passive: true })
    rest()
    return () => {
      clearTimeout(warning)
      for (const sign of signs) window.removeEventListener(sign, onSign)
    }
  }, [call, idleMinutes])
}
