/** Asking for another opinion: which second reader of this console, and why. */
import { useState } from 'react'
import type { AccountId } from '../../../main/contract/index.ts'
import { useOperation, useProblemText } from '../../api/index.ts'
import { useLanguage } from '../../i18n/index.ts'
import { Notice, Select, Waiting } from '../../ui/index.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import { courseStrings } from './strings.ts'

export function ConsensusDialog({ patient, blind, onAsk, onClose }: { patient: string; blind: boolean; onAsk: (invited: AccountId, reason: string) => Promise<void>; onClose: () => void }) {
  const words = courseStrings[useLanguage()]
  const sentence = useProblemText()
  const { data, error } = useOperation('programme.colleagues', {})
  const [chosen, setChosen] = useState<AccountId | null>(null)
  const { title, text, act, reasons } = words.detours.consensus
  const readers = data?.readers ?? []
  const invited = chosen ?? readers[0]?.accountId ?? null
  return (
    // While blind nobody differs from anybody.
    <ReasonDialog title={title(patient)} text={text} act={act} reasons={blind ? reasons.slice(0, -1) : reasons} ready={invited !== null} onClose={onClose}
      onAct={async (reason) => { if (invited !== null) await onAsk(invited, reason) }}>
      {error !== null ? <Notice tone="alert" title={words.refused}>{sentence(error)}</Notice>
        : data === undefined ? <Waiting>{words.colleague}</Waiting>
          : invited === null ? <Notice tone="warn">{words.noColleague}</Notice>
            : <Select<AccountId> label={words.colleague} value={invited} onChange={setChosen} options={readers.map(({ accountId, displayName }) => ({ value: accountId, label: displayName }))} />}
    </ReasonDialog>
  )
}
