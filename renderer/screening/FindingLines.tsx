/** What the rules of the sheet say of one field, in plain words beside it: blocking or alert, icon and word. */
import { CircleDashed, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { Reading } from '../../main/contract/index.ts'
import { useBilingual, useText } from '../i18n/index.ts'
import { isToDo } from './sheet-scope.ts'

type Finding = Reading['findings'][number]

/** `strict`: the reader has tried to conclude, so what is merely not filled in yet is said as blocking. */
export function FindingLines({ findings, strict, id }: { findings: readonly Finding[]; strict: boolean; id?: string }) {
  const t = useText('screening')
  const inLanguage = useBilingual()
  if (findings.length === 0) return null
  return (
    <ul className="reading-findings" id={id}>
      {findings.map((finding) => {
        const todo = isToDo(finding) && !strict
        const tone = todo ? 'todo' : finding.blocking ? 'blocking' : 'alert'
        const Icon = todo ? CircleDashed : finding.blocking ? OctagonAlert : TriangleAlert
        return (
          <li key={finding.rule} className="reading-finding" data-tone={tone} data-rule={finding.rule}>
            <Icon size={14} aria-hidden />
            <span><strong>{t(`finding.${tone}`)}</strong> {inLanguage(finding)}</span>
          </li>
        )
      })}
    </ul>
  )
}
