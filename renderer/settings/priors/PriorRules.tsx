/** Which priors come with an exam: one rule for each kind of images, folded to the sentence that it makes. */
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import type { PriorRule } from '../../../main/contract/index.ts'
import { defaultPriorRules } from '../../../main/domain/priors/index.ts'
import { NumberField } from '../../displays/index.ts'
import { useFormat, useLanguage } from '../../i18n/index.ts'
import { Button, Checkbox, TextField } from '../../ui/index.ts'
import type { SettingsEditing } from '../use-settings-draft.ts'
import { boundsOf, typedModalities, wrongFields } from './prior-limits.ts'
import { priorStrings } from './strings.ts'

export function PriorRules({ editing, administers }: { editing: SettingsEditing; administers: boolean }) {
  const words = priorStrings[useLanguage()]
  const { priors } = editing.draft
  const isAsShipped = JSON.stringify(priors) === JSON.stringify(defaultPriorRules)
  return (
    <section className="se-block">
      <h3>{words.title}</h3>
      <p className="ui-muted">{words.text}</p>
      <div className="so-form">
        {priors.map((rule, index) => (
          <Rule key={rule.modalities.join(' ')} rule={rule} administers={administers} change={(over) => { editing.edit({ priors: priors.map((one, at) => (at === index ? { ...one, ...over } : one)) }) }} />
        ))}
      </div>
      {administers ? <div className="ui-row"><Button variant="quiet" icon={<RotateCcw size={14} aria-hidden />} disabled={isAsShipped} onClick={() => { editing.edit({ priors: [...defaultPriorRules] }) }}>{words.asShipped}</Button></div> : null}
    </section>
  )
}

function Rule({ rule, administers, change }: { rule: PriorRule; administers: boolean; change: (over: Partial<PriorRule>) => void }) {
  const words = priorStrings[useLanguage()]
  const format = useFormat()
  const wrong = wrongFields(rule)
  const shown = (value: number) => (Number.isNaN(value) ? '…' : format.number(value))
  const name = rule.modalities.length === 0 ? words.others : [...new Set(rule.modalities.map((modality) => words.names[modality] ?? modality))].join(', ')
  const related = rule.relatedCount > 0 && rule.related.length > 0 ? [words.relatedSummary([...new Set(rule.related.map((code) => words.names[code] ?? code))].join(', '), shown(rule.relatedCount))] : []
  const number = (field: 'count' | 'years' | 'relatedCount') => {
    const { min, max } = boundsOf(field)
    return (
      <NumberField label={words[field]} disabled={!administers} value={Number.isNaN(rule[field]) ? null : rule[field]} error={wrong.includes(field) ? words.between(format.number(min), format.number(max)) : null}
        onChange={(value) => { change({ [field]: value ?? Number.NaN }) }} />
    )
  }
  return (
    <details className="so-fold">
      <summary>{[words.summary(name, shown(rule.count), shown(rule.years)), ...related].join(' · ')}</summary>
      <div className="so-fields">
        <div className="se-pair">{number('count')}{number('years')}</div>
        <div className="se-pair">
          <Modalities codes={rule.related} disabled={!administers} wrong={wrong.includes('related')} change={(codes) => { change({ related: codes }) }} />
          {number('relatedCount')}
        </div>
        <Checkbox label={words.sameRegion} checked={rule.sameRegion} disabled={!administers} onChange={(sameRegion) => { change({ sameRegion }) }} />
        <Checkbox label={words.sameSide} hint={words.sameSideHint} checked={rule.sameSide} disabled={!administers || !rule.sameRegion} onChange={(sameSide) => { change({ sameSide }) }} />
      </div>
    </details>
  )
}

/** Keeps what is typed while it is typed. */
function Modalities({ codes, disabled, wrong, change }: { codes: readonly string[]; disabled: boolean; wrong: boolean; change: (codes: string[]) => void }) {
  const words = priorStrings[useLanguage()]
  const [typed, setTyped] = useState(codes.join(' '))
  const text = typedModalities(typed).join(' ') === codes.join(' ') ? typed : codes.join(' ')
  return (
    <TextField label={words.related} hint={words.relatedHint} error={wrong ? words.relatedError : null} value={text} maxLength={80} disabled={disabled}
      onChange={(next) => { setTyped(next); change(typedModalities(next)) }} />
  )
}
