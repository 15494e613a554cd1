/** The category of each breast, right on the left as on the images. The active breast is the one that keys 0–5 fill. */
import { Side } from '../ui/index.ts'
import type { Acr, Cote } from '../../main/contract/index.ts'
import { useText } from '../i18n/index.ts'
import { ChoiceRow } from './ChoiceRow.tsx'
import type { SheetEditor } from './use-sheet-editor.ts'

const every: readonly Acr[] = [0, 1, 2, 3, 4, 5]

export function AcrField({ editor, missing }: { editor: SheetEditor; missing: boolean }) {
  return (
    <div className="reading-breasts">
      {(['D', 'G'] as const).map((cote) => <BreastAcr key={cote} cote={cote} editor={editor} missing={missing} />)}
    </div>
  )
}

function BreastAcr({ cote, editor, missing }: { cote: Cote; editor: SheetEditor; missing: boolean }) {
  const t = useText('screening')
  const common = useText('common')
  const { offered } = editor
  const imaged = editor.imaged.includes(cote)
  const given = editor.avis.acr[cote]
  const name = common(cote === 'D' ? 'rightBreast' : 'leftBreast')
  const isActive = !editor.readOnly && editor.active === cote && imaged
  return (
    <div className="reading-breast" data-side={cote} data-active={isActive || undefined} onFocusCapture={() => { if (!editor.readOnly && imaged) editor.activate(cote) }}>
      <div className="reading-breast-name">
        <Side side={cote} />
        <span className="ui-truncate">{name}</span>
        {isActive ? <span className="reading-active-word">{t('acr.active')}</span> : null}
      </div>
      <ChoiceRow
        label={t('acr.of', { breast: name })}
        value={given}
        readOnly={editor.readOnly}
        disabled={!imaged}
        invalid={missing && given === null && imaged}
        options={every.map((acr) => ({
          value: acr,
          label: acr,
          name: offered.includes(acr) ? `ACR ${acr}, ${t(`acr.words.acr${acr}`)}` : t('acr.notOfferedName', { acr }),
          disabled: !offered.includes(acr),
        }))}
        onChange={(acr) => { editor.giveAcr(cote, acr) }}
      />
      <p className="reading-breast-words">{imaged ? (given === null ? t('acr.none') : t(`acr.words.acr${given}`)) : t('acr.notImaged')}</p>
    </div>
  )
}
