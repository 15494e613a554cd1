/** State of an exam: where its bytes are and where the account's own reading is. One icon, one word, and a bar while it
 *  is being retrieved. */
import { ArrowDownToLine, BookOpen, CheckCheck, Cloud, CloudDownload, Eye, FileCheck, HardDrive, PenLine, Snowflake, TriangleAlert, UserCheck, type LucideIcon } from 'lucide-react'
import type { WorklistRow } from '../../main/contract/index.ts'
import { useRetrieval } from '../api/index.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { Progress, Status, type Tone } from '../ui/index.ts'

type Look = readonly [tone: Tone, icon: LucideIcon]

const localities: Record<Exclude<WorklistRow['locality'], 'retrieving'>, Look> = {
  remote: ['neutral', Cloud],
  partial: ['warn', CloudDownload],
  local: ['neutral', HardDrive],
}

const readings: Record<Exclude<WorklistRow['reading'], 'none'>, Look> = {
  'to-read': ['accent', BookOpen],
  'reading': ['accent', PenLine],
  'frozen': ['blind', Snowflake],
  'revealed': ['accent', Eye],
  'signed': ['ok', FileCheck],
  'sent': ['ok', CheckCheck],
  'handled': ['ok', UserCheck],
  'send-failed': ['alert', TriangleAlert],
}

export function StateCell({ study }: { study: WorklistRow }) {
  const t = useText('worklist')
  const format = useFormat()
  const live = useRetrieval(study.studyInstanceUID)
  if (study.locality === 'retrieving' || live !== undefined) {
    const ratio = live?.total != null && live.total > 0 ? live.received / live.total : (study.progress ?? 0)
    return (
      <span className="wl-retrieving">
        <Status tone="accent" icon={ArrowDownToLine}>{format.percent(ratio)}</Status>
        <Progress value={ratio} label={t('retrieve.progress')} />
      </span>
    )
  }
  // A study that is not here cannot be read: where it is comes first, unless the reading has gone past it.
  const waiting = study.reading === 'none' || (study.reading === 'to-read' && study.locality !== 'local')
  if (waiting || study.reading === 'none') {
    const [tone, icon] = localities[study.locality]
    return <Status tone={tone} icon={icon}>{t(`locality.${study.locality}`)}</Status>
  }
  const [tone, icon] = readings[study.reading]
  return <Status tone={tone} icon={icon}>{t(`reading.${study.reading}`)}</Status>
}
