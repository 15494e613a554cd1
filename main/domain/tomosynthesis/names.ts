/** How each kind is named on the image, and the sentence that must stand beside the kinds that are not what they seem. */
import type { MammogramKind } from './kind.ts'

interface Words {
  readonly fr: string
  readonly en: string
}

/** Empty for an acquired mammogram: that is what an image without a word is. */
export const kindNames: Readonly<Record<MammogramKind, Words>> = {
  acquired: { fr: '', en: '' },
  synthetic: { fr: '2D synthétique', en: 'Synthetic 2D' },
  tomosynthesis: { fr: 'Tomosynthèse', en: 'Tomosynthesis' },
  'tomosynthesis-ct': { fr: 'Tomosynthèse (objets CT)', en: 'Tomosynthesis (CT objects)' },
  'tomosynthesis-private': { fr: 'Tomosynthèse au format privé', en: 'Tomosynthesis in a private format' },
  projection: { fr: 'Projection de tomosynthèse', en: 'Tomosynthesis projection' },
  'for-processing': { fr: 'Image brute', en: 'Raw image' },
  other: { fr: '', en: '' },
}

/** Null where the name says it all. */
export const kindSentences: Readonly<Record<MammogramKind, Words | null>> = {
  acquired: null,
  synthetic: null,
  tomosynthesis: null,
  'tomosynthesis-ct': {
    fr: 'Coupes enregistrées comme scanner par l’appareil : lues comme une tomosynthèse, l’incidence n’est pas codée.',
    en: 'Slices stored as CT by the device: read as a tomosynthesis, the view is not coded.',
  },
  'tomosynthesis-private': {
    fr: 'Tomosynthèse au format privé Hologic (SCO) : ses coupes ne peuvent pas être lues ici. Demandez au site un envoi en Breast Tomosynthesis.',
    en: 'Tomosynthesis in Hologic’s private format (SCO): its slices cannot be read here. Ask the site to send Breast Tomosynthesis objects.',
  },
  projection: null,
  'for-processing': null,
  other: null,
}
