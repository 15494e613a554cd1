/** The retrievals, from the right: by what moves and what waits, each with its source, how far it is, and what can be
 *  done with it. Asked again each second while it is open: a line that fell silent sends no event. */
import { ArrowDownToLine } from 'lucide-react'
import { useEffect } from 'react'
import { useOperation, useProblemText, useRefresh } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, Dialog, EmptyState, Notice, Waiting } from '../ui/index.ts'
import { Job } from './Job.tsx'
import './retrieval.css'
import { inSections, isOpen } from './sections.ts'
import { useRetrievalActs } from './use-retrieval-acts.ts'

const everyMs = 1000

export function RetrievalPanel({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText('retrieval')
  return <Dialog open={open} onClose={onClose} title={t('title')} description={t('text')} size="side"><Jobs /></Dialog>
}

function Jobs() {
  const t = useText('retrieval')
  const common = useText('common')
  const problem = useProblemText()
  const refresh = useRefresh()
  const list = useOperation('retrieve.jobs', {})
  const acts = useRetrievalActs()
  useEffect(() => {
    const timer = setInterval(() => { refresh('retrieve.jobs') }, everyMs)
    return () => { clearInterval(timer) }
  }, [refresh])
  if (list.isPending) return <Waiting>{common('loading')}</Waiting>
  if (list.error !== null) return <Notice tone="alert" title={t('unread')} action={<Button onClick={() => { void list.refetch() }}>{common('retry')}</Button>}>{problem(list.error)}</Notice>
  const { jobs } = list.data
  if (jobs.length === 0) return <EmptyState icon={ArrowDownToLine} title={t('empty')}>{t('emptyText')}</EmptyState>
  const moving = jobs.some((job) => isOpen(job) && job.state !== 'paused')
  return (
    <>
      <div className="re-all">
        {moving ? <Button onClick={() => { acts.pause(null) }}>{t('pauseAll')}</Button> : null}
        {jobs.some(({ state }) => state === 'paused') ? <Button onClick={() => { acts.resume(null) }}>{t('resumeAll')}</Button> : null}
        {jobs.some(isOpen) ? <Button onClick={() => { acts.cancel(null) }}>{t('cancelAll')}</Button> : null}
      </div>
      {acts.error === null ? null : <Notice tone="alert" title={t('actFailed')}>{problem(acts.error)}</Notice>}
      {inSections(jobs).map(({ section, jobs: those }) => (
        <section key={section} className="re-section">
          <h3>{t(`sections.${section}`)}</h3>
          <ul>{those.map((job) => <li key={job.studyInstanceUID}><Job job={job} acts={acts} /></li>)}</ul>
        </section>
      ))}
    </>
  )
}
