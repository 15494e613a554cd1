/** Two people read eight groups of four to one another; nothing is done before somebody says that they did. */
import { useState } from 'react'
import { useProblemText } from '../api/index.ts'
import { Fingerprint } from '../exchange/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, Checkbox, Dialog, Notice } from '../ui/index.ts'
import type { PendingAct } from './use-key-act.ts'

interface Props {
  readonly title: string
  readonly text: string
  /** Null where there is nothing to read any more. */
  readonly value: string | null
  readonly confirm: string
  readonly act: PendingAct
  readonly onClose: () => void
  readonly onConfirm: (done: () => void) => void
}

export function CompareDialog({ title, text, value, confirm, act, onClose, onConfirm }: Props) {
  const t = useText('settings')
  const common = useText('common')
  const problem = useProblemText()
  const [compared, setCompared] = useState(false)
  return (
    <Dialog open onClose={onClose} title={title} description={text}>
      <div className="ui-stack">
        {value === null ? null : <Fingerprint value={value} large />}
        <Checkbox label={t(value === null ? 'centreKey.askedAloud' : 'centreKey.comparedAloud')} checked={compared} onChange={setCompared} />
        {act.error === null ? null : <Notice tone="alert">{problem(act.error)}</Notice>}
        <div className="ui-row se-dialog-actions">
          <Button size="large" onClick={onClose}>{common('cancel')}</Button>
          <Button size="large" variant="primary" disabled={!compared || act.isPending} onClick={() => { onConfirm(onClose) }}>{confirm}</Button>
        </div>
      </div>
    </Dialog>
  )
}
