/** What is fetched before anybody asks: the exams of the day, and new images of exams that are here. */
import { useText } from '../i18n/index.ts'
import { Checkbox, TextField } from '../ui/index.ts'
import { aheadHolds } from './ahead-limits.ts'
import type { SettingsEditing } from './use-settings-draft.ts'

export function AheadFields({ editing, administers }: { editing: SettingsEditing; administers: boolean }) {
  const t = useText('settings')
  const { ahead } = editing.draft
  const edit = (change: Partial<typeof ahead>) => { editing.edit({ ahead: { ...ahead, ...change } }) }
  return (
    <section className="se-block">
      <h3>{t('ahead.title')}</h3>
      <p className="ui-muted">{t('ahead.text')}</p>
      <Checkbox label={t('ahead.dayList')} checked={ahead.dayList} disabled={!administers} onChange={(dayList) => { edit({ dayList }) }} />
      <TextField
        label={t('ahead.newImages')} hint={t('ahead.newImagesHint')} disabled={!administers}
        value={Number.isNaN(ahead.newImagesMinutes) ? '' : String(ahead.newImagesMinutes)}
        error={aheadHolds(ahead.newImagesMinutes) ? null : t('ahead.newImagesError')}
        onChange={(text) => { edit({ newImagesMinutes: /^\d{1,3}$/.test(text.trim()) ? Number(text) : Number.NaN }) }}
      />
    </section>
  )
}
