/** One point that the sheet asks for: the next click inside a current image of the right breast. A click elsewhere is
 *  refused with a word and the wait goes on; Escape, an abort or another request give it up. */
import { useCallback, useRef, useState } from 'react'
import type { ImageDescriptor, Repere } from '../../main/contract/index.ts'
import type { Point } from '../../main/domain/geometry/index.ts'
import type { PickRequest } from './marks/index.ts'

export interface Picking {
  readonly request: PickRequest
  readonly wasRefused: boolean
  /** A click; null when it is on no current image. */
  offer(place: { image: ImageDescriptor; frame: number; at: Point } | null): void
  giveUp(): void
}

export function usePick(): { picking: Picking | null; pickPoint: (request: PickRequest) => Promise<Repere | null> } {
  const [picking, setPicking] = useState<Picking | null>(null)
  const last = useRef<Picking | null>(null)
  const pickPoint = useCallback((request: PickRequest) => new Promise<Repere | null>((resolve) => {
    last.current?.giveUp()
    if (request.signal.aborted) return resolve(null)
    const settle = (repere: Repere | null): void => {
      request.signal.removeEventListener('abort', giveUp)
      if (last.current === asked) last.current = null
      setPicking((shown) => (shown?.request === request ? null : shown))
      resolve(repere)
    }
    const giveUp = (): void => settle(null)
    const laterality = request.cote === 'D' ? 'R' : 'L'
    const asked: Picking = {
      request, wasRefused: false, giveUp,
      offer(place) {
        if (place === null || place.image.imageLaterality !== laterality) return setPicking({ ...asked, wasRefused: true })
        settle({ sopInstanceUID: place.image.sopInstanceUID, frame: place.frame, column: place.at.x, row: place.at.y })
      },
    }
    last.current = asked
    request.signal.addEventListener('abort', giveUp, { once: true })
    setPicking(asked)
  }), [])
  return { picking, pickPoint }
}
