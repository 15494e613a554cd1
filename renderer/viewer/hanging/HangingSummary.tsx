/** At the end of the bar: how many images for how many views, what is there beyond them, what is not shown and why, and
 *  what has not been seen yet (M25). */
import { Copy, TriangleAlert } from 'lucide-react'
import type { Language } from '../../../main/contract/index.ts'
import type { Hanging, HungCell, Refusal } from '../../../main/domain/hanging/index.ts'
import { leftOutOf } from '../../../main/domain/tomosynthesis/index.ts'
import { tomosynthesisStrings } from '../tomosynthesis/strings.ts'
import { chosenIndex } from './alternates.ts'
import { hangingStrings } from './strings.ts'

export interface HangingSummaryProps {
  readonly hanging: Hanging
  readonly unseen: number
  /** The active cell, where it has more than one image. */
  readonly active: HungCell | null
  readonly language: Language
  readonly onAlternate: () => void
}

const reasons: readonly Refusal[] = ['for-processing', 'projection', 'programme']

export function HangingSummary({ hanging, unseen, active, language, onAlternate }: HangingSummaryProps) {
  const strings = hangingStrings[language]
  const extras = hanging.extras.length
  return (
    <>
      {active === null || active.alternates.length < 2 ? null : (
        <button type="button" className="viewer-choice" onClick={onAlternate}><Copy size={14} aria-hidden />{strings.alternateAction} {strings.alternate(chosenIndex(active) + 1, active.alternates.length)}</button>
      )}
      <span>{strings.imagesOfViews(hanging.toDisplay.length, hanging.filled)}</span>
      <span data-kind={extras > 0 ? 'extra' : 'none'}>{strings.extras(extras)}</span>
      {unseen === 0 || unseen === hanging.toDisplay.length ? null : <span data-kind="unseen">{strings.unseen(unseen)}</span>}
      {reasons.map((reason) => {
        const images = hanging.refused.filter((one) => one.reason === reason).map(({ image }) => image)
        const { series, synthetic } = leftOutOf(images)
        const text = reason === 'programme' ? tomosynthesisStrings[language].notRead(series, synthetic) : strings.refused[reason](images.length)
        return images.length === 0 ? null : <span key={reason} data-kind={reason === 'for-processing' ? 'extra' : 'none'}>{reason === 'for-processing' ? <TriangleAlert size={12} aria-hidden /> : null}{text}</span>
      })}
    </>
  )
}
