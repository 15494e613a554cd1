/** Words around the findings; the sentences themselves are the domain's. */
import type { Language } from '../../../main/contract/index.ts'
import type { Severity } from '../../../main/domain/image-safety/index.ts'
import { spaced } from '../../i18n/index.ts'

export interface SafetyStrings {
  readonly count: (findings: number) => string
  readonly none: string
  readonly title: string
  readonly nothing: string
  readonly exam: string
  readonly prior: string
  readonly severity: Record<Severity, string>
  /** Other findings of an image than the one on its banner. */
  readonly more: (findings: number) => string
  readonly unknownSide: string
  readonly placeless: (images: number) => string
}

const fr: SafetyStrings = {
  count: (findings) => `${findings} ${findings > 1 ? 'remarques' : 'remarque'} sur les images`,
  none: 'Aucune remarque',
  title: 'Remarques sur les images',
  nothing: 'Rien ne manque ni ne se contredit dans les images de cet examen.',
  exam: 'Examen',
  prior: 'antériorité',
  severity: { refuse: 'À part', warn: 'Attention', note: 'À savoir' },
  more: (findings) => `+ ${findings}`,
  unknownSide: 'Côté ?',
  placeless: (images) => `${images} ${images > 1 ? 'images' : 'image'} sans place sûre : voir les remarques`,
}

const en: SafetyStrings = {
  count: (findings) => `${findings} ${findings > 1 ? 'remarks' : 'remark'} on the images`,
  none: 'No remark',
  title: 'Remarks on the images',
  nothing: 'Nothing is missing or contradictory in the images of this exam.',
  exam: 'Exam',
  prior: 'prior',
  severity: { refuse: 'Apart', warn: 'Attention', note: 'To know' },
  more: (findings) => `+ ${findings}`,
  unknownSide: 'Side ?',
  placeless: (images) => `${images} ${images > 1 ? 'images' : 'image'} without a sure place: see the remarks`,
}

export const safetyStrings: Readonly<Record<Language, SafetyStrings>> = { fr: spaced(fr), en }
