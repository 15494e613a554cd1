/** How many findings there are, one click from their sentences. */
import { TriangleAlert } from 'lucide-react'
import type { Language } from '../../../main/contract/index.ts'
import type { ImageFinding } from '../../../main/domain/image-safety/index.ts'
import { safetyStrings } from './strings.ts'

export function RemarksButton({ findings, language, onClick }: { findings: readonly ImageFinding[]; language: Language; onClick: () => void }) {
  const strings = safetyStrings[language]
  const isGrave = findings.some(({ severity }) => severity !== 'note')
  return (
    <button type="button" className="viewer-choice viewer-remarks" data-severity={isGrave ? 'warn' : 'note'} onClick={onClick}>
      {isGrave ? <TriangleAlert size={14} aria-hidden /> : null}
      {findings.length === 0 ? strings.none : strings.count(findings.length)}
    </button>
  )
}
