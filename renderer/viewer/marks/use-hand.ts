/** The reader's hand on the marks of one viewport: takes hold, moves, bends, draws. What is under way is drawn here and
 *  told to nobody before the pointer is let go. */
import { useRef, useState } from 'react'
import type { ImageDescriptor } from '../../../main/contract/index.ts'
import type { Affine, Point } from '../../../main/domain/geometry/index.ts'
import type { Forme } from '../../../main/domain/marks/index.ts'
import { drawnForme, isOnImage, movedForme, type DrawingTool } from './drawing.ts'
import { hitTest, type Hit } from './hit.ts'
import type { PlacedForme, ShownMark } from './port.ts'

export interface MarkEvents {
  choose(id: string | null): void
  drawn(drawn: PlacedForme, image: ImageDescriptor, isPrior: boolean): void
  changed(mark: ShownMark, forme: Forme, image: ImageDescriptor): void
}

export interface Hand {
  /** True when a mark was there to be taken. */
  grab(at: Point): boolean
  drag(from: Point, to: Point, isEnd: boolean): void
  /** One step of a stroke with a drawing tool. */
  stroke(tool: DrawingTool, at: Point, moment: { readonly isStart: boolean; readonly isEnd: boolean }): void
  /** The marks with what is under way in place. */
  readonly shown: readonly ShownMark[]
}

interface Shown { readonly image: ImageDescriptor; readonly frame: number; readonly toScreen: Affine; readonly isPrior: boolean }

const underWay = 'under way'

export function useHand(marks: readonly ShownMark[], here: Shown | null, events: MarkEvents): Hand {
  const [changing, setChanging] = useState<ShownMark | null>(null)
  const held = useRef<Hit | null>(null)
  const path = useRef<Point[]>([])

  return {
    shown: changing === null ? marks : [...marks.filter(({ id }) => id !== changing.id), changing],
    grab(at) {
      if (here === null) return false
      held.current = hitTest(marks, here.toScreen, at)
      if (held.current === null) {
        events.choose(null)
        return false
      }
      if (!held.current.mark.chosen) events.choose(held.current.mark.id)
      return true
    },
    drag(from, to, isEnd) {
      const hit = held.current
      if (hit === null || here === null || hit.mark.fixed) return
      const forme = movedForme(hit, from, to, here.toScreen, here.image)
      if (isEnd) held.current = null
      setChanging(forme === null || isEnd ? null : { ...hit.mark, forme, chosen: true })
      if (isEnd && forme !== null) events.changed(hit.mark, forme, here.image)
    },
    stroke(tool, at, { isStart, isEnd }) {
      if (here === null) return
      const { image, frame, toScreen, isPrior } = here
      if (isStart) path.current = isOnImage(toScreen, image, at) ? [at] : []
      else if (path.current.length > 0) path.current.push(at)
      const forme = drawnForme(tool, path.current, toScreen, image)
      const placed = forme === null ? null : { sopInstanceUID: image.sopInstanceUID, frame, forme }
      if (isEnd) path.current = []
      setChanging(placed === null || isEnd ? null : { ...placed, id: underWay, label: '', cote: null, owner: 'MINE', selected: false, chosen: false, fixed: true })
      if (isEnd && placed !== null) events.drawn(placed, image, isPrior)
    },
  }
}
