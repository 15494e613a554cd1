/** A panel beside the main area whose width is dragged or moved with the arrow keys, and remembered under `name`
 *  (a width in pixels: nothing of a patient). */
import { useCallback, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'

export interface ResizablePanelProps {
  name: string
  label: string
  /** On which side of the main area the panel stands. */
  edge: 'left' | 'right'
  initial: number
  min: number
  max: number
  children: ReactNode
  className?: string
  /** True where the panel stands outside of `main`. */
  landmark?: boolean
}

const storageKey = (name: string) => `binocle.panel.${name}`

function remembered(name: string, initial: number, min: number, max: number): number {
  const stored = Number(localStorage.getItem(storageKey(name)))
  return Number.isFinite(stored) && stored >= min && stored <= max ? stored : initial
}

export function ResizablePanel({ name, label, edge, initial, min, max, children, className, landmark = false }: ResizablePanelProps) {
  const [width, setWidth] = useState(() => remembered(name, initial, min, max))
  const grabbed = useRef<{ x: number; width: number } | null>(null)

  const settle = useCallback((next: number) => {
    const clamped = Math.round(Math.min(max, Math.max(min, next)))
    setWidth(clamped)
    localStorage.setItem(storageKey(name), String(clamped))
  }, [max, min, name])

  const outwards = edge === 'left' ? 1 : -1
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    grabbed.current = { x: event.clientX, width }
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (grabbed.current !== null) settle(grabbed.current.width + outwards * (event.clientX - grabbed.current.x))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowRight' ? 16 : event.key === 'ArrowLeft' ? -16 : 0
    if (step === 0) return
    event.preventDefault()
    event.stopPropagation()
    settle(width + outwards * step)
  }

  const Panel = landmark ? 'aside' : 'div'
  return (
    <Panel className={className === undefined ? 'ui-panel' : `ui-panel ${className}`} data-edge={edge} style={{ width }} {...(landmark ? { 'aria-label': label } : {})}>
      {children}
      <div
        className="ui-resize"
        role="separator"
        aria-orientation="vertical"
        aria-label={label}
        aria-valuenow={width}
        aria-valuemin={min}
        aria-valuemax={max}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => { grabbed.current = null }}
        onDoubleClick={() => { settle(initial) }}
        onKeyDown={onKeyDown}
      />
    </Panel>
  )
}
