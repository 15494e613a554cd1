/** Whether the coded view (0054,0220) can be believed. View Position (0018,5101) never names a view alone (M20), but where
 *  both are there they must speak of the same kind of view. */
import type { ImageDescriptor } from '../../contract/image.ts'
import { viewOf } from '../hanging/index.ts'

export type ViewFault = 'view-missing' | 'view-unknown' | 'view-contradictory' | 'view-position-differs'

/** Seen from above or below; obliquely; from the side. */
const kinds: Readonly<Record<string, 'face' | 'oblique' | 'lateral'>> = {
  CC: 'face', XCC: 'face', XCCL: 'face', XCCM: 'face', FB: 'face', MLO: 'oblique', LMO: 'oblique', SIO: 'oblique', ISO: 'oblique', ML: 'lateral', LM: 'lateral',
}

/** Null for what is no projection of a whole breast (a specimen). */
export const kindOfView = (view: string): 'face' | 'oblique' | 'lateral' | null => kinds[view] ?? null

export type ViewAttributes = Pick<ImageDescriptor, 'viewCode' | 'viewPosition'>

/** The view that View Position names, with or without a side before it; null where it names none that we know. */
export function positionOf({ viewPosition }: Pick<ImageDescriptor, 'viewPosition'>): string | null {
  const text = viewPosition.trim().toUpperCase()
  const known = (name: string): string | null => (kinds[name] === undefined ? null : name)
  return known(text) ?? (/^[RL]/.test(text) ? known(text.slice(1)) : null)
}

export function viewFault(image: ViewAttributes): ViewFault | null {
  if (image.viewCode === null) return 'view-missing'
  const view = viewOf(image)
  if (view === null) return 'view-unknown'
  const position = positionOf(image)
  if (position === null || position === view) return null
  if (kinds[view] === undefined) return null
  return kinds[position] === kinds[view] ? 'view-position-differs' : 'view-contradictory'
}
