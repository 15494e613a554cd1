/** By which template a signed opinion is coded for the archive and whoever reads it there. */
import { settings } from '../../main/contract/index.ts'
import { useText } from '../i18n/index.ts'
import { RadioCards } from './RadioCards.tsx'
import type { SettingsEditing } from './use-settings-draft.ts'

export function ReportCoding({ editing, administers }: { editing: SettingsEditing; administers: boolean }) {
  const t = useText('settings')
  return (
    <>
      <h3>{t('coding.title')}</h3>
      <p className="ui-muted">{t('coding.text')}</p>
      <RadioCards
        label={t('coding.title')} chosen={editing.draft.structuredReport} disabled={!administers}
        options={settings.shape.structuredReport.options.map((value) => ({ value, name: t(`coding.${value}`), hint: t(`coding.hints.${value}`) }))}
        choose={(structuredReport) => { editing.edit({ structuredReport }) }}
      />
    </>
  )
}
