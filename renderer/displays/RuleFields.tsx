/** The limits that a display must keep, and the switch of a training console: part of the settings of the console,
 *  saved with them. */
import { displayRule, greyPath, type DisplayRule } from '../../main/contract/index.ts'
import { defaultDisplayRule } from '../../main/domain/display-quality/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, Checkbox, Select } from '../ui/index.ts'
import { NumberField } from './NumberField.tsx'

const figures = ['minimumMegapixels', 'calibrationMaxAgeDays', 'luminanceMinAtLeast', 'luminanceMaxAtLeast', 'luminanceRatioAtLeast', 'luminanceRatioAtMost', 'ambientLuxAtMost'] as const satisfies readonly (keyof DisplayRule)[]

export interface RuleDraft { readonly displayRule: DisplayRule; readonly training: boolean }

export function RuleFields({ draft: { displayRule: rule, training }, administers, edit }: { draft: RuleDraft; administers: boolean; edit: (change: Partial<RuleDraft>) => void }) {
  const t = useText('displays')
  const change = (part: Partial<DisplayRule>) => { edit({ displayRule: { ...rule, ...part } }) }
  const bad = (field: keyof DisplayRule) => !displayRule.shape[field].safeParse(rule[field]).success
  return (
    <>
      <section className="se-block">
        <h3>{t('rule.title')}</h3>
        <p className="ui-muted">{t('rule.text')}</p>
        <div className="di-pair">
          {figures.map((field) => (
            <NumberField key={field} label={t(`rule.${field}`)} disabled={!administers} value={rule[field]} error={bad(field) ? t('rule.numberError') : null} onChange={(value) => { change({ [field]: value ?? Number.NaN }) }} />
          ))}
          <Select label={t('rule.greyPath')} disabled={!administers} value={rule.greyPathAtLeast} options={greyPath.options.map((value) => ({ value, label: t(`section.paths.${value}`) }))} onChange={(greyPathAtLeast) => { change({ greyPathAtLeast }) }} />
        </div>
        <Checkbox label={t('rule.gsdfRequired')} disabled={!administers} checked={rule.gsdfRequired} onChange={(gsdfRequired) => { change({ gsdfRequired }) }} />
        <Checkbox label={t('rule.dailyCheck')} disabled={!administers} checked={rule.dailyCheck} onChange={(dailyCheck) => { change({ dailyCheck }) }} />
        {administers ? <div className="ui-row"><Button onClick={() => { edit({ displayRule: defaultDisplayRule }) }}>{t('rule.defaults')}</Button></div> : null}
      </section>
      <section className="se-block">
        <h3>{t('training.title')}</h3>
        <Checkbox label={t('training.switch')} hint={t('training.hint')} disabled={!administers} checked={training} onChange={(on) => { edit({ training: on }) }} />
      </section>
    </>
  )
}
