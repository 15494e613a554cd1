/** The signed reports of a study that this account may see, each with its deliveries and its PDF. */
import { FileText, FileX2 } from 'lucide-react'
import type { ReportId, ReportSummary, StudyInstanceUID } from '../../main/contract/index.ts'
import { useOperation, useProblemText } from '../api/index.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { Notice, Status, Waiting } from '../ui/index.ts'
import { DeliveryList } from './DeliveryList.tsx'
import './reporting.css'
import { SavePdfButton } from './pdf-buttons.tsx'

/** `own`: the report of the reading at hand, shown first. */
export function StudyReports({ studyInstanceUID, own }: { studyInstanceUID: StudyInstanceUID; own: ReportId | null }) {
  const t = useText('reporting')
  const sentence = useProblemText()
  const answer = useOperation('reports.ofStudy', { studyInstanceUID })
  if (answer.isError) return <Notice tone="alert" title={t('listFailed')}>{sentence(answer.error)}</Notice>
  if (answer.data === undefined) return <Waiting>{t('loading')}</Waiting>
  const reports = answer.data.reports.toSorted((one, other) => Number(other.id === own) - Number(one.id === own) || other.signedAt.localeCompare(one.signedAt))
  if (reports.length === 0) return <p className="ui-muted">{t('none')}</p>
  return <ul className="report-list">{reports.map((report) => <Report key={report.id} report={report} only={reports.length === 1} />)}</ul>
}

function Report({ report, only }: { report: ReportSummary; only: boolean }) {
  const t = useText('reporting')
  const format = useFormat()
  return (
    <li className="report-entry">
      <div className="report-entry-head">
        {only ? <span /> : <span className="report-entry-name"><FileText size={14} aria-hidden /><strong>{t(`kinds.${report.kind}`)}</strong></span>}
        {only ? null : <span className="ui-muted">{t('signedAt', { at: format.instant(report.signedAt) })}</span>}
        {report.version === null || report.version === 1 ? null : <span className="ui-muted">{t('version', { n: String(report.version) })}</span>}
        {report.withdrawnAt === null ? null : <Status tone="warn" icon={FileX2}>{t('withdrawnAt', { at: format.instant(report.withdrawnAt) })}</Status>}
        <SavePdfButton reportId={report.id} signedAt={report.signedAt} />
      </div>
      {report.deliveries.length === 0 ? <p className="ui-muted">{t('noDelivery')}</p> : <DeliveryList deliveries={report.deliveries} />}
    </li>
  )
}
