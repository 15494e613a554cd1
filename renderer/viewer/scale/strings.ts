/** Words of size on screen: what is life size, what cannot be compared in size, why a size cannot be had. */
import type { Language } from '../../../main/contract/index.ts'
import { spaced } from '../../i18n/index.ts'

export interface ScaleStrings {
  readonly lifeSize: string
  readonly apart: { readonly unknown: string; readonly magnified: string }
  readonly noPitch: string
  readonly noMillimetres: string
}

const fr: ScaleStrings = {
  lifeSize: 'Taille réelle',
  apart: { unknown: 'échelle inconnue : taille non comparable', magnified: 'cliché agrandi : taille non comparable' },
  noPitch: 'Taille réelle impossible : la taille du pixel de cet écran n’est pas connue. Elle se saisit dans Réglages, Écrans.',
  noMillimetres: 'Taille réelle impossible : cette image ne dit pas combien de millimètres fait un pixel.',
}

const en: ScaleStrings = {
  lifeSize: 'Life size',
  apart: { unknown: 'unknown scale: size not comparable', magnified: 'magnified view: size not comparable' },
  noPitch: 'No life size: the pixel size of this display is not known. Enter it in Settings, Displays.',
  noMillimetres: 'No life size: this image does not say how many millimetres a pixel is.',
}

export const scaleStrings: Readonly<Record<Language, ScaleStrings>> = { fr: spaced(fr), en }
