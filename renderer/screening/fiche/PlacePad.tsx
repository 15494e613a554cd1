/** Place of an anomaly by one key: 1–9 or a click set the quadrant, put the mark at its centre on the face drawing where
 *  there is none yet, and go on to the size. */
import { Toolbar } from '@base-ui/react/toolbar'
import { useEffect, useRef } from 'react'
import type { Anomalie } from '../../../main/contract/index.ts'
import { centreOf } from '../../../main/domain/breast-scheme/index.ts'
import { quadrantWords } from '../../../main/domain/sheet/index.ts'
import { useBilingual, useLanguage } from '../../i18n/index.ts'
import { focusOnceDrawn } from '../../ui/index.ts'
import { type Place, digitOf, placeAbbreviations, placePadOf } from './place-pad.ts'
import { ficheStrings } from './strings.ts'
import './fiche.css'

export function PlacePad({ anomalie, fresh, disabled, onChange }: {
  anomalie: Anomalie
  /** Just begun: the next key is its place. */
  fresh: boolean
  disabled: boolean
  onChange: (anomalie: Anomalie) => void
}) {
  const inLanguage = useBilingual()
  const words = ficheStrings[useLanguage()]
  const root = useRef<HTMLDivElement>(null)
  // Before the next key: a digit that falls beside would be a category.
  useEffect(() => (fresh ? focusOnceDrawn(() => root.current?.querySelector('button'), { preventScroll: true }) : undefined), [fresh])
  const place = (quadrant: Place) => {
    onChange({ ...anomalie, quadrant, schemaFace: anomalie.schemaFace ?? centreOf(anomalie.cote, quadrant) })
    root.current?.closest('.reading-anomaly-fields')?.querySelector<HTMLInputElement>('[data-size-field]')?.focus()
  }
  return (
    <div ref={root}>
      <Toolbar.Root className="fiche-pad" aria-label={words.placePad} disabled={disabled}
        onKeyDown={(event) => {
          const digit = digitOf(event.code)
          const at = digit === null || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey ? undefined : placePadOf()[digit - 1]
          if (at === undefined) return
          event.preventDefault()
          place(at)
        }}>
        {placePadOf().map((quadrant, index) => (
          <Toolbar.Button key={quadrant} className="fiche-pad-place" aria-pressed={anomalie.quadrant === quadrant} aria-label={inLanguage(quadrantWords[quadrant])} title={inLanguage(quadrantWords[quadrant])} onClick={() => { place(quadrant) }}>
            {placeAbbreviations[quadrant]}{index < 9 ? <span aria-hidden className="fiche-pad-key">{index + 1}</span> : null}
          </Toolbar.Button>
        ))}
      </Toolbar.Root>
    </div>
  )
}
