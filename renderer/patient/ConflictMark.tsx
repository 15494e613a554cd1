/** Another exam here bears the same number for somebody else: an icon, and words where there is room. */
import { UserX } from 'lucide-react'
import type { WorklistRow } from '../../main/contract/index.ts'
import { useLanguage } from '../i18n/index.ts'
import { Tooltip } from '../ui/index.ts'
import './patient.css'
import { patientStrings } from './strings.ts'

export function ConflictMark({ study }: { study: WorklistRow }) {
  const words = patientStrings[useLanguage()]
  const conflicts = study.identity?.conflicts ?? []
  if (conflicts.length === 0) return null
  const sentence = words.conflictWith(conflicts.map((reason) => words.reasons[reason]).join(', '))
  return (
    <Tooltip text={sentence}>
      <span className="pt-mark" data-tone="alert"><UserX size={14} aria-hidden /><span>{words.conflict}</span><span className="ui-visually-hidden">{sentence}</span></span>
    </Tooltip>
  )
}
