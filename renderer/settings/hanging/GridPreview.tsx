/** A small drawing of an arrangement: each place with its breast leaning on its chest wall, side and view; places of the
 *  prior dimmed and dashed. Read out by the menus beside it, so it is hidden from screen readers. */
import { slotOf, type HangingRows, type HangingSlot, type MammographyProtocol } from '../../../main/contract/index.ts'
import type { hangingWords } from './strings.ts'
import { slotView } from './strings.ts'

const cell = { width: 56, height: 64, gap: 2 }

export function GridPreview({ protocol, rows, words }: { protocol: MammographyProtocol; rows: HangingRows; words: (typeof hangingWords)['fr'] }) {
  const columns = Math.max(...rows.map((row) => row.length))
  const [width, height] = [columns * cell.width, rows.length * cell.height]
  return (
    <svg className="sh-preview" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden>
      {rows.flatMap((row, y) => row.map((name, x) => {
        const slot = protocol.slots[slotOf(name)]
        const wide = width / row.length
        return slot === undefined ? null : (
          <g key={`${y} ${x} ${name}`} transform={`translate(${x * wide} ${y * cell.height})`} data-prior={name.startsWith('prior') || undefined}>
            <rect className="sh-preview-cell" x={cell.gap / 2} y={cell.gap / 2} width={wide - cell.gap} height={cell.height - cell.gap} rx={2} />
            <path className="sh-preview-breast" d={breast(slot, wide)} />
            <text className="sh-preview-side" data-side={slot.laterality === 'R' ? 'D' : 'G'} x={slot.laterality === 'R' ? 6 : wide - 6} y={14} textAnchor={slot.laterality === 'R' ? 'start' : 'end'}>{words.side[slot.laterality]}</text>
            <text className="sh-preview-view" x={slot.laterality === 'R' ? 6 : wide - 6} y={cell.height - 7} textAnchor={slot.laterality === 'R' ? 'start' : 'end'}>{slotView(slot)}</text>
          </g>
        )
      }))}
    </svg>
  )
}

/** Half an ellipse from the chest wall; an oblique view hangs from above. */
function breast({ laterality, view }: HangingSlot, wide: number): string {
  const [wall, reach] = laterality === 'R' ? [wide - cell.gap / 2, -1] : [cell.gap / 2, 1]
  const out = Math.min(wide * 0.55, 30) * reach
  const [top, bottom] = [view === 'CC' ? 12 : 4, cell.height - 12]
  return view === 'CC'
    ? `M${wall} ${top} Q${wall + out * 1.9} ${(top + bottom) / 2} ${wall} ${bottom} Z`
    : `M${wall} ${top} L${wall + out * 0.35} ${top} Q${wall + out * 2} ${bottom - 6} ${wall} ${bottom} Z`
}
