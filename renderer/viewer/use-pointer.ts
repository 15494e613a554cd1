/** Pointer gestures on one viewport: left button does the active tool, right zooms, middle pans, wheel scrolls a stack
 *  or zooms. Gestures speak in CSS pixels of the viewport and in points of the image; what they change is the caller's. */
import { useEffect, useRef, type PointerEvent as ReactPointerEvent, type RefObject } from 'react'
import type { Point } from '../../main/domain/geometry/index.ts'
import type { DrawingTool } from './marks/index.ts'
import type { Tool } from './state.ts'

export interface PointerGestures {
  activate(): void
  /** Movement since the gesture began. */
  window(total: Point, isStart: boolean): void
  zoom(factor: number, about: Point, isStart: boolean): void
  pan(total: Point, isStart: boolean): void
  /** True when a mark was there to be taken; `drag` then moves it. */
  grab(at: Point): boolean
  drag(from: Point, to: Point, isEnd: boolean): void
  /** Along the way of the pointer, from the first place to the last. */
  stroke(tool: DrawingTool, at: Point, moment: { readonly isStart: boolean; readonly isEnd: boolean }): void
  magnify(at: Point | null): void
  /** True when a click was wanted and taken. */
  click(at: Point): boolean
  scroll(steps: number): void
  enlarge(): void
}

/** Pixels of movement that halve or double. */
const ZOOM_PIXELS = 200

type Gesture = Tool | 'mark' | 'none'

export function usePointer(element: RefObject<HTMLElement | null>, tool: Tool, isStack: boolean, gestures: PointerGestures) {
  const drag = useRef<{ gesture: Gesture; from: Point; pointer: number } | null>(null)
  const latest = useRef(gestures)
  useEffect(() => { latest.current = gestures })

  // React listens to wheel passively; here the page must not scroll under the image.
  useEffect(() => {
    const target = element.current
    if (target === null) return undefined
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault()
      const sign = Math.sign(event.deltaY)
      if (sign === 0) return
      if (isStack && !event.ctrlKey) latest.current.scroll(sign)
      else latest.current.zoom(sign > 0 ? 1 / 1.15 : 1.15, place(event, target), true)
    }
    target.addEventListener('wheel', onWheel, { passive: false })
    return () => target.removeEventListener('wheel', onWheel)
  }, [element, isStack])

  return {
    onPointerDown(event: ReactPointerEvent<HTMLElement>) {
      const at = place(event, event.currentTarget)
      latest.current.activate()
      if (event.button === 0 && latest.current.click(at)) return
      const gesture: Gesture = event.button === 2 ? 'zoom' : event.button === 1 ? 'pan' : latest.current.grab(at) ? 'mark' : tool
      event.currentTarget.setPointerCapture(event.pointerId)
      drag.current = { gesture, from: at, pointer: event.pointerId }
      follow(latest.current, gesture, at, at, { isStart: true, isEnd: false })
    },
    onPointerMove(event: ReactPointerEvent<HTMLElement>) {
      const at = place(event, event.currentTarget)
      const going = drag.current
      if (going === null) {
        if (tool === 'magnifier') latest.current.magnify(at)
        return
      }
      follow(latest.current, going.gesture, going.from, at, { isStart: false, isEnd: false })
    },
    onPointerUp(event: ReactPointerEvent<HTMLElement>) {
      const going = drag.current
      if (going === null || going.pointer !== event.pointerId) return
      drag.current = null
      follow(latest.current, going.gesture, going.from, place(event, event.currentTarget), { isStart: false, isEnd: true })
    },
    onPointerLeave() {
      if (drag.current === null) latest.current.magnify(null)
    },
    onDoubleClick() {
      latest.current.enlarge()
    },
    onContextMenu(event: { preventDefault(): void }) {
      event.preventDefault()
    },
  }
}

function follow(gestures: PointerGestures, gesture: Gesture, from: Point, at: Point, { isStart, isEnd }: { isStart: boolean; isEnd: boolean }): void {
  const total = { x: at.x - from.x, y: at.y - from.y }
  switch (gesture) {
    case 'window':
      return gestures.window(total, isStart)
    case 'zoom':
      return gestures.zoom(2 ** (-total.y / ZOOM_PIXELS), from, isStart)
    case 'pan':
      return gestures.pan(total, isStart)
    case 'mark':
      return gestures.drag(from, at, isEnd)
    case 'point': case 'length': case 'ellipse': case 'outline':
      return gestures.stroke(gesture, at, { isStart, isEnd })
    case 'magnifier':
      return gestures.magnify(at)
    case 'none':
  }
}

function place(event: { clientX: number; clientY: number }, target: HTMLElement): Point {
  const box = target.getBoundingClientRect()
  return { x: event.clientX - box.left, y: event.clientY - box.top }
}
