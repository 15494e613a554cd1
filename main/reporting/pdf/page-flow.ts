/** The pages of a report: A4 in points, one column, a cursor that goes down and turns the page when something does not
 *  fit, the identity on top of every page after the first, the footer and page numbers at the end. */
import type { ReportContent } from '../report-model.ts'
import type { TextStyle, Typesetter } from './typesetter.ts'

export const paper = { width: 595.28, height: 841.89 } as const
export const margin = { left: 51, right: 51, top: 42, bottom: 58 } as const
export const column = paper.width - margin.left - margin.right

export const ink = { text: '#1b1f23', soft: '#5b646d', line: '#c9d0d6', ground: '#f3f6f7', accent: '#1f5f6b', warn: '#8a4b08', sideD: '#a35c12', sideG: '#1f5c96' } as const

const small: TextStyle = { size: 7.5, weight: 400, colour: ink.soft }

export class PageFlow {
  readonly doc: PDFKit.PDFDocument
  readonly type: Typesetter
  y: number = margin.top
  readonly #running: string

  constructor(doc: PDFKit.PDFDocument, type: Typesetter, running: string) {
    this.doc = doc
    this.type = type
    this.#running = running
  }

  get left(): number { return margin.left }
  get bottom(): number { return paper.height - margin.bottom }

  /** Turns the page unless so many points are left on it. */
  keep(height: number): void {
    if (this.y + height > this.bottom) this.turn()
  }

  turn(): void {
    this.doc.addPage()
    this.type.draw(this.#running, margin.left, margin.top - 12, column, { ...small, weight: 500 })
    this.rule(margin.top + 2)
    this.y = margin.top + 14
  }

  gap(points: number): void { this.y += points }

  rule(y: number, colour: string = ink.line): void {
    this.doc.moveTo(margin.left, y).lineTo(margin.left + column, y).lineWidth(0.6).strokeColor(colour).stroke()
  }

  /** Flows over pages line by line, so that no length of text is lost. */
  paragraph(text: string, style: TextStyle, inset = 0): void {
    for (const line of this.type.wrap(text, column - inset, style)) {
      this.keep(this.type.lineHeight(style))
      this.type.drawLine(line, margin.left + inset, this.y, style)
      this.y += this.type.lineHeight(style)
    }
  }

  heading(text: string, following: number): void {
    const style: TextStyle = { size: 9.5, weight: 600, colour: ink.accent }
    this.keep(this.type.lineHeight(style) + 6 + following)
    this.y += this.type.draw(text, margin.left, this.y, column, style)
    this.rule(this.y + 0.5)
    this.gap(5)
  }

  /** Once everything else is drawn: needs `bufferPages`. */
  finish(footer: ReportContent['footer'], pageOf: (page: number, pages: number) => string): void {
    const { start, count } = this.doc.bufferedPageRange()
    for (let index = 0; index < count; index += 1) {
      this.doc.switchToPage(start + index)
      const y = paper.height - 40
      this.rule(y - 6)
      this.type.draw(footer[0], margin.left, y, column, small)
      this.type.draw(footer[1], margin.left, y, column, small, 'center')
      this.type.draw(pageOf(index + 1, count), margin.left, y, column, small, 'right')
    }
  }
}
