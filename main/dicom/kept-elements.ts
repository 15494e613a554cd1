/** Which elements are kept while reading, and how much of them. The rest is passed over, whatever its size. */
import { attributes, type Keyword } from './attributes.ts'
import { firstOverlay } from './overlay-groups.ts'
import { isTomosynthesisCreator } from './private-tomosynthesis.ts'

/** Kept bytes so far, of all elements of one object, and what else decides. */
export interface Budget {
  kept: number
  overlays: number
  /** Whether the content tree is wanted: only of the evidence that is understood here. */
  content: boolean
}
export const emptyBudget = (): Budget => ({ kept: 0, overlays: 0, content: false })

/** A header larger than this is no header of an image or report. */
export const maximumKept = 64 * 2 ** 20
/** One bit per pixel of the largest detectors, with room to spare; what is larger stays unread. */
const maximumOverlay = 4 * 2 ** 20
const maximumOverlays = 16 * 2 ** 20

/** Written by our builders, never needed when reading: reports and samples may be large. */
const unread: readonly Keyword[] = ['EncapsulatedDocument', 'WaveformSequence', 'WaveformData', 'CurrentRequestedProcedureEvidenceSequence', 'SourceInstanceSequence']

const listed = new Map<number, string>(Object.values(attributes).map(([tag, vr]) => [tag, vr]))
const kept = new Map([...listed].filter(([tag]) => !unread.some((keyword) => attributes[keyword][0] === tag)))
const content = new Set<number>([attributes.ContentSequence[0], attributes.TextValue[0]])
const overlayData = attributes.OverlayData[0]

/** Value representation that the dictionary gives; undefined for what this program does not know. */
export const dictionaryVr = (tag: number): string | undefined => listed.get(firstOverlay(tag))

/** The same for what is kept when it has this many bytes. */
export function keptVr(tag: number, length: number | null, budget: Budget): string | undefined {
  if (isTomosynthesisCreator(tag)) return length !== null && length <= 64 ? 'LO' : undefined
  if (!budget.content && content.has(tag)) return undefined
  const first = firstOverlay(tag)
  if (first !== overlayData) return kept.get(first)
  if (length === null || length > maximumOverlay || budget.overlays + length > maximumOverlays) return undefined
  budget.overlays += length
  return kept.get(first)
}
