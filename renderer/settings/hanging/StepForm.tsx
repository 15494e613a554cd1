/** One step: its name, key and manner; for a step of places also their arrangement on each shape of screen. */
import { Copy, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Language, MammographyProtocol, PlacedStep, ProtocolStep } from '../../../main/contract/index.ts'
import { Button, Checkbox, Segments, Select, TextField } from '../../ui/index.ts'
import { GridEditor } from './GridEditor.tsx'
import { changeRows, changeStep, duplicateStep, forgetPortrait, giveKey, removeStep, rowsOf, setCompared, type ArrangementName, type ScreenShape } from './protocol-edits.ts'
import { hangingWords } from './strings.ts'

export interface StepFormProps {
  readonly protocol: MammographyProtocol
  readonly step: ProtocolStep
  readonly language: Language
  readonly onChange: (protocol: MammographyProtocol) => void
  readonly onChoose: (id: string) => void
}

const noKey = 'none'
const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

export function StepForm({ protocol, step, language, onChange, onChoose }: StepFormProps) {
  const words = hangingWords[language]
  const set = (change: Partial<ProtocolStep>) => { onChange(changeStep(protocol, step.id, (before) => ({ ...before, ...change }) as ProtocolStep)) }
  const isFirst = protocol.initialStep === step.id
  const duplicate = () => {
    const made = duplicateStep(protocol, step.id)
    onChange(made.protocol)
    onChoose(made.id)
  }
  const remove = () => {
    const at = protocol.steps.indexOf(step)
    onChange(removeStep(protocol, step.id))
    onChoose((protocol.steps[at + 1] ?? protocol.steps[at - 1] ?? step).id)
  }
  return (
    <div className="sh-form">
      <div className="se-pair">
        <TextField label={words.name} value={step.label[language]} maxLength={60} onChange={(value) => { set({ label: { ...step.label, [language]: value } }) }} />
        <Select label={words.key} hint={words.keyHint} value={step.key === null ? noKey : String(step.key)} onChange={(value) => { onChange(giveKey(protocol, step.id, value === noKey ? null : Number(value))) }}
          options={[{ value: noKey, label: words.noKey }, ...keys.map((key) => ({ value: key, label: `Alt ${key}` }))]} />
      </div>
      <Checkbox label={words.enabled} checked={step.isEnabled} onChange={(isEnabled) => { set({ isEnabled }) }} />
      {step.kind === 'collected' ? <p className="ui-muted">{words.collects[step.collects]}</p> : <PlacedForm protocol={protocol} step={step} language={language} set={set} />}
      <div className="ui-row">
        {isFirst ? <span className="ui-muted">{words.isFirst}</span> : <Button onClick={() => { onChange({ ...protocol, initialStep: step.id }) }}>{words.first}</Button>}
        <Button icon={<Copy size={14} aria-hidden />} onClick={duplicate}>{words.duplicate}</Button>
        <Button icon={<Trash2 size={14} aria-hidden />} disabled={isFirst || protocol.steps.length === 1} onClick={remove}>{words.remove}</Button>
      </div>
    </div>
  )
}

function PlacedForm({ protocol, step, language, set }: { protocol: MammographyProtocol; step: PlacedStep; language: Language; set: (change: Partial<PlacedStep>) => void }) {
  const words = hangingWords[language]
  const [shape, setShape] = useState<ScreenShape>('landscape')
  const [asked, setAsked] = useState<ArrangementName>('alone')
  const name: ArrangementName = step.compared === null ? 'alone' : asked
  const rows = rowsOf(step, name, shape)
  const isApart = shape === 'landscape' || step[name]?.portrait != null
  return (
    <>
      <Select label={words.scale.label} value={step.scale} onChange={(scale) => { set({ scale }) }} options={(['shared', 'whole', 'pixel'] as const).map((value) => ({ value, label: words.scale[value] }))} />
      <Checkbox label={words.inverted} checked={step.isInverted} onChange={(isInverted) => { set({ isInverted }) }} />
      <Checkbox label={words.absent} checked={step.absentBreast === 'left-out'} onChange={(leftOut) => { set({ absentBreast: leftOut ? 'left-out' : 'kept' }) }} />
      <Checkbox label={words.withPrior} checked={step.compared !== null} onChange={(isCompared) => { set(setCompared(step, isCompared)) }} />
      {step.compared === null ? null : <Checkbox label={words.comparesFirst} checked={step.comparesFirst} onChange={(comparesFirst) => { set({ comparesFirst }) }} />}
      <div className="sh-shapes">
        <Segments<ScreenShape> label={words.landscape} value={shape} onChange={(next) => { if (next !== null) setShape(next) }} options={(['landscape', 'portrait'] as const).map((value) => ({ value, label: words[value] }))} />
        {step.compared === null ? null : (
          <Segments<ArrangementName> label={words.withPrior} value={name} onChange={(next) => { if (next !== null) setAsked(next) }} options={(['alone', 'compared'] as const).map((value) => ({ value, label: words[value] }))} />
        )}
        {shape === 'landscape' || rows === null ? null : isApart
          ? <Button variant="quiet" onClick={() => { set(forgetPortrait(step, name)) }}>{words.together}</Button>
          : <><span className="ui-muted">{words.sameAsLandscape}</span><Button variant="quiet" onClick={() => { set(changeRows(step, name, 'portrait', rows)) }}>{words.apart}</Button></>}
      </div>
      {rows === null || !isApart ? null : <GridEditor protocol={protocol} step={step} rows={rows} mayCompare={name === 'compared'} words={words} onChange={(next) => { set(changeRows(step, name, shape, next)) }} />}
    </>
  )
}
