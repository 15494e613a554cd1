/** Shows the marks of an opinion on the images while its panel is there, and has the panel told what the reader does to
 *  them. After it nothing stays on the images. */
import { useEffect, useRef } from 'react'
import type { Avis, Reading } from '../../main/contract/index.ts'
import { imageMarks, othersMarks, type InHand } from './image-marks.ts'
import type { ImageMark, MarkKeeper, ViewerPort } from './viewer-port.ts'

export function useImageMarks({ viewer, avis, inHand, theirs, keeper }: {
  viewer: ViewerPort | null
  avis: Avis
  inHand: InHand
  /** The first reader's, where the policy shows it; the two that an arbiter decides between. */
  theirs: Reading['revealed'] | NonNullable<Reading['opposed']>
  /** Null: nothing may be changed now. */
  keeper: MarkKeeper | null
}): void {
  const { selected, mark, readOnly } = inHand
  useEffect(() => {
    viewer?.showMarks([...others(theirs), ...imageMarks(avis, { selected, mark, readOnly })])
  }, [viewer, avis, selected, mark, readOnly, theirs])

  const latest = useRef(keeper)
  useEffect(() => { latest.current = keeper })
  const keeps = keeper !== null
  useEffect(() => {
    if (!keeps) return undefined
    viewer?.keepMarks({
      draw: (drawn) => latest.current?.draw(drawn) ?? null,
      change: (id, forme) => latest.current?.change(id, forme) ?? null,
      remove: (id) => latest.current?.remove(id),
      choose: (id) => latest.current?.choose(id),
    })
    return () => { viewer?.keepMarks(null) }
  }, [viewer, keeps])

  useEffect(() => () => { viewer?.showMarks([]) }, [viewer])
}

/** Marks of two readings bear the number of their reading: `1-2` is the second anomaly of the first one. */
function others(theirs: Reading['revealed'] | NonNullable<Reading['opposed']>): ImageMark[] {
  if (theirs === null) return []
  if (!Array.isArray(theirs)) return othersMarks(theirs.avis, 'FIRST')
  return theirs.flatMap(({ avis }, index) => othersMarks(avis, 'SECOND').map((mark) => ({ ...mark, id: `${index + 1} ${mark.id}`, label: mark.label.replace(/^L2/, String(index + 1)) })))
}
