/** Mammography views and their modifiers: PS3.16 CID 4014 and 4015, by SNOMED CT code and by the SNOMED-RT style code
 *  that most archives still hold (schemes SRT and SNM3 name the same codes). */
import type { Code, ImageDescriptor } from '../../contract/image.ts'

export const mammographyViews = ['CC', 'MLO', 'ML', 'LM', 'LMO', 'XCCL', 'XCCM', 'FB'] as const
export type MammographyView = (typeof mammographyViews)[number]

export const viewModifiers = ['magnified', 'spot', 'implant-displaced', 'tangential', 'axillary-tail', 'cleavage', 'rolled-lateral', 'rolled-medial'] as const
export type ViewModifier = (typeof viewModifiers)[number]

/** [SNOMED CT, SRT and SNM3] */
const viewCodes: Record<MammographyView, readonly [string, string]> = {
  CC: ['399162004', 'R-10242'],
  MLO: ['399368009', 'R-10226'],
  ML: ['399260004', 'R-10224'],
  LM: ['399352003', 'R-10228'],
  LMO: ['399099002', 'R-10230'],
  XCCL: ['399192008', 'R-1024A'],
  XCCM: ['399101009', 'R-1024B'],
  FB: ['399196006', 'R-10244'],
}

const modifierCodes: Record<ViewModifier, readonly [string, string]> = {
  magnified: ['399163009', 'R-102D6'],
  spot: ['399055006', 'R-102D7'],
  'implant-displaced': ['399209000', 'R-102D5'],
  tangential: ['399110001', 'R-102C2'],
  'axillary-tail': ['399011000', 'R-102D1'],
  cleavage: ['399161006', 'R-102D2'],
  'rolled-lateral': ['399197002', 'R-102D3'],
  'rolled-medial': ['399226006', 'R-102D4'],
}

const isCode = (given: Code, [sct, srt]: readonly [string, string]): boolean =>
  given.scheme === 'SCT' ? given.value === sct : (given.scheme === 'SRT' || given.scheme === 'SNM3') && given.value === srt

function find<Name extends string>(table: Record<Name, readonly [string, string]>, names: readonly Name[], given: Code): Name | null {
  return names.find((name) => isCode(given, table[name])) ?? null
}

export type ViewAttributes = Pick<ImageDescriptor, 'viewCode' | 'viewModifierCodes'>

/** The view by its code; null without a code or with one that the table does not hold. */
export const viewOf = (image: Pick<ImageDescriptor, 'viewCode'>): MammographyView | null =>
  image.viewCode === null ? null : find(viewCodes, mammographyViews, image.viewCode)

/** Known modifiers; a modifier that the table does not hold counts as `unknown`, so that it keeps an image out of a plain slot. */
export const modifiersOf = (image: Pick<ImageDescriptor, 'viewModifierCodes'>): (ViewModifier | 'unknown')[] =>
  image.viewModifierCodes.map((code) => find(modifierCodes, viewModifiers, code) ?? 'unknown')

const prefixes: Partial<Record<ViewModifier, string>> = { magnified: 'M', spot: 'S' }
const suffixes: Partial<Record<ViewModifier, string>> = { 'implant-displaced': 'ID', 'rolled-lateral': 'RL', 'rolled-medial': 'RM' }
const replacements: Partial<Record<ViewModifier, string>> = { cleavage: 'CV', 'axillary-tail': 'AT', tangential: 'TAN' }

/** M22. What radiographers write: M and S before the view, ID, RL, RM after it, CV, AT, TAN instead of it. */
export function viewAbbreviation(image: ViewAttributes & Pick<ImageDescriptor, 'viewPosition'>): string {
  const modifiers = modifiersOf(image).filter((modifier) => modifier !== 'unknown')
  const pick = (table: Partial<Record<ViewModifier, string>>): string => modifiers.map((modifier) => table[modifier] ?? '').join('')
  const view = pick(replacements) || viewOf(image) || image.viewCode?.meaning || image.viewPosition
  return `${pick(prefixes)}${view}${pick(suffixes)}`
}
