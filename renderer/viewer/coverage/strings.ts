/** Words of what has been shown at 1:1. */
import type { Language } from '../../../main/contract/index.ts'
import { spaced } from '../../i18n/index.ts'

export interface CoverageStrings {
  /** Whole percent, rounded down. */
  readonly percent: (whole: number) => string
  readonly title: string
  readonly map: (percent: string) => string
}

export const coverageStrings: Readonly<Record<Language, CoverageStrings>> = {
  fr: spaced({
    percent: (whole) => `${whole}\u00a0%`,
    title: 'Part de chaque cliché affichée à 1:1',
    map: (percent) => `Affiché à 1:1\u00a0: ${percent}`,
  }),
  en: {
    percent: (whole) => `${whole}%`,
    title: 'Share of each image shown at 1:1',
    map: (percent) => `Shown at 1:1: ${percent}`,
  },
}
