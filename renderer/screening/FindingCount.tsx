/** What the rules say of a sheet as a whole: how much is left to fill, blocks or is remarked, and the remarks in words. */
import { OctagonAlert, TriangleAlert } from 'lucide-react'
import type { Reading } from '../../main/contract/index.ts'
import { useBilingual, useText } from '../i18n/index.ts'
import { isToDo } from './sheet-scope.ts'

/** One line of fixed height, so that nothing moves while the sheet is filled. */
export function FindingCount({ findings, strict }: { findings: Reading['findings']; strict: boolean }) {
  const t = useText('screening')
  const todo = findings.filter((finding) => finding.blocking && isToDo(finding) && !strict).length
  const blocking = findings.filter((finding) => finding.blocking).length - todo
  const alerts = findings.filter((finding) => !finding.blocking).length
  const words = [
    todo === 0 ? null : t('finding.todoCount', { count: todo }),
    blocking === 0 ? null : t('finding.blockingCount', { count: blocking }),
    alerts === 0 ? null : t('finding.alertCount', { count: alerts }),
  ].filter((word) => word !== null)
  const Icon = blocking > 0 ? OctagonAlert : TriangleAlert
  return (
    <p className="reading-count" data-tone={blocking > 0 ? 'blocking' : alerts > 0 ? 'alert' : 'none'}>
      {blocking + alerts === 0 ? null : <Icon size={14} aria-hidden />}
      {words.join(' · ')}
    </p>
  )
}

/** Before an act: what the rules remark without forbidding it. */
export function Alerts({ findings }: { findings: Reading['findings'] }) {
  const inLanguage = useBilingual()
  return findings.length === 0 ? null : (
    <ul className="reading-alerts">{findings.map((finding) => <li key={finding.rule}><TriangleAlert size={14} aria-hidden />{inLanguage(finding)}</li>)}</ul>
  )
}
