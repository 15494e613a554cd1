/** The structure that reads, as it stands on reports, and the protocol of double reading. */
import { useId } from 'react'
import { readingPolicy } from '../../main/contract/index.ts'
import { useText } from '../i18n/index.ts'
import { TextField } from '../ui/index.ts'
import { ProgrammeFields } from './ProgrammeFields.tsx'
import type { SettingsEditing } from './use-settings-draft.ts'

export function SiteSection({ editing, administers }: { editing: SettingsEditing; administers: boolean }) {
  const t = useText('settings')
  const id = useId()
  const { site, policy } = editing.draft
  const edit = (change: Partial<typeof site>) => { editing.edit({ site: { ...site, ...change } }) }
  return (
    <>
      <section className="se-block">
        <h3>{t('site.structure')}</h3>
        <TextField label={t('site.name')} hint={t('site.nameHint')} value={site.name} maxLength={200} disabled={!administers} onChange={(name) => { edit({ name }) }} />
        <div className="se-pair">
          <TextField label={t('site.finess')} value={site.finess} maxLength={20} disabled={!administers} onChange={(finess) => { edit({ finess }) }} />
        </div>
        <TextField label={t('site.derogation')} hint={t('site.derogationHint')} value={site.derogation} maxLength={200} disabled={!administers} onChange={(derogation) => { edit({ derogation }) }} />
      </section>
      <section className="se-block">
        <h3>{t('site.protocol')}</h3>
        <fieldset className="se-policies" disabled={!administers}>
          <legend className="ui-visually-hidden">{t('site.policy')}</legend>
          {readingPolicy.options.map((option) => (
            <div key={option} className="se-policy" data-chosen={option === policy ? '' : undefined}>
              <input type="radio" name="policy" id={`${id}-${option}`} aria-describedby={`${id}-${option}-hint`} checked={option === policy} onChange={() => { editing.edit({ policy: option }) }} />
              <div>
                <label className="se-policy-name" htmlFor={`${id}-${option}`}>{t(`site.policies.${option}`)}</label>
                <p className="ui-field-hint" id={`${id}-${option}-hint`}>{t(`site.policyHints.${option}`)}</p>
              </div>
            </div>
          ))}
        </fieldset>
      </section>
      <ProgrammeFields programme={editing.draft.programme} administers={administers} edit={(programme) => { editing.edit({ programme }) }} />
    </>
  )
}
