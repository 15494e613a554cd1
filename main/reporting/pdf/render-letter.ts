/** Draws a letter as PDF/A-2b (ISO 19005-2), in the layout of a French letter: sender left, addressee right in the window
 *  of a DL envelope (NF Z 11-001: 20 mm from the edge, 50 mm down), date, subject, text. No identity in the metadata. */
import { createRequire } from 'node:module'
import type PdfKitDocument from 'pdfkit'
import { frenchDay } from '../french-text.ts'
import type { PrintedLetter } from '../letter-model.ts'
import { column, ink, margin, PageFlow } from './page-flow.ts'
import type { ReportFonts } from './report-fonts.ts'
import { createTypesetter, type TextStyle } from './typesetter.ts'

/** Loaded at run time, never bundled: it finds its colour profile beside its own file. */
const PDFDocument = createRequire(import.meta.url)('pdfkit') as typeof PdfKitDocument

const body: TextStyle = { size: 10.5, weight: 400, colour: ink.text, leading: 1.5 }
const strong: TextStyle = { ...body, weight: 600 }
/** Points from the top of the page to the addressee: 50 mm. */
const windowTop = 141.7
const windowLeft = margin.left + column * 0.52

export async function renderLetter(letter: PrintedLetter, fonts: ReportFonts, at: Date): Promise<Uint8Array> {
  const doc = new PDFDocument({
    size: 'A4', margin: 0, pdfVersion: '1.7', subset: 'PDF/A-2b', lang: 'fr-FR', displayTitle: true, bufferPages: true, autoFirstPage: false,
    // No standard font is opened: PDF/A wants every face embedded.
    font: null as unknown as string,
    info: { Title: letter.subject, Creator: 'Binocle', Producer: 'Binocle (pdfkit)', CreationDate: at },
  })
  const chunks: Buffer[] = []
  const ended = new Promise<void>((resolve, reject) => { doc.on('data', (chunk: Buffer) => chunks.push(chunk)); doc.on('end', resolve); doc.on('error', reject) })
  doc.addPage()
  const flow = new PageFlow(doc, createTypesetter(doc, fonts), letter.subject)
  drawSender(flow, letter)
  drawAddressee(flow, letter)
  flow.paragraph(`Objet : ${letter.subject}`, strong)
  flow.gap(16)
  for (const paragraph of letter.paragraphs) {
    flow.paragraph(paragraph, body)
    flow.gap(9)
  }
  flow.finish([letter.structure.name, ''], (page, pages) => `${page} / ${pages}`)
  doc.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}

function drawSender(flow: PageFlow, { structure, warning }: PrintedLetter): void {
  const width = column * 0.46
  flow.y += flow.type.draw(structure.name, margin.left, flow.y, width, { size: 11, weight: 600, colour: ink.text })
  if (structure.finess !== '') flow.y += flow.type.draw(`FINESS ${structure.finess}`, margin.left, flow.y, width, { size: 8.5, weight: 400, colour: ink.soft })
  if (warning !== '') flow.y += flow.type.draw(warning, margin.left, flow.y + 4, width, { size: 9, weight: 600, colour: ink.warn })
}

function drawAddressee(flow: PageFlow, { addressee, dated }: PrintedLetter): void {
  const width = column * 0.48
  const used = addressee.split('\n').filter((line) => line !== '').reduce((y, line, index) => y + flow.type.draw(line, windowLeft, windowTop + y, width, { size: 11, weight: index === 0 ? 500 : 400, colour: ink.text }), 0)
  flow.type.draw(`Le ${frenchDay(dated)}`, windowLeft, windowTop + Math.max(used, 16) + 44, width, body)
  flow.y = Math.max(flow.y, windowTop + used + 44 + 40)
}
