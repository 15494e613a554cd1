/** What must be said of an image because of where it hangs: that another image has the same place, that its scale is its own (M13). */
import type { Language } from '../../../main/contract/index.ts'
import type { HungCell } from '../../../main/domain/hanging/index.ts'
import { chosenIndex } from './alternates.ts'
import './hanging.css'
import { hangingStrings } from './strings.ts'

export function CellNotes({ cell, language }: { cell: HungCell; language: Language }) {
  const strings = hangingStrings[language]
  const count = cell.alternates.length
  return (
    <>
      {count < 2 ? null : <p className="viewer-alternate" data-x={cell.justification === 'right' ? 'right' : 'left'} aria-hidden>{strings.alternate(chosenIndex(cell) + 1, count)}</p>}
      {cell.hasOwnScale ? <p className="viewer-own-scale" aria-hidden>{strings.ownScale}</p> : null}
    </>
  )
}
