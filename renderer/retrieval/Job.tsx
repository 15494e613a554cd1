/** One retrieval: whose exam, from where, how urgent, how far, how fast, and its keys. */
import { Pause, Play, RotateCw, Siren, Square } from 'lucide-react'
import type { RetrieveJob } from '../../main/contract/index.ts'
import { formatPatientName, useBilingual, useFormat, useText } from '../i18n/index.ts'
import { Button, IconButton, Progress, Status } from '../ui/index.ts'
import { toneOf } from './sections.ts'
import { useRemaining } from './use-remaining.ts'
import type { RetrievalActs } from './use-retrieval-acts.ts'

export function Job({ job, acts }: { job: RetrieveJob; acts: RetrievalActs }) {
  const t = useText('retrieval')
  const worklist = useText('worklist')
  const format = useFormat()
  const say = useBilingual()
  const study = job.studyInstanceUID
  const name = formatPatientName(job.patientName) || worklist('unnamed')
  const yields = job.state === 'running' && job.givesWay
  const moves = job.state === 'running' && !job.givesWay
  return (
    <article className="re-job" aria-label={name}>
      <p className="re-head">
        <span className="ui-truncate">{name}</span>
        {job.priority === 'EMERGENCY' ? <Status tone="alert" icon={Siren}>{t('priorities.EMERGENCY')}</Status> : <span className="ui-muted">{t(`priorities.${job.priority}`)}</span>}
      </p>
      <p className="re-facts">
        <span>{[job.modalities.join(' + '), job.description, format.day(job.studyDate)].filter((text) => text !== '').join(' · ')}</span>
        {job.source === null ? null : <span>{format.labelled(t('source'), job.source)}</span>}
      </p>
      {job.total === null || job.total === 0 ? null : <Progress value={job.received / job.total} label={t('progress')} />}
      <p className="re-facts re-numbers">
        <Status tone={yields ? 'neutral' : toneOf[job.state]}>{yields ? t('givesWay') : t(`states.${job.state}`)}</Status>
        {job.total === null ? (moves ? <span>{t('imagesUnknown')}</span> : null) : <span>{t('images', { received: job.received, total: job.total })}</span>}
        {job.refused > 0 ? <span>{t('refused', { count: job.refused })}</span> : null}
        {job.bytes > 0 ? <span>{format.bytes(job.bytes)}</span> : null}
        {moves && job.bytesPerSecond !== null ? <span>{t('rate', { rate: format.bytes(job.bytesPerSecond) })}</span> : null}
        <Remaining job={job} shown={moves} />
        {job.state === 'retry_wait' && job.nextAttemptAt !== null ? <span>{t('next', { time: format.time(job.nextAttemptAt) })}</span> : null}
      </p>
      {job.problem === null ? null : <p className="re-problem">{say(job.problem)}</p>}
      <div className="re-acts">
        {job.state === 'failed' ? <Button icon={<RotateCw size={14} aria-hidden />} onClick={() => { acts.start(study, 'OPEN_NOW') }}>{t('retry')}</Button> : null}
        {job.state !== 'failed' && job.priority !== 'EMERGENCY' ? <IconButton label={t('urgent')} icon={<Siren size={14} aria-hidden />} onClick={() => { acts.start(study, 'EMERGENCY') }} /> : null}
        {job.state === 'paused' ? <IconButton label={t('resume')} icon={<Play size={14} aria-hidden />} onClick={() => { acts.resume(study) }} /> : null}
        {job.state === 'failed' || job.state === 'paused' ? null : <IconButton label={t('pause')} icon={<Pause size={14} aria-hidden />} onClick={() => { acts.pause(study) }} />}
        {job.state === 'failed' ? null : <IconButton label={t('cancel')} icon={<Square size={14} aria-hidden />} onClick={() => { acts.cancel(study) }} />}
      </div>
    </article>
  )
}

/** Of one that moves and whose images are known. */
function Remaining({ job, shown }: { job: RetrieveJob; shown: boolean }) {
  const remaining = useRemaining()
  return shown && job.total !== null ? <span>{remaining(job.secondsLeft)}</span> : null
}
