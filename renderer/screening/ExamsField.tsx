/** Examinations proposed for the workup of a positive reading; one key proposes those that the findings usually ask for. */
import { examenPropose } from '../../main/contract/index.ts'
import { examenProposeWords } from '../../main/domain/sheet/index.ts'
import { useBilingual, useText } from '../i18n/index.ts'
import { withExamenToggled } from './avis-edits.ts'
import type { SheetEditor } from './use-sheet-editor.ts'

export function ExamsField({ editor }: { editor: SheetEditor }) {
  const t = useText('screening')
  const inLanguage = useBilingual()
  return (
    <div className="reading-toggles" role="group" aria-label={t('exams.title')}>
      {examenPropose.options.map((examen) => (
        <button key={examen} type="button" className="reading-toggle" aria-pressed={editor.avis.examensProposes.includes(examen)} disabled={editor.readOnly}
          onClick={() => { editor.change(withExamenToggled(editor.avis, examen)) }}>
          {inLanguage(examenProposeWords[examen])}
        </button>
      ))}
    </div>
  )
}
