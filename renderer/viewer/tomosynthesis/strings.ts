/** Words of the tomosynthesis tools, French and English. */
import type { Language } from '../../../main/contract/index.ts'
import type { EndLetter } from '../../../main/domain/tomosynthesis/index.ts'
import { spaced } from '../../i18n/index.ts'

export interface TomosynthesisStrings {
  readonly slice: string
  readonly indicator: string
  readonly ends: Record<EndLetter, string>
  readonly endNames: Record<EndLetter, string>
  readonly slab: { max: string; mean: string }
  readonly slices: (count: number) => string
  readonly centralVoi: string
  readonly noSlab: string
  readonly rate: (asked: string, real: string | null) => string
  readonly estimated: string
  readonly samePlace: string
  readonly noTomosynthesis: string
  readonly no2D: string
  readonly nothingRead: string
  readonly notRead: (series: number, synthetic: number) => string
}

const fr: TomosynthesisStrings = {
  slice: 'Coupe',
  indicator: 'Position dans la tomosynthèse',
  ends: { head: 'S', feet: 'I', lateral: 'Lat.', medial: 'Méd.' },
  endNames: { head: 'supérieur', feet: 'inférieur', lateral: 'latéral', medial: 'médial' },
  slab: { max: 'MIP', mean: 'Moyenne' },
  slices: (count) => `${count} coupes`,
  centralVoi: 'fenêtrage de la coupe centrale',
  noSlab: 'Coupe épaisse impossible ici : les valeurs des coupes n’ont pas la même échelle.',
  rate: (asked, real) => real === null ? `Ciné ${asked} im/s` : `Ciné ${real} im/s (${asked} demandées)`,
  estimated: 'positions estimées',
  samePlace: '≈ même endroit',
  noTomosynthesis: 'Pas de tomosynthèse de cette incidence dans l’examen.',
  no2D: 'Pas de cliché 2D de cette incidence dans l’examen.',
  nothingRead: 'Aucune image de cet examen n’est lue dans le programme.',
  notRead: (series, synthetic) => {
    const parts = [
      series === 0 ? '' : `Tomosynthèse présente (${series} ${series > 1 ? 'séries' : 'série'})`,
      synthetic === 0 ? '' : `2D synthétique présente (${synthetic} ${synthetic > 1 ? 'images' : 'image'})`,
    ].filter((part) => part !== '').join(', ')
    return `${parts}, non lue dans le programme : réglage de la structure`
  },
}

const en: TomosynthesisStrings = {
  slice: 'Slice',
  indicator: 'Position in the tomosynthesis',
  ends: { head: 'S', feet: 'I', lateral: 'Lat.', medial: 'Med.' },
  endNames: { head: 'superior', feet: 'inferior', lateral: 'lateral', medial: 'medial' },
  slab: { max: 'MIP', mean: 'Average' },
  slices: (count) => `${count} slices`,
  centralVoi: 'window of the central slice',
  noSlab: 'No slab here: the values of the slices do not share one scale.',
  rate: (asked, real) => real === null ? `Cine ${asked} fps` : `Cine ${real} fps (${asked} asked)`,
  estimated: 'estimated positions',
  samePlace: '≈ same place',
  noTomosynthesis: 'No tomosynthesis of this view in the study.',
  no2D: 'No 2D image of this view in the study.',
  nothingRead: 'No image of this study is read in the programme.',
  notRead: (series, synthetic) => {
    const parts = [
      series === 0 ? '' : `Tomosynthesis present (${series} series)`,
      synthetic === 0 ? '' : `Synthetic 2D present (${synthetic} ${synthetic > 1 ? 'images' : 'image'})`,
    ].filter((part) => part !== '').join(', ')
    return `${parts}, not read in the programme: setting of the structure`
  },
}

export const tomosynthesisStrings: Record<Language, TomosynthesisStrings> = { fr: spaced(fr), en }
