/** Density of the breasts, four types (annexe 2), each with its word. */
import { densiteWords } from '../../main/domain/sheet/index.ts'
import { useBilingual, useText } from '../i18n/index.ts'
import { ChoiceRow } from './ChoiceRow.tsx'
import type { SheetEditor } from './use-sheet-editor.ts'

export function DensityField({ editor, missing }: { editor: SheetEditor; missing: boolean }) {
  const t = useText('screening')
  const inLanguage = useBilingual()
  return (
    <ChoiceRow
      label={t('density.title')}
      value={editor.avis.densite}
      readOnly={editor.readOnly}
      invalid={missing && editor.avis.densite === null}
      options={([1, 2, 3, 4] as const).map((densite) => ({
        value: densite,
        label: <><b>{densite}</b><span className="reading-choice-word">{t(`density.words.type${densite}`)}</span></>,
        name: inLanguage(densiteWords[densite]),
      }))}
      onChange={(densite) => { editor.change({ ...editor.avis, densite }) }}
    />
  )
}
