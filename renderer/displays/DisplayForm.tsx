/** Enters or corrects one display of the registry (administrators). The pixel pitch can be measured on the screen of
 *  this window. */
import { Ruler } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { calibrationTarget, type Display } from '../../main/contract/index.ts'
import { useAct, useProblemText, useRefresh } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, DayField, Dialog, Field, Notice, Segments, Select, TextField, useToast } from '../ui/index.ts'
import { emptyDraft, entryOf, problemsOf, type DisplayDraft } from './display-form.ts'
import { NumberField } from './NumberField.tsx'
import { PitchScreen } from './PitchScreen.tsx'

export interface FormStart { readonly display: Display | null; readonly draft: DisplayDraft }

export const newDisplay = (change: Partial<DisplayDraft> = {}): FormStart => ({ display: null, draft: { ...emptyDraft, ...change } })
export function correction(display: Display): FormStart {
  const { id: _id, enteredBy: _by, enteredAt: _at, lastCheck: _check, ...draft } = display
  return { display, draft }
}

export function DisplayForm({ start, onClose }: { start: FormStart; onClose: () => void }) {
  const t = useText('displays')
  const [measuring, setMeasuring] = useState(false)
  const [draft, setDraft] = useState(start.draft)
  return (
    <>
      <Dialog open={!measuring} onClose={onClose} title={start.display === null ? t('form.titleNew') : t('form.titleEdit', { name: start.display.name })} size="wide">
        <Fields start={start} draft={draft} setDraft={setDraft} onMeasure={() => { setMeasuring(true) }} onClose={onClose} />
      </Dialog>
      {measuring ? <PitchScreen onClose={() => { setMeasuring(false) }} onMeasured={(pixelPitchMm) => { setDraft({ ...draft, pixelPitchMm }); setMeasuring(false) }} /> : null}
    </>
  )
}

function Fields({ start, draft, setDraft, onMeasure, onClose }: { start: FormStart; draft: DisplayDraft; setDraft: (draft: DisplayDraft) => void; onMeasure: () => void; onClose: () => void }) {
  const t = useText('displays')
  const common = useText('common')
  const problem = useProblemText()
  const toast = useToast()
  const refresh = useRefresh()
  const save = useAct('displays.save')
  const [tried, setTried] = useState(false)
  const problems = tried ? problemsOf(draft) : new Set<keyof DisplayDraft>()
  const edit = (change: Partial<DisplayDraft>) => { setDraft({ ...draft, ...change }) }
  const said = (field: keyof DisplayDraft, words: string) => (problems.has(field) ? words : null)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const entry = entryOf(draft)
    if (entry === null || save.isPending) return
    save.mutate({ id: start.display?.id ?? null, entry }, {
      onSuccess: () => {
        refresh('displays.list', 'displays.history')
        toast({ tone: 'ok', title: t('form.saved') })
        onClose()
      },
    })
  }
  return (
    <form className="ui-stack" onSubmit={submit} noValidate>
      <div className="di-pair">
        <TextField label={t('form.name')} hint={t('form.nameHint')} value={draft.name} maxLength={80} autoFocus error={said('name', t('form.nameError'))} onChange={(name) => { edit({ name }) }} />
        <TextField label={t('form.serial')} value={draft.serialNumber} maxLength={80} onChange={(serialNumber) => { edit({ serialNumber }) }} />
        <NumberField label={t('form.columns')} value={draft.columns} error={said('columns', t('form.pixelsError'))} onChange={(columns) => { edit({ columns }) }} />
        <NumberField label={t('form.rows')} value={draft.rows} error={said('rows', t('form.pixelsError'))} onChange={(rows) => { edit({ rows }) }} />
        <NumberField label={t('form.pitch')} hint={t('form.pitchHint')} value={draft.pixelPitchMm} error={said('pixelPitchMm', t('form.pitchError'))} onChange={(pixelPitchMm) => { edit({ pixelPitchMm }) }} />
        <div className="di-measure">
          <Button icon={<Ruler size={14} aria-hidden />} onClick={onMeasure}>{t('form.measure')}</Button>
          <span className="ui-field-hint">{t('form.measureHint')}</span>
        </div>
        <DayField label={t('form.calibratedOn')} value={draft.calibratedOn} onChange={(day) => { edit({ calibratedOn: day === '' ? null : day }) }} />
        <Select label={t('form.target')} value={draft.calibrationTarget} options={calibrationTarget.options.map((value) => ({ value, label: t(`form.targets.${value}`) }))} onChange={(target) => { edit({ calibrationTarget: target }) }} />
        <NumberField label={t('form.luminanceMin')} hint={t('form.luminanceHint')} value={draft.luminanceMin} error={said('luminanceMin', t('form.luminanceError'))} onChange={(luminanceMin) => { edit({ luminanceMin }) }} />
        <NumberField label={t('form.luminanceMax')} hint={t('form.luminanceHint')} value={draft.luminanceMax} error={said('luminanceMax', t('form.luminanceError'))} onChange={(luminanceMax) => { edit({ luminanceMax }) }} />
        <NumberField label={t('form.ambient')} value={draft.ambientLux} error={said('ambientLux', t('form.luminanceError'))} onChange={(ambientLux) => { edit({ ambientLux }) }} />
        <Field label={t('form.bits')}>{() => (
          <Segments<'8' | '10'> label={t('form.bits')} value={draft.bits === 10 ? '10' : '8'} options={[{ value: '8', label: t('form.bitsOf', { count: 8 }) }, { value: '10', label: t('form.bitsOf', { count: 10 }) }]} onChange={(next) => { edit({ bits: next === '8' ? 8 : 10 }) }} />
        )}</Field>
      </div>
      {save.error === null ? null : <Notice tone="alert">{problem(save.error)}</Notice>}
      <div className="ui-row di-dialog-acts">
        <Button size="large" onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" size="large" variant="primary" disabled={save.isPending}>{start.display === null ? t('form.save') : common('save')}</Button>
      </div>
    </form>
  )
}
