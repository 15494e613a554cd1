/** The first thing to say of a new anomaly: its type. No type is proposed, so none is recorded by habit. */
import { Toolbar } from '@base-ui/react/toolbar'
import { X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { typeAnomalie } from '../../main/contract/index.ts'
import { typeAnomalieWords } from '../../main/domain/sheet/index.ts'
import { useBilingual, useText } from '../i18n/index.ts'
import { focusOnceDrawn, IconButton, Side } from '../ui/index.ts'
import { digitOf } from './fiche/index.ts'
import type { Adding, SheetEditor } from './use-sheet-editor.ts'

export function AnomalyTypes({ editor, adding }: { editor: SheetEditor; adding: Adding }) {
  const t = useText('screening')
  const common = useText('common')
  const inLanguage = useBilingual()
  const first = useRef<HTMLButtonElement>(null)
  // Once the toolbar knows its buttons, and before the next key: a digit that falls beside would be a category.
  useEffect(() => focusOnceDrawn(() => first.current), [adding])
  const breast = common(adding.cote === 'D' ? 'rightBreast' : 'leftBreast')
  return (
    <div className="reading-adding">
      <div className="reading-adding-head">
        <span><Side side={adding.cote} /> {t('anomaly.whichType', { breast: breast.toLocaleLowerCase() })}</span>
        <IconButton label={t('anomaly.cancelAdding')} icon={<X size={14} aria-hidden />} onClick={editor.cancelAdding} />
      </div>
      <Toolbar.Root className="reading-types" aria-label={t('anomaly.type')} onKeyDown={(event) => { if (!chooseByDigit(event, editor.create)) stepRows(event) }}>
        {typeAnomalie.options.map((type, index) => (
          <Toolbar.Button key={type} className="reading-type" ref={index === 0 ? first : null} onClick={() => { editor.create(type) }}>
            {inLanguage(typeAnomalieWords[type])}<span className="fiche-pad-key" aria-hidden>{index + 1}</span>
          </Toolbar.Button>
        ))}
      </Toolbar.Root>
    </div>
  )
}

/** 1–6: the type, without a walk to its button. */
function chooseByDigit(event: KeyboardEvent<HTMLElement>, create: SheetEditor['create']): boolean {
  const digit = digitOf(event.code)
  const type = digit === null || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey ? undefined : typeAnomalie.options[digit - 1]
  if (type === undefined) return false
  event.preventDefault()
  create(type)
  return true
}

const COLUMNS = 2

/** Left and right are the toolbar's own; up and down go by rows. */
function stepRows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? COLUMNS : event.key === 'ArrowUp' ? -COLUMNS : 0
  if (step === 0) return
  event.preventDefault()
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button')]
  buttons[buttons.findIndex((button) => button === document.activeElement) + step]?.focus()
}
