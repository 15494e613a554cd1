/** The structure that reads, as it stands on reports, and the protocol of double reading. */
import { readingPolicy } from '../../main/contract/index.ts'
import { useText } from '../i18n/index.ts'
import { TextField } from '../ui/index.ts'
import { AuditRepository } from './AuditRepository.tsx'
import { ProgrammeFields } from './ProgrammeFields.tsx'
import { RadioCards } from './RadioCards.tsx'
import type { SettingsEditing } from './use-settings-draft.ts'

export function SiteSection({ editing, administers }: { editing: SettingsEditing; administers: boolean }) {
  const t = useText('settings')
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
        <RadioCards
          label={t('site.policy')} chosen={policy} disabled={!administers}
          options={readingPolicy.options.map((value) => ({ value, name: t(`site.policies.${value}`), hint: t(`site.policyHints.${value}`) }))}
          choose={(chosen) => { editing.edit({ policy: chosen }) }}
        />
      </section>
      <ProgrammeFields programme={editing.draft.programme} administers={administers} edit={(programme) => { editing.edit({ programme }) }} />
      {administers ? <AuditRepository /> : null}
    </>
  )
}
