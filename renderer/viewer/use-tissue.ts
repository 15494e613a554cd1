/** Tissue widths of the images of a layout, as they are decoded; after a short while the fit goes on without the rest. */
import { useCallback, useEffect, useState } from 'react'
import type { FrameReference, HungCell } from '../../main/domain/hanging/index.ts'
import { imageView } from './image-view.ts'
import type { PlacedCell } from './layout.ts'
import { frameKey, urgency, type FrameStore } from './pixels/index.ts'
import { knownShare, tissueShare } from './tissue.ts'

/** Milliseconds that a layout waits for its images before it takes the whole width of those that are not there. */
const PATIENCE = 3000

export function useTissue(frames: FrameStore, caseId: string, placed: readonly PlacedCell[], referenceOf: (cell: HungCell) => FrameReference | null): (cell: HungCell) => number | null {
  const [, redraw] = useState(0)
  const [overdue, setOverdue] = useState<string | null>(null)
  const wanted = placed.flatMap(({ cell }) => {
    const reference = cell.justification === 'centre' ? null : referenceOf(cell)
    return reference === null ? [] : [reference]
  })
  const key = `${caseId} ${wanted.map(({ image, frame }) => frameKey(image, frame)).join(' ')}`
  useEffect(() => {
    const abort = new AbortController()
    for (const { image, frame } of wanted) {
      if (knownShare(image) !== null || frames.peek(image, frame) !== null) continue
      frames.load(image, frame, { urgency: urgency.visible, signal: abort.signal }).then(() => redraw((turn) => turn + 1), () => { if (!abort.signal.aborted) setOverdue(key) })
    }
    const timer = setTimeout(() => setOverdue(key), PATIENCE)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
    // What is wanted is named by its key.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [frames, key])
  return useCallback((cell) => {
    const reference = referenceOf(cell)
    const known = reference === null ? null : knownShare(reference.image)
    if (known !== null) return known
    const frame = reference === null ? null : frames.peek(reference.image, reference.frame)
    if (reference !== null && frame !== null) return tissueShare(reference.image, frame, imageView(reference.image, cell))
    return overdue === key ? 1 : null
  }, [frames, overdue, key, referenceOf])
}
