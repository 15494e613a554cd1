/** What stands in a place where no image hangs: which view is missing, or that only raw data came (M06, M21). */
import { TriangleAlert } from 'lucide-react'
import type { Language } from '../../../main/contract/index.ts'
import type { HungCell } from '../../../main/domain/hanging/index.ts'
import { hangingStrings } from './strings.ts'

export function EmptyPlace({ cell: { expected, absence, study }, language }: { cell: HungCell; language: Language }) {
  if (expected === null || absence === null) return null
  const strings = hangingStrings[language]
  const side = strings.side[expected.laterality]
  if (absence === 'raw') return <p className="viewer-state" data-kind="problem"><TriangleAlert size={16} aria-hidden />{strings.raw(expected.view, side)}</p>
  const isSlices = expected.kinds.every((kind) => kind === 'tomosynthesis')
  const sentence = absence === 'no-breast' && !isSlices ? strings.noBreast(side, study) : (isSlices ? strings.missingSlices : strings.missing)(expected.view, side, study)
  return <p className="viewer-state" data-kind="missing">{sentence}</p>
}
