/** Words of size on screen: what is life size, what cannot be compared in size, why a size cannot be had. */
import type { Language } from '../../../main/contract/index.ts'
import type { OrientationVerdict } from '../../../main/domain/geometry/index.ts'

export interface ScaleStrings {
  readonly lifeSize: string
  readonly apart: { readonly unknown: string; readonly magnified: string }
  readonly noPitch: string
  readonly noMillimetres: string
  /** Why a mammogram hangs as it was stored. */
  readonly hangs: Record<Exclude<OrientationVerdict, 'clear'>, string>
}

const fr: ScaleStrings = {
  lifeSize: 'Taille réelle',
  apart: { unknown: 'échelle inconnue : taille non comparable', magnified: 'cliché agrandi : taille non comparable' },
  noPitch: 'Taille réelle impossible : la taille du pixel de cet écran n’est pas connue. Elle se saisit dans Paramètres, Écrans.',
  noMillimetres: 'Taille réelle impossible : cette image ne dit pas combien de millimètres fait un pixel.',
  hangs: {
    missing: 'Orientation absente de l’image : affichée telle que reçue',
    'no-side': 'Côté absent de l’image : affichée telle que reçue',
    'not-spanning': 'Orientation incohérente dans l’image : affichée telle que reçue',
    'contradicts-view': 'L’orientation de l’image contredit son incidence : affichée telle que reçue',
    'contradicts-side': 'L’orientation de l’image contredit son côté : affichée telle que reçue',
  },
}

const en: ScaleStrings = {
  lifeSize: 'Life size',
  apart: { unknown: 'unknown scale: size not comparable', magnified: 'magnified view: size not comparable' },
  noPitch: 'No life size: the pixel size of this display is not known. Enter it in Settings, Displays.',
  noMillimetres: 'No life size: this image does not say how many millimetres a pixel is.',
  hangs: {
    missing: 'The image has no orientation: shown as received',
    'no-side': 'The image names no side: shown as received',
    'not-spanning': 'The orientation of the image makes no sense: shown as received',
    'contradicts-view': 'The orientation of the image contradicts its view: shown as received',
    'contradicts-side': 'The orientation of the image contradicts its side: shown as received',
  },
}

export const scaleStrings: Readonly<Record<Language, ScaleStrings>> = { fr, en }
