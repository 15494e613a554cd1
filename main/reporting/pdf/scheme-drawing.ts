/** The scheme of the breasts as it stands on screen, drawn on paper: profile and face of each breast, right breast on
 *  the left of the page, and the numbered marks of the findings. */
import type { Cote } from '../../contract/index.ts'
import { breastScheme, isMirrored, type SchemeViewName } from '../../domain/breast-scheme/index.ts'
import type { Mark } from '../report-model.ts'
import { template } from '../report-template.ts'
import { column, ink, margin, type PageFlow } from './page-flow.ts'

interface Cell { readonly view: SchemeViewName; readonly cote: Cote }
/** Faces meet at the sternum, profiles look outwards. */
const cells: readonly Cell[] = [{ view: 'PROFIL', cote: 'D' }, { view: 'FACE', cote: 'D' }, { view: 'FACE', cote: 'G' }, { view: 'PROFIL', cote: 'G' }]
const gutter = 8
const width = (column - gutter * (cells.length - 1)) / cells.length
const scale = width / breastScheme.FACE.width
const captionHeight = 14

export const schemeHeight = breastScheme.FACE.height * scale + captionHeight

export function drawScheme(flow: PageFlow, marks: readonly Mark[]): void {
  flow.keep(schemeHeight)
  cells.forEach((cell, index) => {
    const x = margin.left + index * (width + gutter)
    const drawing = breastScheme[cell.view]
    // Profiles are less high than faces: both stand on the same line.
    const y = flow.y + (breastScheme.FACE.height - drawing.height) * scale
    drawBreast(flow.doc, cell, x, y)
    for (const mark of marks) {
      const at = cell.view === 'FACE' ? mark.face : mark.profil
      if (mark.cote === cell.cote && at !== null) drawMark(flow, mark.label, x + at.x * drawing.width * scale, y + at.y * drawing.height * scale, cell.cote)
    }
    const caption = `${template.scheme.sides[cell.cote]} · ${template.scheme[cell.view].toLocaleLowerCase('fr')}`
    flow.type.draw(caption, x, flow.y + breastScheme.FACE.height * scale + 3, width, { size: 7.5, weight: 500, colour: cell.cote === 'D' ? ink.sideD : ink.sideG }, 'center')
  })
  flow.gap(schemeHeight)
}

function drawBreast(doc: PDFKit.PDFDocument, { view, cote }: Cell, x: number, y: number): void {
  const drawing = breastScheme[view]
  const stroke = (path: string, lineWidth: number, colour: string) => doc.path(path).lineWidth(lineWidth).strokeColor(colour).stroke()
  doc.save().translate(x, y).scale(scale)
  if (isMirrored(cote)) doc.translate(drawing.width, 0).scale(-1, 1)
  doc.lineJoin('round').lineCap('round')
  stroke(drawing.body, 0.9, ink.line)
  stroke(drawing.guides, 0.6, ink.line)
  stroke(drawing.gland, 1.1, ink.soft)
  stroke(drawing.areola, 0.9, ink.soft)
  stroke(drawing.fold, 2, ink.soft)
  doc.circle(drawing.nipple.x, drawing.nipple.y, drawing.nipple.radius).fillColor(ink.soft).fill()
  doc.restore()
}

function drawMark(flow: PageFlow, label: string, x: number, y: number, cote: Cote): void {
  const radius = 6.5
  flow.doc.circle(x, y, radius).fillColor(cote === 'D' ? ink.sideD : ink.sideG).fill()
  flow.type.draw(label, x - radius, y - 3.7, radius * 2, { size: 6.5, weight: 700, colour: '#ffffff', leading: 1.1 }, 'center')
}
