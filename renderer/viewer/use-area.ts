/** Size of the image area in whole CSS pixels, and the screen's pixel ratio; both follow the window from screen to screen. */
import { useEffect, useState, type RefObject } from 'react'
import type { Size } from '../../main/domain/geometry/index.ts'

export interface Area extends Size {
  readonly devicePixelRatio: number
}

export function useArea(element: RefObject<HTMLElement | null>): Area | null {
  const [area, setArea] = useState<Area | null>(null)
  useEffect(() => {
    const target = element.current
    if (target === null) return undefined
    const measure = (): void => {
      const next = { width: target.clientWidth, height: target.clientHeight, devicePixelRatio: window.devicePixelRatio || 1 }
      setArea((known) => (known !== null && known.width === next.width && known.height === next.height && known.devicePixelRatio === next.devicePixelRatio ? known : next))
    }
    const observer = new ResizeObserver(measure)
    observer.observe(target)
    window.addEventListener('resize', measure)
    measure()
    return () => {
      observer.disconnect()
      window.removeEventListener('resize', measure)
    }
  }, [element])
  return area
}
