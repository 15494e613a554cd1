/** The registry as a list: each display with its state in words, and for administrators what can be done with it. */
import { MonitorOff, MonitorUp } from 'lucide-react'
import { useState } from 'react'
import type { Display, DisplayRule } from '../../main/contract/index.ts'
import { useAct, useOperation, useProblemText, useRefresh } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, ConfirmDialog, EmptyState, Notice, useToast, Waiting } from '../ui/index.ts'
import { newDisplay, type FormStart } from './DisplayForm.tsx'
import { DisplayHistory } from './DisplayHistory.tsx'
import { RegistryRow } from './RegistryRow.tsx'

export function Registry({ rule, administers, onForm }: { rule: DisplayRule; administers: boolean; onForm: (start: FormStart) => void }) {
  const t = useText('displays')
  const common = useText('common')
  const problem = useProblemText()
  const toast = useToast()
  const refresh = useRefresh()
  const list = useOperation('displays.list', {})
  const withdraw = useAct('displays.withdraw')
  const [history, setHistory] = useState<Display | null>(null)
  const [leaving, setLeaving] = useState<Display | null>(null)
  const confirm = () => {
    if (leaving === null) return
    withdraw.mutate({ displayId: leaving.id }, {
      onSuccess: () => {
        refresh('displays.list')
        toast({ tone: 'ok', title: t('section.withdrawn') })
      },
      onSettled: () => { setLeaving(null) },
    })
  }
  return (
    <section className="se-block">
      <h3>{t('section.registry')}</h3>
      <div className="ui-spread">
        <p className="ui-muted">{t('section.registryText')}</p>
        {administers ? <Button icon={<MonitorUp size={14} aria-hidden />} onClick={() => { onForm(newDisplay()) }}>{t('section.add')}</Button> : null}
      </div>
      {list.isPending ? <Waiting>{common('loading')}</Waiting>
        : list.error !== null ? <Notice tone="alert" title={t('section.listFailed')} action={<Button onClick={() => { void list.refetch() }}>{common('retry')}</Button>}>{problem(list.error)}</Notice>
          : list.data.displays.length === 0 ? <EmptyState icon={MonitorOff} title={t('section.empty')} />
            : <ul className="di-registry" aria-label={t('section.table')}>{list.data.displays.map((display) => <RegistryRow key={display.id} display={display} rule={rule} administers={administers} onForm={onForm} onHistory={setHistory} onWithdraw={setLeaving} />)}</ul>}
      {withdraw.error === null ? null : <Notice tone="alert">{problem(withdraw.error)}</Notice>}
      {history === null ? null : <DisplayHistory display={history} onClose={() => { setHistory(null) }} />}
      <ConfirmDialog open={leaving !== null} title={t('section.withdrawTitle', { name: leaving?.name ?? '' })} confirmLabel={t('section.withdraw')} danger busy={withdraw.isPending} onConfirm={confirm} onCancel={() => { setLeaving(null) }}>
        <p>{t('section.withdrawText')}</p>
      </ConfirmDialog>
    </section>
  )
}
