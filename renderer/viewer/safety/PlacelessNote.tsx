/** Beside an empty place: images of the exam that could have been meant for it, but do not say so in a way to be believed.
 *  « Missing » alone would be wrong. */
import { CircleHelp } from 'lucide-react'
import type { Language } from '../../../main/contract/index.ts'
import type { FindingCode } from '../../../main/domain/image-safety/index.ts'
import { safetyStrings } from './strings.ts'
import type { Findings } from './use-findings.ts'

const placeless: readonly FindingCode[] = ['side-contradictory', 'side-missing', 'side-both', 'view-contradictory', 'view-missing', 'view-unknown']

export function PlacelessNote({ findings, study, language }: { findings: Findings; study: 'current' | 'prior'; language: Language }) {
  const count = [...findings.of].filter(([sop, own]) => findings.studyOf(sop) === study && own.some(({ code }) => placeless.includes(code))).length
  if (count === 0) return null
  return <p className="viewer-banner" data-kind="placeless"><CircleHelp size={14} aria-hidden /><span>{safetyStrings[language].placeless(count)}</span></p>
}
