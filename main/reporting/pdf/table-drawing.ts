/** A table that flows over pages: its head is drawn again on each, a row is never cut. */
import type { Block } from '../report-model.ts'
import { column, ink, margin, type PageFlow } from './page-flow.ts'
import type { TextStyle } from './typesetter.ts'

type Table = Extract<Block, { type: 'table' }>

const head: TextStyle = { size: 7.5, weight: 500, colour: ink.soft }
const normal: TextStyle = { size: 9, weight: 400, colour: ink.text, leading: 1.3 }
const small: TextStyle = { ...normal, size: 7.8, leading: 1.2 }
const between = 8

export function drawTable(flow: PageFlow, { columns, rows, note, dense = false }: Table): void {
  const cell = dense ? small : normal
  const padding = dense ? 1.4 : 3.5
  const headed = columns.some(({ title }) => title !== '')
  const widths = columns.map(({ share }) => share * column - between)
  const styleAt = (index: number): TextStyle => (index === 0 || (!headed && index === 2) ? { ...cell, weight: 600 } : cell)
  const heightOf = (row: readonly string[]) => Math.max(...row.map((text, index) => flow.type.heightOf(text, widths[index] ?? column, styleAt(index)))) + padding * 2
  const drawRow = (row: readonly string[], style: TextStyle, height: number) => {
    let x = margin.left
    row.forEach((text, index) => {
      flow.type.draw(text, x, flow.y + padding, widths[index] ?? column, style === cell ? styleAt(index) : style)
      x += (columns[index]?.share ?? 0) * column
    })
    flow.gap(height)
    flow.rule(flow.y)
  }
  const drawHead = () => drawRow(columns.map(({ title }) => title), head, flow.type.lineHeight(head) + padding * 2)

  if (headed) drawHead()
  for (const row of rows) {
    const height = heightOf(row)
    if (flow.y + height > flow.bottom) {
      flow.turn()
      if (headed) drawHead()
    }
    drawRow(row, cell, height)
  }
  if (note === '') return
  flow.gap(5)
  flow.paragraph(note, cell)
}
