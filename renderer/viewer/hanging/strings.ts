/** Words of hanging: what stands in an empty place, and what the bar says of the images of a case. */
import type { HangingSlot, Refusal } from '../../../main/domain/hanging/index.ts'
import { spaced } from '../../i18n/index.ts'

const plural = (count: number, one: string, many: string): string => `${count} ${count > 1 ? many : one}`

export interface HangingStrings {
  readonly side: Record<HangingSlot['laterality'], string>
  readonly missing: (view: string, side: string, study: 'current' | 'prior') => string
  readonly missingSlices: (view: string, side: string, study: 'current' | 'prior') => string
  readonly noBreast: (side: string, study: 'current' | 'prior') => string
  readonly raw: (view: string, side: string) => string
  readonly ownScale: string
  readonly alternate: (index: number, count: number) => string
  readonly alternateAction: string
  readonly row: (row: number, rows: number) => string
  readonly imagesOfViews: (images: number, views: number) => string
  readonly extras: (count: number) => string
  readonly unseen: (count: number) => string
  readonly refused: Record<Refusal, (count: number) => string>
}

const fr: HangingStrings = {
  side: { R: 'droit', L: 'gauche' },
  missing: (view, side, study) => study === 'prior' ? `${view} ${side} : pas de cliché dans l’antériorité` : `${view} ${side} : cliché absent de l’examen`,
  missingSlices: (view, side, study) => study === 'prior' ? `${view} ${side} : pas de tomosynthèse dans l’antériorité` : `${view} ${side} : pas de tomosynthèse`,
  noBreast: (side, study) => study === 'prior' ? `Sein ${side} : aucun cliché dans l’antériorité` : `Sein ${side} : aucun cliché dans cet examen`,
  raw: (view, side) => `${view} ${side} : seule une image brute a été reçue, non destinée à l’interprétation. Demandez au site l’image « For Presentation ».`,
  ownScale: 'Échelle propre, non comparable',
  alternate: (index, count) => `${index}/${count}`,
  alternateAction: 'Autre cliché',
  row: (row, rows) => `rangée ${row} / ${rows}`,
  imagesOfViews: (images, views) => `${plural(images, 'image', 'images')} / ${plural(views, 'vue', 'vues')}`,
  extras: (count) => count === 0 ? '5e cliché : aucun' : `${plural(count, 'cliché', 'clichés')} en plus`,
  unseen: (count) => `${plural(count, 'cliché pas encore vu', 'clichés pas encore vus')}`,
  refused: {
    'for-processing': (count) => plural(count, 'image brute non affichée', 'images brutes non affichées'),
    projection: (count) => plural(count, 'projection non affichée', 'projections non affichées'),
    programme: (count) => `${plural(count, 'objet', 'objets')} hors programme`,
  },
}

const en: HangingStrings = {
  side: { R: 'right', L: 'left' },
  missing: (view, side, study) => study === 'prior' ? `${side} ${view}: no image in the prior` : `${side} ${view}: image missing from the study`,
  missingSlices: (view, side, study) => study === 'prior' ? `${side} ${view}: no tomosynthesis in the prior` : `${side} ${view}: no tomosynthesis`,
  noBreast: (side, study) => study === 'prior' ? `${side} breast: no image in the prior` : `${side} breast: no image in this study`,
  raw: (view, side) => `${side} ${view}: only a raw image was received, not for interpretation. Ask the site for the “For Presentation” image.`,
  ownScale: 'Own scale, not comparable',
  alternate: (index, count) => `${index}/${count}`,
  alternateAction: 'Other image',
  row: (row, rows) => `row ${row} / ${rows}`,
  imagesOfViews: (images, views) => `${plural(images, 'image', 'images')} / ${plural(views, 'view', 'views')}`,
  extras: (count) => count === 0 ? '5th image: none' : `${plural(count, 'image', 'images')} more`,
  unseen: (count) => `${plural(count, 'image', 'images')} not seen yet`,
  refused: {
    'for-processing': (count) => plural(count, 'raw image not shown', 'raw images not shown'),
    projection: (count) => plural(count, 'projection not shown', 'projections not shown'),
    programme: (count) => `${plural(count, 'object', 'objects')} outside the programme`,
  },
}

export const hangingStrings = { fr: spaced(fr), en } as const
