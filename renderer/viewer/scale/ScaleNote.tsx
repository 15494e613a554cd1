/** What must be known of the size of one image, whether texts are shown or not: that it is life size (M12), or that it
 *  is not of one size with the images beside it (M11, M13). */
import type { ImageDescriptor, Language } from '../../../main/contract/index.ts'
import { lifeSizeScale, type View } from '../../../main/domain/geometry/index.ts'
import type { ImageView } from '../image-view.ts'
import { scaleStrings } from './strings.ts'
import './scale.css'

/** Share by which a size may differ from life and still be called life size. */
const TOLERANCE = 0.005

export function isLifeSize(image: ImageDescriptor, view: View, pixelPitchMm: number | null): boolean {
  const life = pixelPitchMm === null ? null : lifeSizeScale(image, pixelPitchMm, view.devicePixelRatio)
  return life !== null && Math.abs(view.scale / life - 1) <= TOLERANCE
}

export function ScaleNote({ image, look, view, pixelPitchMm, isComparing, language }: {
  image: ImageDescriptor
  look: Pick<ImageView, 'apart'>
  view: View
  pixelPitchMm: number | null
  /** The step shows several images at one scale. */
  isComparing: boolean
  language: Language
}) {
  const strings = scaleStrings[language]
  const isLife = isLifeSize(image, view, pixelPitchMm)
  if (!isLife && !(isComparing && look.apart !== null)) return null
  return (
    <p className="viewer-scale" data-kind={isLife ? 'life' : 'apart'}>
      {[isLife ? strings.lifeSize : '', isComparing && look.apart !== null ? strings.apart[look.apart] : ''].filter((part) => part !== '').join(' · ')}
    </p>
  )
}
