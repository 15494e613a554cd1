/** Words of computer-aided detection. */
import type { CadState, Language } from '../../../main/contract/index.ts'
import { spaced } from '../../i18n/index.ts'

export interface CadStrings {
  readonly name: string
  readonly action: string
  readonly loading: string
  readonly none: string
  readonly state: Readonly<Record<CadState, string>>
  readonly unknownAlgorithm: string
  readonly marks: (count: number) => string
  readonly optional: (count: number) => string
  readonly notPlaced: (count: number) => string
  readonly calcifications: (count: number) => string
}

const several = (count: number, one: string, many: string): string => `${count} ${count > 1 ? many : one}`

export const cadStrings: Readonly<Record<Language, CadStrings>> = {
  fr: spaced({
    name: 'CAD',
    action: 'Détection assistée (U)',
    loading: 'détection assistée\u00a0: lecture des résultats…',
    none: 'aucun résultat de détection assistée pour cet examen',
    state: {
      'succeeded-without-findings': 'analyse complète, sans résultat', 'succeeded-with-findings': 'analyse complète, avec résultats',
      'partial-without-findings': 'analyse incomplète, sans résultat', 'partial-with-findings': 'analyse incomplète, avec résultats',
      failed: 'échec de l’analyse', unknown: 'état de l’analyse non précisé',
    },
    unknownAlgorithm: 'algorithme non nommé',
    marks: (count) => (count === 0 ? 'aucune marque' : several(count, 'marque', 'marques')),
    optional: (count) => several(count, 'facultative masquée', 'facultatives masquées'),
    notPlaced: (count) => several(count, 'non placée', 'non placées'),
    calcifications: (count) => `n\u00a0=\u00a0${count}`,
  }),
  en: {
    name: 'CAD',
    action: 'Computer-aided detection (U)',
    loading: 'computer-aided detection: reading results…',
    none: 'no computer-aided detection results for this study',
    state: {
      'succeeded-without-findings': 'analysis complete, no findings', 'succeeded-with-findings': 'analysis complete, with findings',
      'partial-without-findings': 'analysis incomplete, no findings', 'partial-with-findings': 'analysis incomplete, with findings',
      failed: 'analysis failed', unknown: 'state of the analysis not stated',
    },
    unknownAlgorithm: 'unnamed algorithm',
    marks: (count) => (count === 0 ? 'no marks' : several(count, 'mark', 'marks')),
    optional: (count) => `${count} optional hidden`,
    notPlaced: (count) => `${count} not placed`,
    calcifications: (count) => `n = ${count}`,
  },
}
