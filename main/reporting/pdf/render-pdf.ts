/** Draws a report as PDF/A-2b (ISO 19005-2): fonts embedded, sRGB output intent, XMP metadata without any identity.
 *  The same content and instant give the same bytes. */
import { createRequire } from 'node:module'
import type PdfKitDocument from 'pdfkit'
import type { Block, Field, ReportContent } from '../report-model.ts'
import { fill } from '../french-text.ts'
import { template } from '../report-template.ts'
import { column, ink, margin, PageFlow } from './page-flow.ts'
import type { ReportFonts } from './report-fonts.ts'
import { drawScheme, schemeHeight } from './scheme-drawing.ts'
import { drawTable } from './table-drawing.ts'
import { createTypesetter, type TextStyle } from './typesetter.ts'

/** Loaded at run time, never bundled: it finds its colour profile beside its own file. */
const PDFDocument = createRequire(import.meta.url)('pdfkit') as typeof PdfKitDocument

const body: TextStyle = { size: 10, weight: 400, colour: ink.text }
const label: TextStyle = { size: 7.5, weight: 400, colour: ink.soft, leading: 1.3 }
const value: TextStyle = { size: 9.5, weight: 500, colour: ink.text, leading: 1.25 }

export async function renderPdf(content: ReportContent, fonts: ReportFonts, signedAt: Date): Promise<Uint8Array> {
  const doc = new PDFDocument({
    size: 'A4', margin: 0, pdfVersion: '1.7', subset: 'PDF/A-2b', lang: 'fr-FR', displayTitle: true, bufferPages: true, autoFirstPage: false,
    // No standard font is opened: PDF/A wants every face embedded.
    font: null as unknown as string,
    info: { Title: [content.title, content.subtitle].filter((part) => part !== '').join(' - '), Creator: 'Binocle', Producer: 'Binocle (pdfkit)', CreationDate: signedAt },
  })
  const bytes = collect(doc)
  doc.addPage()
  const flow = new PageFlow(doc, createTypesetter(doc, fonts), content.running)
  drawHead(flow, content)
  drawIdentity(flow, content)
  for (const block of content.blocks) drawBlock(flow, block)
  drawSignature(flow, content)
  flow.finish(content.footer, (page, pages) => fill(template.page, { page, pages }))
  doc.end()
  return bytes
}

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    doc.on('error', reject)
  })
}

function drawHead(flow: PageFlow, { structure, title, subtitle, warning }: ReportContent): void {
  const { type } = flow
  flow.y += type.draw(structure.name, margin.left, flow.y, column * 0.7, { size: 11, weight: 600, colour: ink.text })
  type.draw(structure.finess, margin.left, margin.top + 2, column, { size: 8.5, weight: 400, colour: ink.soft }, 'right')
  flow.gap(4)
  flow.rule(flow.y, ink.accent)
  flow.gap(14)
  flow.y += type.draw(title, margin.left, flow.y, column, { size: 19, weight: 700, colour: ink.text, leading: 1.2 })
  flow.gap(2)
  if (subtitle !== '') flow.y += type.draw(subtitle, margin.left, flow.y, column, { size: 12, weight: 500, colour: ink.accent })
  if (warning !== '') {
    flow.gap(4)
    flow.y += type.draw(warning, margin.left, flow.y, column, { size: 9, weight: 600, colour: ink.warn })
  }
  flow.gap(10)
}

function drawIdentity(flow: PageFlow, { patient, exam }: ReportContent): void {
  const gutter = 10
  const width = (column - gutter) / 2
  const inset = 10
  const cards = [patient, exam].map((card) => ({ ...card, height: cardHeight(flow, card.fields, width - inset * 2) }))
  const height = Math.max(...cards.map((card) => card.height)) + inset * 2 + 14
  cards.forEach((card, index) => {
    const x = margin.left + index * (width + gutter)
    flow.doc.roundedRect(x, flow.y, width, height, 4).fillColor(ink.ground).fill()
    flow.type.draw(card.heading, x + inset, flow.y + inset - 2, width, { size: 8.5, weight: 600, colour: ink.accent })
    let y = flow.y + inset + 14
    for (const field of card.fields) y += drawField(flow, field, x + inset, y, width - inset * 2)
  })
  flow.gap(height + 14)
}

const labelShare = 0.28

function cardHeight(flow: PageFlow, fields: readonly Field[], width: number): number {
  return fields.reduce((sum, field) => sum + Math.max(flow.type.heightOf(field.value, width * (1 - labelShare), value), flow.type.lineHeight(value)) + 2, 0)
}

function drawField(flow: PageFlow, field: Field, x: number, y: number, width: number): number {
  flow.type.draw(field.label, x, y + 1.6, width * labelShare, label)
  return Math.max(flow.type.draw(field.value, x + width * labelShare, y, width * (1 - labelShare), value), flow.type.lineHeight(value)) + 2
}

