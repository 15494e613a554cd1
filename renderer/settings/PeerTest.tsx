/** Tries a peer with what is stored (saving first when something changed) and says what it answered. */
import { PlugZap } from 'lucide-react'
import { useAct, useProblemText, useRefresh } from '../api/index.ts'
import { useBilingual, useText } from '../i18n/index.ts'
import { Button, Notice, Waiting } from '../ui/index.ts'
import type { SettingsEditing } from './use-settings-draft.ts'

export function PeerTest({ peer, editing, administers }: { peer: 'pacs' | 'ris'; editing: SettingsEditing; administers: boolean }) {
  const t = useText('settings')
  const app = useText('app')
  const say = useBilingual()
  const problem = useProblemText()
  const refresh = useRefresh()
  const check = useAct('health.check')
  const state = check.data?.[peer]
  const saves = administers && editing.changed
  const run = async () => {
    check.reset()
    if (saves && !(await editing.save())) return
    check.mutate({}, { onSettled: () => { refresh('health.get') } })
  }
  return (
    <div className="se-test">
      <Button size="large" icon={<PlugZap size={14} aria-hidden />} disabled={check.isPending || editing.saving || editing.problems.length > 0} onClick={() => { void run() }}>{saves ? t('pacs.saveAndTest') : t('pacs.test')}</Button>
      {check.isPending ? <Waiting>{t('pacs.testing')}</Waiting> : null}
      {check.error === null ? null : <Notice tone="alert">{problem(check.error)}</Notice>}
      {state === undefined || check.isPending ? null : !state.configured ? <Notice tone="neutral">{app(`peer.${peer}Unconfigured`)}</Notice>
        : state.reachable === true ? <Notice tone="ok">{t(`${peer}.ok`)}</Notice>
          : <Notice tone="alert">{state.problem === null ? app('peer.down', { name: app(`peer.${peer}`) }) : say(state.problem)}</Notice>}
    </div>
  )
}
