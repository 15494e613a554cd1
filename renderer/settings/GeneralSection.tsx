/** Language and brightness of the reader, automatic lock of the workstation, what a reading must have shown. */
import type { Language } from '../../main/contract/index.ts'
import { useAct } from '../api/index.ts'
import { brightnessRange, setOwnBrightness, useOwnBrightness } from '../app/brightness.ts'
import { useSession } from '../app/session.ts'
import { useFormat, useLanguage, useText } from '../i18n/index.ts'
import { Button, Checkbox, Field, Segments, TextField } from '../ui/index.ts'
import type { SettingsEditing } from './use-settings-draft.ts'

export function GeneralSection({ editing, administers }: { editing: SettingsEditing; administers: boolean }) {
  const t = useText('settings')
  const language = useLanguage()
  const { apply } = useSession()
  const setLanguage = useAct('session.setLanguage')
  return (
    <>
      <section className="se-block">
        <h3>{t('general.appearance')}</h3>
        <div className="ui-field">
          <span className="ui-field-label">{t('general.language')}</span>
          <Segments<Language>
            label={t('general.language')}
            value={language}
            onChange={(next) => { if (next !== null) setLanguage.mutate({ language: next }, { onSuccess: apply }) }}
            options={[{ value: 'fr', label: 'Français' }, { value: 'en', label: 'English' }]}
          />
          <span className="ui-field-hint">{t('general.languageHint')}</span>
        </div>
        <BrightnessField station={editing.stored.brightness} />
      </section>
      <section className="se-block">
        <h3>{t('general.security')}</h3>
        <div className="se-short">
          <TextField
            label={t('general.idle')}
            hint={t('general.idleHint')}
            error={editing.problems.includes('idle') ? t('general.idleError') : null}
            type="number"
            min={1}
            max={120}
            disabled={!administers}
            value={Number.isNaN(editing.draft.idleMinutes) ? '' : String(editing.draft.idleMinutes)}
            onChange={(value) => { editing.edit({ idleMinutes: value === '' ? Number.NaN : Number(value) }) }}
          />
        </div>
      </section>
      <section className="se-block">
        <h3>{t('general.reading')}</h3>
        <Checkbox label={t('general.oneToOne')} hint={t('general.oneToOneHint')} disabled={!administers} checked={editing.draft.oneToOneDemanded} onChange={(on) => { editing.edit({ oneToOneDemanded: on }) }} />
      </section>
    </>
  )
}

function BrightnessField({ station }: { station: number }) {
  const t = useText('settings')
  const format = useFormat()
  const own = useOwnBrightness()
  const value = own ?? station
  return (
    <Field label={t('general.brightness')} hint={t('general.brightnessHint')}>
      {(wiring) => (
        <div className="se-brightness">
          <input
            {...wiring}
            aria-invalid={undefined}
            type="range"
            className="ui-range"
            min={brightnessRange.min}
            max={brightnessRange.max}
            step={brightnessRange.step}
            value={value}
            aria-valuetext={format.percent(value)}
            onChange={(event) => { setOwnBrightness(Number(event.target.value)) }}
          />
          <output className="se-range-value">{format.percent(value + 1e-9)}</output>
          <Button variant="quiet" disabled={own === null} onClick={() => { setOwnBrightness(null) }}>{t('general.brightnessDefault')}</Button>
        </div>
      )}
    </Field>
  )
}
