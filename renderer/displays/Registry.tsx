/** The registry as a table: each display with its state in words, and for administrators what can be done with it. */
import { MonitorOff, MonitorUp } from 'lucide-react'
import { useState } from 'react'
import type { Display } from '../../main/contract/index.ts'
import { useAct, useOperation, useProblemText, useRefresh } from '../api/index.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { Button, ConfirmDialog, EmptyState, Notice, ScrollRegion, Status, useToast, Waiting } from '../ui/index.ts'
import { correction, newDisplay, type FormStart } from './DisplayForm.tsx'
import { DisplayHistory } from './DisplayHistory.tsx'
import { luminanceWords } from './luminance-words.ts'

export function Registry({ administers, onForm }: { administers: boolean; onForm: (start: FormStart) => void }) {
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
            : <Table displays={list.data.displays} administers={administers} onForm={onForm} onHistory={setHistory} onWithdraw={setLeaving} />}
      {withdraw.error === null ? null : <Notice tone="alert">{problem(withdraw.error)}</Notice>}
      {history === null ? null : <DisplayHistory display={history} onClose={() => { setHistory(null) }} />}
      <ConfirmDialog open={leaving !== null} title={t('section.withdrawTitle', { name: leaving?.name ?? '' })} confirmLabel={t('section.withdraw')} danger busy={withdraw.isPending} onConfirm={confirm} onCancel={() => { setLeaving(null) }}>
        <p>{t('section.withdrawText')}</p>
      </ConfirmDialog>
    </section>
  )
}

function Table({ displays, administers, onForm, onHistory, onWithdraw }: { displays: readonly Display[]; administers: boolean; onForm: (start: FormStart) => void; onHistory: (display: Display) => void; onWithdraw: (display: Display) => void }) {
  const t = useText('displays')
  const format = useFormat()
  return (
    <ScrollRegion label={t('section.table')} className="di-table">
      <table className="se-table">
        <caption className="ui-visually-hidden">{t('section.table')}</caption>
        <thead><tr><th scope="col">{t('section.name')}</th><th scope="col">{t('section.resolution')}</th><th scope="col">{t('section.calibration')}</th><th scope="col">{t('section.luminance')}</th><th scope="col">{t('section.lastCheck')}</th><th scope="col"><span className="ui-visually-hidden">{t('section.actions')}</span></th></tr></thead>
        <tbody>
          {displays.map((display) => (
            <tr key={display.id}>
              <td>{display.name}<br /><span className="ui-muted">{display.serialNumber}</span></td>
              <td>{display.columns} × {display.rows}<br /><span className="ui-muted">{display.pixelPitchMm === null ? t('section.noPitch') : format.quantity(display.pixelPitchMm, 'mm', 4)}</span></td>
              <td>{display.calibratedOn === null ? t('section.noCalibration') : format.day(display.calibratedOn)}<br /><span className="ui-muted">{t(`form.targets.${display.calibrationTarget}`)}</span></td>
              <td>{luminanceWords(display, format, t('section.notMeasured'))}</td>
              <td><CheckState display={display} /></td>
              <td>
                <div className="ui-row di-acts">
                  <Button variant="quiet" onClick={() => { onHistory(display) }}>{t('section.history')}<span className="ui-visually-hidden"> {display.name}</span></Button>
                  {administers ? <Button variant="quiet" onClick={() => { onForm(correction(display)) }}>{t('section.edit')}<span className="ui-visually-hidden"> {display.name}</span></Button> : null}
                  {administers ? <Button variant="quiet" onClick={() => { onWithdraw(display) }}>{t('section.withdraw')}<span className="ui-visually-hidden"> {display.name}</span></Button> : null}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function CheckState({ display: { lastCheck } }: { display: Display }) {
  const t = useText('displays')
  const format = useFormat()
  if (lastCheck === null) return <Status tone="warn">{t('states.never')}</Status>
  return lastCheck.failed.length === 0 ? <Status tone="ok">{t('states.passed', { day: format.day(lastCheck.day) })}</Status> : <Status tone="alert">{t('states.failed', { day: format.day(lastCheck.day) })}</Status>
}
