/** Covers the whole window, and the whole screen where the browser lets it: nothing of the program shows or acts
 *  behind it. The pointer hides after two seconds of rest. Escape, or leaving full screen, closes it. */
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import './displays.css'

const restMs = 2000

export function FullScreen({ label, name, onKey, onClose, children }: {
  label: string
  /** For tests and styles. */
  name: string
  /** True when the key was taken. */
  onKey: (event: KeyboardEvent) => boolean
  onClose: () => void
  /** `resting`: the pointer has not moved for a while. */
  children: (resting: boolean) => ReactNode
}) {
  const element = useRef<HTMLDivElement>(null)
  const [resting, setResting] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const key = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      onClose()
      return
    }
    // Of the commands behind only the lock stays; zooming must stay possible, to come back to 100 %.
    const chord = event.ctrlKey || event.metaKey
    if (chord ? !['l', '0', '-', '+', '='].includes(event.key.toLowerCase()) : onKey(event)) event.preventDefault()
  })
  const close = useEffectEvent(onClose)

  // Before it is painted: whoever sees it may press Escape.
  useLayoutEffect(() => {
    const root = document.getElementById('root')
    root?.setAttribute('inert', '')
    const before = document.activeElement
    element.current?.focus()
    const onKeyDown = (event: KeyboardEvent) => { key(event) }
    let entered = false
    const onChange = () => {
      if (document.fullscreenElement !== null) entered = true
      else if (entered) close()
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    document.addEventListener('fullscreenchange', onChange)
    // Refused where there is none, and not asked for without a gesture: the window itself is covered all the same.
    if (document.fullscreenElement === null && navigator.userActivation.isActive) document.documentElement.requestFullscreen?.({ navigationUI: 'hide' }).catch(() => undefined)
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true })
      document.removeEventListener('fullscreenchange', onChange)
      root?.removeAttribute('inert')
      if (entered && document.fullscreenElement !== null) document.exitFullscreen().catch(() => undefined)
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])

  useEffect(() => {
    const onMove = () => {
      setResting(false)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => { setResting(true) }, restMs)
    }
    onMove()
    window.addEventListener('pointermove', onMove)
    window.addEventListener('keydown', onMove, { capture: true })
    return () => {
      clearTimeout(timer.current)
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('keydown', onMove, { capture: true })
    }
  }, [])

  return createPortal(
    <div ref={element} className="di-full" role="dialog" aria-modal="true" aria-label={label} tabIndex={-1} data-name={name} data-resting={resting ? '' : undefined} data-open="">
      {children(resting)}
    </div>,
    document.body,
  )
}
