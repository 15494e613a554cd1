/** The places of the scheme in the order of their keys 1–9; the last two have none. */
import type { quadrant } from '../../../main/contract/index.ts'

export type Place = (typeof quadrant)['options'][number]

const order: readonly Place[] = ['QSE', 'QSI', 'QIE', 'QII', 'RETRO_AREOLAIRE', 'UNION_SUP', 'UNION_INF', 'CENTRAL', 'PROLONGEMENT_AXILLAIRE', 'UNION_EXT', 'UNION_INT']

export function placePadOf(): readonly Place[] {
  return order
}

/** As on the printed sheet. */
export const placeAbbreviations: Readonly<Record<Place, string>> = {
  QSE: 'QSE', QSI: 'QSI', QIE: 'QIE', QII: 'QII', RETRO_AREOLAIRE: 'RA', UNION_SUP: 'UQSup', UNION_INF: 'UQInf', CENTRAL: 'C', PROLONGEMENT_AXILLAIRE: 'PA', UNION_EXT: 'UQExt', UNION_INT: 'UQInt',
}

/** The digit of a key, by its place on keyboard or numpad; null for any other. */
export function digitOf(code: string): number | null {
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1]
  return digit === undefined ? null : Number(digit)
}
