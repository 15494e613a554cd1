/** Words about the greys of an image. */
import type { GreyScaleFault, Language } from '../../../main/contract/index.ts'
import { spaced } from '../../i18n/index.ts'

export interface GreyStrings {
  readonly differs: string
  readonly fault: Record<GreyScaleFault, string>
}

const fr: GreyStrings = {
  differs: 'Niveaux de gris non conformes : l’image affichée ne suit pas ses propres réglages. Ne pas interpréter sur ce poste.',
  fault: {
    'voi-lut-unreadable': 'Niveaux de gris incomplets : une table de rendu de l’image est illisible et n’est pas proposée',
    'voi-lut-function-unknown': 'Niveaux de gris : fonction de fenêtrage inconnue, fenêtre linéaire à la place',
    'window-unusable': 'Niveaux de gris incomplets : une fenêtre de l’image est inutilisable et n’est pas proposée',
  },
}

const en: GreyStrings = {
  differs: 'Greys not to standard: the image shown does not follow its own settings. Do not interpret on this workstation.',
  fault: {
    'voi-lut-unreadable': 'Greys incomplete: a rendering table of the image cannot be read and is not offered',
    'voi-lut-function-unknown': 'Greys: unknown window function, a linear window in its place',
    'window-unusable': 'Greys incomplete: a window of the image cannot be used and is not offered',
  },
}

export const greyStrings: Readonly<Record<Language, GreyStrings>> = { fr: spaced(fr), en }
