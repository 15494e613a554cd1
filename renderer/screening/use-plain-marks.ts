/** Marks of an ordinary report: lengths, ellipses and outlines that stand for themselves. */
import { useMemo, useState } from 'react'
import type { Avis, ImageDescriptor, Reading } from '../../main/contract/index.ts'
import { withChanged, withDrawn, withoutMark } from './mark-edits.ts'
import { useImageMarks } from './use-image-marks.ts'
import type { MarkKeeper, ViewerPort } from './viewer-port.ts'

export function usePlainMarks({ viewer, images, avis, onChange }: {
  viewer: ViewerPort | null
  images: readonly ImageDescriptor[]
  avis: Reading['avis']
  onChange: (change: (avis: Avis) => Avis) => void
}): { mark: string | null; choose: (id: string | null) => void; remove: (id: string) => void } {
  const [mark, choose] = useState<string | null>(null)
  const keeper = useMemo((): MarkKeeper => ({
    draw(drawn) {
      const taken = withDrawn(avis, drawn, null, images, crypto.randomUUID())
      if (typeof taken === 'string') return taken
      onChange(() => taken.avis)
      choose(taken.mark)
      return null
    },
    change(id, forme) {
      onChange((now) => withChanged(now, id, forme))
      return null
    },
    remove(id) {
      onChange((now) => withoutMark(now, id))
      choose(null)
    },
    choose,
  }), [avis, images, onChange])
  useImageMarks({ viewer, avis, inHand: { selected: null, mark, readOnly: false }, theirs: null, keeper })
  return { mark, choose, remove: keeper.remove }
}
