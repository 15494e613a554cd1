/** Tissue widths of the images of a layout, as they are decoded. After a short while the fit goes on without the rest, and
 *  keeps to it: what comes late takes its place at the scale that the reader already looks at. */
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
  const [late, setLate] = useState<{ readonly key: string; readonly uids: ReadonlySet<string> } | null>(null)
  const wanted = placed.flatMap(({ cell }) => {
    const reference = cell.justification === 'centre' ? null : referenceOf(cell)
    return reference === null ? [] : [reference]
  })
  const key = `${caseId} ${wanted.map(({ image, frame }) => frameKey(image, frame)).join(' ')}`
  useEffect(() => {
    const abort = new AbortController()
    const giveUp = (uids: readonly string[]): void => setLate((before) => ({ key, uids: new Set([...before?.key === key ? before.uids : [], ...uids]) }))
    for (const { image, frame } of wanted) {
      if (knownShare(image) !== null || frames.peek(image, frame) !== null) continue
      frames.load(image, frame, { urgency: urgency.visible, signal: abort.signal }).then(() => redraw((turn) => turn + 1), () => { if (!abort.signal.aborted) giveUp([image.sopInstanceUID]) })
    }
    const timer = setTimeout(() => giveUp(wanted.filter(({ image, frame }) => knownShare(image) === null && frames.peek(image, frame) === null).map(({ image }) => image.sopInstanceUID)), PATIENCE)
    return () => {
      clearTimeout(timer)
      abort.abort()
      // Laid out anew, it is asked anew.
      setLate(null)
    }
    // What is wanted is named by its key.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [frames, key])
  return useCallback((cell) => {
    const reference = referenceOf(cell)
    if (reference !== null && late?.key === key && late.uids.has(reference.image.sopInstanceUID)) return 1
    const known = reference === null ? null : knownShare(reference.image)
    if (known !== null) return known
    const frame = reference === null ? null : frames.peek(reference.image, reference.frame)
    if (reference !== null && frame !== null) return tissueShare(reference.image, frame, imageView(reference.image, cell))
    return null
  }, [frames, late, key, referenceOf])
}
