/** «Identité rapprochée»: the images say another identity; who gave this one, and when. Or: it is still to be said. */
import { CircleHelp, Link2 } from 'lucide-react'
import type { WorklistRow } from '../../main/contract/index.ts'
import { formatPatientName, useFormat, useLanguage } from '../i18n/index.ts'
import { Tooltip } from '../ui/index.ts'
import './patient.css'
import { patientStrings } from './strings.ts'

export function ReconciledMark({ study }: { study: WorklistRow }) {
  const words = patientStrings[useLanguage()]
  const format = useFormat()
  const identity = study.identity
  if (identity?.asks === true) return <Tooltip text={words.asksText}><span className="pt-mark" data-tone="warn"><CircleHelp size={14} aria-hidden />{words.asks}<span className="ui-visually-hidden">{words.asksText}</span></span></Tooltip>
  if (identity?.reconciled === undefined) return null
  const { by, at, patientName, patientID } = identity.reconciled
  const sentence = words.reconciledBy(by, format.instant(at), [formatPatientName(patientName) || words.unnamed, patientID].filter((part) => part !== '').join(' · '))
  return <Tooltip text={sentence}><span className="pt-mark" data-tone="warn"><Link2 size={14} aria-hidden />{words.reconciled}<span className="ui-visually-hidden">{sentence}</span></span></Tooltip>
}
