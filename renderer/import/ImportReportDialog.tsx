/** What became of each file: counts first, then every refused file by name with its reason in the language in force. */
import { useBilingual, useText } from '../i18n/index.ts'
import { useProblemText } from '../api/index.ts'
import { Button, Dialog, Notice, ScrollRegion, Status, useToast } from '../ui/index.ts'
import type { ImportResult } from './run-import.ts'

export function ImportReportDialog({ result, onClose }: { result: ImportResult | null; onClose: () => void }) {
  const t = useText('importing')
  return (
    <Dialog open={result !== null} onClose={onClose} title={t('title')} size="wide" {...(result === null ? {} : { footer: <Footer result={result} onClose={onClose} /> })}>
      {result === null ? null : <Content result={result} />}
    </Dialog>
  )
}

function Content({ result: { report, passed, total, stoppedBy } }: { result: ImportResult }) {
  const t = useText('importing')
  const say = useBilingual()
  const problem = useProblemText()
  const refused = report.outcomes.filter((outcome) => outcome.outcome === 'refused')
  return (
    <div className="im-report">
      <p className="im-counts">
        <Status tone={report.stored > 0 ? 'ok' : 'neutral'}>{t('stored', { count: report.stored })}</Status>
        <Status tone="neutral">{t('duplicates', { count: report.duplicates })}</Status>
        <Status tone={report.refused > 0 ? 'warn' : 'neutral'}>{report.refused === 0 ? t('refusedNone') : t('refused', { count: report.refused })}</Status>
        {report.studies.length > 0 ? <span className="ui-muted">{t('studies', { count: report.studies.length })}</span> : null}
      </p>
      {stoppedBy !== null ? <Notice tone="alert">{problem(stoppedBy)}</Notice> : passed < total ? <Notice tone="warn">{t('stopped', { done: passed, total })}</Notice> : null}
      {refused.length === 0 ? null : (
        <>
          <ScrollRegion className="im-table" label={t('refusedTable')}>
            <table>
              <thead><tr><th scope="col">{t('file')}</th><th scope="col">{t('reason')}</th></tr></thead>
              <tbody>
                {refused.map((outcome, index) => (
                  <tr key={index}>
                    <td className="im-file">{outcome.name}</td>
                    <td>{outcome.problem === null ? '' : say(outcome.problem)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
          <p className="ui-muted">{report.stored + report.duplicates > 0 ? t('kept') : t('allRefused')}</p>
        </>
      )}
    </div>
  )
}

function Footer({ result: { report }, onClose }: { result: ImportResult; onClose: () => void }) {
  const t = useText('importing')
  const common = useText('common')
  const say = useBilingual()
  const toast = useToast()
  const copy = () => {
    const lines = report.outcomes.filter((outcome) => outcome.outcome === 'refused').map((outcome) => `${outcome.name}\t${outcome.problem === null ? '' : say(outcome.problem)}`)
    navigator.clipboard.writeText([t('refused', { count: report.refused }), ...lines].join('\n')).then(() => { toast({ tone: 'ok', title: t('copied') }) }, (error: unknown) => { reportError(error) })
  }
  return (
    <>
      {report.refused > 0 ? <Button size="large" onClick={copy}>{t('copy')}</Button> : null}
      <Button size="large" variant="primary" onClick={onClose}>{common('close')}</Button>
    </>
  )
}
