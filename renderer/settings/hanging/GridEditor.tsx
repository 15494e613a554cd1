/** The places of one arrangement: a menu in each place, buttons to add places and rows, and the drawing. */
import { Plus } from 'lucide-react'
import type { CellName, HangingRows, MammographyProtocol, PlacedStep } from '../../../main/contract/index.ts'
import { Button } from '../../ui/index.ts'
import { GridPreview } from './GridPreview.tsx'
import { addCell, addRow, mostCells, mostRows, setCell, unusedCell } from './protocol-edits.ts'
import { cellLabel, type hangingWords } from './strings.ts'

export interface GridEditorProps {
  readonly protocol: MammographyProtocol
  readonly step: PlacedStep
  readonly rows: HangingRows
  readonly mayCompare: boolean
  readonly words: (typeof hangingWords)['fr']
  readonly onChange: (rows: HangingRows) => void
}

const takeAway = 'none'

export function GridEditor({ protocol, step, rows, mayCompare, words, onChange }: GridEditorProps) {
  const cells = (mayCompare ? ['current', 'prior'] as const : ['current'] as const).flatMap((study) => Object.keys(protocol.slots).map((slot): CellName => `${study}:${slot}`))
  const fresh = unusedCell(protocol, step, rows)
  const isLast = rows.flat().length === 1
  return (
    <div className="sh-grid">
      <div className="sh-rows">
        {rows.map((row, y) => (
          <div key={y} className="sh-row">
            {row.map((name, x) => (
              <select key={x} className="ui-input sh-cell" aria-label={words.cell(y + 1, x + 1)} value={name} data-prior={name.startsWith('prior') || undefined}
                onChange={(event) => { onChange(setCell(rows, y, x, event.target.value === takeAway ? null : event.target.value as CellName)) }}>
                {(cells.includes(name) ? cells : [name, ...cells]).map((cell) => <option key={cell} value={cell}>{cellLabel(protocol, cell, words)}</option>)}
                {isLast ? null : <option value={takeAway}>{words.takeAway}</option>}
              </select>
            ))}
            {row.length < mostCells ? <Button variant="quiet" icon={<Plus size={14} aria-hidden />} onClick={() => { onChange(addCell(rows, y, fresh)) }}>{words.addCell}</Button> : null}
          </div>
        ))}
        {rows.length < mostRows ? <div><Button variant="quiet" icon={<Plus size={14} aria-hidden />} onClick={() => { onChange(addRow(rows, fresh)) }}>{words.addRow}</Button></div> : null}
      </div>
      <GridPreview protocol={protocol} rows={rows} words={words} />
    </div>
  )
}
