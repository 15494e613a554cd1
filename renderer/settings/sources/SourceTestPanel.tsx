/** Tries a source (saving first when something changed) and says of each step what works, and what to do where it does not. */
import { PlugZap } from 'lucide-react'
import type { Settings, SourceTest } from '../../../main/contract/index.ts'
import { useAct, useProblemText, useRefresh } from '../../api/index.ts'
import { useFormat, useText } from '../../i18n/index.ts'
import { Button, Notice, Waiting } from '../../ui/index.ts'
import type { SettingsEditing } from '../use-settings-draft.ts'
import { StepRow } from './StepRow.tsx'

/** A clock that is further away misleads, seconds. */
const clockTolerance = 30

export function SourceTestPanel({ sourceId, name, editing }: { sourceId: string; name: string; editing: SettingsEditing }) {
  const t = useText('sources')
  const problem = useProblemText()
  const refresh = useRefresh()
  const test = useAct('sources.test')
  const run = async () => {
    test.reset()
    if (editing.changed && !(await editing.save())) return
    test.mutate({ sourceId }, { onSettled: () => { refresh('health.get') } })
  }
  return (
    <div className="se-test">
      <Button size="large" icon={<PlugZap size={14} aria-hidden />} disabled={test.isPending || editing.saving || editing.problems.length > 0} onClick={() => { void run() }}>{editing.changed ? t('test.saveAndTest') : t('test.test')}</Button>
      {test.isPending ? <Waiting>{t('test.testing')}</Waiting> : null}
      {test.error === null ? null : <Notice tone="alert">{problem(test.error)}</Notice>}
      {test.data === undefined || test.isPending ? null : <Result result={test.data} name={name} identity={editing.stored.dicomIdentity} />}
    </div>
  )
}

function Result({ result, name, identity }: { result: SourceTest; name: string; identity: Settings['dicomIdentity'] }) {
  const t = useText('sources')
  const { steps, testStudyInstanceUID } = result
  const failed = steps.some(({ outcome }) => outcome === 'FAILED')
  const answers = steps.some(({ outcome }) => outcome === 'OK')
  if (steps.length === 0) return <Notice tone="neutral">{t('test.nothing')}</Notice>
  return (
    <>
      {failed ? <Notice tone={answers ? 'warn' : 'alert'}>{answers ? t('test.partly') : t('test.failed')}</Notice> : <Notice tone="ok">{t('test.ok')}</Notice>}
      <table className="se-table so-steps" aria-label={t('test.title', { name })}>
        <thead><tr><th scope="col">{t('test.step')}</th><th scope="col">{t('test.result')}</th><th scope="col">{t('test.measure')}</th></tr></thead>
        <tbody>
          {steps.map((step) => <StepRow key={step.step} result={step} identity={identity} />)}
          <tr><th scope="row">{t('test.clock')}</th><td colSpan={2}><Clock seconds={result.clockAheadSeconds} /></td></tr>
        </tbody>
      </table>
      {testStudyInstanceUID === null ? null : <p className="ui-muted ui-selectable">{t('test.left', { uid: testStudyInstanceUID })}</p>}
    </>
  )
}

function Clock({ seconds }: { seconds: number | null }) {
  const t = useText('sources')
  const format = useFormat()
  if (seconds === null) return <span className="ui-muted">{t('test.clockUnknown')}</span>
  if (Math.abs(seconds) <= clockTolerance) return <>{t('test.clockRight', { seconds: format.number(seconds) })}</>
  return <Notice tone="warn">{t(seconds > 0 ? 'test.clockAhead' : 'test.clockBehind', { seconds: format.number(Math.abs(seconds)) })}</Notice>
}