function drawBlock(flow: PageFlow, block: Block): void {
  if (block.type === 'text' && block.emphasis) return drawConclusion(flow, block)
  flow.heading(block.heading, block.type === 'scheme' ? schemeHeight : block.type === 'breasts' ? 60 : 30)
  if (block.type === 'text') drawParagraphs(flow, block.paragraphs)
  if (block.type === 'breasts') drawBreasts(flow, block)
  if (block.type === 'scheme') drawScheme(flow, block.marks)
  if (block.type === 'table') drawTable(flow, block)
  flow.gap(11)
}

function drawParagraphs(flow: PageFlow, paragraphs: readonly string[]): void {
  for (const paragraph of paragraphs) {
    flow.paragraph(paragraph, body)
    flow.gap(1.5)
  }
}

function drawBreasts(flow: PageFlow, { breasts }: Extract<Block, { type: 'breasts' }>): void {
  const gutter = 10
  const width = (column - gutter) / 2
  const inset = 12
  const meaning: TextStyle = { ...body, size: 9.5 }
  const height = Math.max(...breasts.map((breast) => flow.type.heightOf(breast.meaning, width - inset * 2, meaning))) + 52
  flow.keep(height)
  breasts.forEach(({ cote, side, category, meaning: words }, index) => {
    const x = margin.left + index * (width + gutter)
    const colour = cote === 'D' ? ink.sideD : ink.sideG
    flow.doc.roundedRect(x, flow.y, width, height, 4).lineWidth(0.7).strokeColor(ink.line).stroke()
    flow.doc.rect(x, flow.y + 4, 3, height - 8).fillColor(colour).fill()
    flow.type.draw(side, x + inset, flow.y + 8, width - inset * 2, { size: 9, weight: 600, colour })
    flow.type.draw(category, x + inset, flow.y + 20, width - inset * 2, { size: 17, weight: 700, colour: ink.text, leading: 1.2 })
    flow.type.draw(words, x + inset, flow.y + 43, width - inset * 2, meaning)
  })
  flow.gap(height)
}

/** Kept together where it fits on one page, with a bar beside it; flows like any text where it does not. */
function drawConclusion(flow: PageFlow, { heading, paragraphs }: Extract<Block, { type: 'text' }>): void {
  const inset = 12
  const style: TextStyle = { ...body, size: 10.5, weight: 500, leading: 1.4 }
  const rest: TextStyle = { ...body, leading: 1.4 }
  const styleOf = (index: number) => (index === 0 ? style : rest)
  const height = paragraphs.reduce((sum, paragraph, index) => sum + flow.type.heightOf(paragraph, column - inset, styleOf(index)) + 3, 22)
  flow.keep(Math.min(height, 500))
  const top = flow.y
  const page = flow.doc.bufferedPageRange().count
  flow.y += flow.type.draw(heading, margin.left + inset, flow.y, column, { size: 11, weight: 700, colour: ink.accent })
  flow.gap(3)
  paragraphs.forEach((paragraph, index) => {
    flow.paragraph(paragraph, styleOf(index), inset)
    flow.gap(3)
  })
  if (flow.doc.bufferedPageRange().count === page) flow.doc.rect(margin.left, top, 3, flow.y - top - 2).fillColor(ink.accent).fill()
  flow.gap(12)
}

function drawSignature(flow: PageFlow, { signature, notes }: ReportContent): void {
  const inset = 10
  const line: TextStyle = { size: 9.5, weight: 500, colour: ink.text }
  const digest: TextStyle = { size: 7.5, weight: 400, colour: ink.soft }
  const digestText = `${signature.digest.label} : ${signature.digest.value}`
  const width = column - inset * 2
  const height = [...signature.lines].reduce((sum, text) => sum + flow.type.heightOf(text, width, line), 0) + flow.type.heightOf(digestText, width, digest) + inset * 2 + 16
  const noteStyle: TextStyle = { size: 8, weight: 400, colour: ink.soft }
  flow.keep(height + 8 + notes.reduce((sum, note) => sum + flow.type.heightOf(note, column, noteStyle) + 2, 0))
  flow.doc.roundedRect(margin.left, flow.y, column, height, 4).lineWidth(0.7).strokeColor(ink.line).stroke()
  let y = flow.y + inset - 2
  y += flow.type.draw(signature.heading, margin.left + inset, y, width, { size: 8.5, weight: 600, colour: ink.accent }) + 3
  for (const text of signature.lines) y += flow.type.draw(text, margin.left + inset, y, width, line)
  flow.type.draw(digestText, margin.left + inset, y + 3, width, digest)
  flow.gap(height + 8)
  for (const note of notes) {
    flow.paragraph(note, noteStyle)
    flow.gap(2)
  }
}
