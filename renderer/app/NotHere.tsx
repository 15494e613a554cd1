/** An exam that is not on this workstation yet: it is being fetched, how far that is, and it opens by itself. */
import { CloudDownload } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { WorklistRow } from '../../main/contract/index.ts'
import { useAct, useProblemText, useRetrieval, useServerEvent } from '../api/index.ts'
import { useBilingual, useFormat, useText } from '../i18n/index.ts'
import { Button, EmptyState, Progress } from '../ui/index.ts'

export function NotHere({ study, onArrived, onClose }: { study: WorklistRow; onArrived: () => void; onClose: () => void }) {
  const t = useText('app')
  const worklist = useText('worklist')
  const common = useText('common')
  const format = useFormat()
  const say = useBilingual()
  const problem = useProblemText()
  const live = useRetrieval(study.studyInstanceUID)
  const { mutate, error } = useAct('retrieve.start')
  const [failure, setFailure] = useState<string | null>(null)
  const start = () => {
    setFailure(null)
    mutate({ studyInstanceUID: study.studyInstanceUID, withPriors: true })
  }
  useEffect(() => { mutate({ studyInstanceUID: study.studyInstanceUID, withPriors: true }) }, [mutate, study.studyInstanceUID])
  useServerEvent((event) => {
    if (event.type !== 'retrieve.ended' || event.studyInstanceUID !== study.studyInstanceUID) return
    if (event.outcome === 'complete') onArrived()
    else setFailure(say(event))
  })
  const stopped = failure ?? (error === null ? null : problem(error))
  const ratio = live?.total != null && live.total > 0 ? live.received / live.total : (study.progress ?? 0)
  return (
    <EmptyState
      icon={CloudDownload}
      title={stopped === null ? worklist('retrieve.progress') : worklist('retrieve.failed')}
      actions={<>{stopped === null ? null : <Button variant="primary" onClick={start}>{common('retry')}</Button>}<Button onClick={onClose}>{t('topBar.back')}</Button></>}
    >
      {stopped ?? (
        <div className="app-arriving">
          <Progress value={ratio} label={worklist('retrieve.progress')} />
          <p>{live?.unit === 'bytes' && live.total !== null ? worklist('retrieve.bytes', { received: format.bytes(live.received), total: format.bytes(live.total) }) : format.percent(ratio)}</p>
        </div>
      )}
    </EmptyState>
  )
}
