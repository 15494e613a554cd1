/** Normal, anomaly, technical recall: the three ways a screening exam is read, each one key. Normal never erases
 *  what was described without asking, and a second stroke meant for the last exam does nothing to the next. */
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { useShortcut } from '../app/commands/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, ConfirmDialog, Menu } from '../ui/index.ts'
import { type NormalAcr, erasedByNormal } from './avis-edits.ts'
import { keepNormalAcr, readNormalAcr } from './normal-preference.ts'
import { SheetCommands } from './SheetCommands.tsx'
import { type SheetEditor, normalErases } from './use-sheet-editor.ts'

/** When the last « normal » of this window was recorded, and on which opinion's editor. */
let lastNormal: { at: number; by: object } | null = null
const SECOND_STROKE_MS = 2_000

export function NormalButtons({ editor, onRecall, onNormal }: { editor: SheetEditor; onRecall: () => void; onNormal: ((acr: NormalAcr) => void) | null }) {
  const t = useText('screening')
  const [acr, setAcr] = useState<NormalAcr>(() => readNormalAcr(localStorage))
  const [asking, setAsking] = useState(false)
  const [owner] = useState(() => ({}))
  const keys = { normal: useShortcut('screening.normal'), anomaly: useShortcut('screening.anomaly'), recall: useShortcut('screening.technicalRecall') }

  const record = () => {
    lastNormal = { at: performance.now(), by: owner }
    setAsking(false)
    editor.normal(acr)
    onNormal?.(acr)
  }
  const normal = () => {
    // In a session main guards every case by its own display; here only the second stroke is held back.
    if (onNormal === null && lastNormal !== null && lastNormal.by !== owner && performance.now() - lastNormal.at < SECOND_STROKE_MS) return
    if (normalErases(editor.avis)) setAsking(true)
    else record()
  }
  const choose = (next: NormalAcr) => {
    setAcr(next)
    keepNormalAcr(localStorage, next)
  }
  const erased = erasedByNormal(editor.avis)
  const key = (shortcut: string | undefined) => (shortcut === undefined ? {} : { shortcut })

  return (
    <>
      <SheetCommands editor={editor} onNormal={normal} onRecall={onRecall} />
      <div className="reading-ways" role="group" aria-label={t('ways')}>
        <span className="reading-split">
          <Button {...key(keys.normal)} onClick={normal}>{t('normal.button')}</Button>
          <Menu align="start"
            trigger={<button type="button" className="ui-button" data-icon-only="" aria-label={t('normal.meaning', { acr })}><ChevronDown size={14} aria-hidden /></button>}
            entries={[
              { kind: 'label', label: t('normal.menu') },
              ...([1, 2] as const).map((value) => ({ kind: 'check' as const, label: t('normal.option', { acr: value }), checked: acr === value, onChange: () => { choose(value) } })),
            ]} />
        </span>
        <Button {...key(keys.anomaly)} onClick={() => { editor.startAdding(editor.active) }}>{t('anomaly.one')}</Button>
        <Button {...key(keys.recall)} onClick={onRecall}>{t('recall.short')}</Button>
      </div>
      <ConfirmDialog open={asking} danger title={t('normal.eraseTitle')} confirmLabel={t('normal.eraseConfirm')} onConfirm={record} onCancel={() => { setAsking(false) }}>
        <p>{t('normal.eraseText', { acr })}</p>
        <ul className="reading-erased">
          {erased.anomalies === 0 ? null : <li>{t('normal.erasedAnomalies', { count: erased.anomalies })}</li>}
          {erased.cliches === 0 ? null : <li>{t('normal.erasedViews', { count: erased.cliches })}</li>}
          {erased.examens === 0 ? null : <li>{t('normal.erasedExams', { count: erased.examens })}</li>}
        </ul>
      </ConfirmDialog>
    </>
  )
}
