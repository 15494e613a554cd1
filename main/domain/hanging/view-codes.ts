/** Mammography views and their modifiers: PS3.16 CID 4014 and 4015, by SNOMED CT code and by the SNOMED-RT style code
 *  that most archives still hold (schemes SRT and SNM3 name the same codes). */
import { mammographyViews, viewModifiers, type MammographyView, type ViewModifier } from '../../contract/hanging-protocol.ts'
import type { Code, ImageDescriptor } from '../../contract/image.ts'

/** [SNOMED CT codes, SRT and SNM3 codes]; the first of each is the one in force. */
type Codes = readonly [sct: readonly string[], srt: readonly string[]]

const viewCodes: Record<MammographyView, Codes> = {
  CC: [['399162004'], ['R-10242']],
  MLO: [['399368009'], ['R-10226']],
  ML: [['399260004'], ['R-10224']],
  LM: [['399352003'], ['R-10228']],
  LMO: [['399099002'], ['R-10230']],
  FB: [['399196006'], ['R-10244']],
  SIO: [['399188001'], ['R-102D0']],
  ISO: [['441555000'], ['R-40AAA']],
  // Withdrawn: it does not say which way.
  XCC: [[], ['R-102CF']],
  XCCL: [['399192008'], ['R-1024A', 'Y-X1770']],
  XCCM: [['399101009'], ['R-1024B', 'Y-X1771']],
  specimen: [['127457009'], ['G-8310']],
}

const modifierCodes: Record<ViewModifier, Codes> = {
  magnified: [['399163009'], ['R-102D6']],
  spot: [['399055006'], ['R-102D7']],
  'rolled-lateral': [['399197002'], ['R-102D3']],
  'rolled-medial': [['399226006'], ['R-102D4']],
  'rolled-inferior': [['414493004'], ['R-102CA']],
  'rolled-superior': [['415670009'], ['R-102C9']],
  'implant-displaced': [['399209000'], ['R-102D5']],
  'nipple-in-profile': [['442581004'], ['R-40AB3']],
  'anterior-compression': [['441752004'], ['P2-00161']],
  'infra-mammary-fold': [['442593008'], ['R-40ABE']],
  'axillary-tissue': [['442580003'], ['R-40AB2']],
  cleavage: [['399161006'], ['R-102D2']],
  'axillary-tail': [['399011000'], ['R-102D1']],
  tangential: [['399110001'], ['R-102C2']],
}

const isCode = (given: Code, [sct, srt]: Codes): boolean =>
  given.scheme === 'SCT' ? sct.includes(given.value) : (given.scheme === 'SRT' || given.scheme === 'SNM3') && srt.includes(given.value)

function find<Name extends string>(table: Record<Name, Codes>, names: readonly Name[], given: Code): Name | null {
  return names.find((name) => isCode(given, table[name])) ?? null
}

export type ViewAttributes = Pick<ImageDescriptor, 'viewCode' | 'viewModifierCodes'>

/** The view by its code; null without a code or with one that the table does not hold. */
export const viewOf = (image: Pick<ImageDescriptor, 'viewCode'>): MammographyView | null =>
  image.viewCode === null ? null : find(viewCodes, mammographyViews, image.viewCode)

/** Known modifiers; a modifier that the table does not hold counts as `unknown`, so that it keeps an image out of a plain slot. */
export const modifiersOf = (image: Pick<ImageDescriptor, 'viewModifierCodes'>): (ViewModifier | 'unknown')[] =>
  image.viewModifierCodes.map((code) => find(modifierCodes, viewModifiers, code) ?? 'unknown')

type Letters = Partial<Record<ViewModifier, string>>
const prefixes: Letters = { magnified: 'M', spot: 'S' }
const suffixes: Letters = {
  'rolled-lateral': 'RL', 'rolled-medial': 'RM', 'rolled-inferior': 'RI', 'rolled-superior': 'RS', 'implant-displaced': 'ID', 'nipple-in-profile': 'NP',
  'anterior-compression': 'AC', 'infra-mammary-fold': 'IMF', 'axillary-tissue': 'AX',
}
const replacements: Letters = { cleavage: 'CV', 'axillary-tail': 'AT', tangential: 'TAN' }

/** M22. What radiographers write after the side: M and S before the view, RL, RM… after it, CV, AT, TAN instead of it.
 *  The order is that of the table, however the object lists its modifiers; each stands once. */
export function viewAbbreviation(image: ViewAttributes & Pick<ImageDescriptor, 'viewPosition'>): string {
  const { viewCode } = image
  // Some devices give as the view what the standard has as a modifier.
  const asModifier = viewCode === null ? null : find(modifierCodes, viewModifiers, viewCode)
  const present = new Set([...modifiersOf(image), asModifier])
  const write = (table: Letters): string => viewModifiers.map((modifier) => (present.has(modifier) ? table[modifier] ?? '' : '')).join('')
  const view = viewOf(image)
  // A piece of tissue has no letters of its own.
  const named = view === 'specimen' ? viewCode?.meaning || 'specimen' : view
  return `${write(prefixes)}${write(replacements) || named || viewCode?.meaning || image.viewPosition}${write(suffixes)}`
}
