/** Lines of text for the report: wrapped to a width, cut into runs by the font subset that has each letter, drawn
 *  where they are told. Letters that no face has are replaced by what reads the same, else by a question mark. */
import { noBreaks } from '../french-text.ts'
import { subsets, type ReportFonts, type Subset, type Weight } from './report-fonts.ts'

export interface TextStyle {
  /** Points. */
  readonly size: number
  readonly weight: Weight
  readonly colour: string
  /** Line height over font size; 1.35 unless said. */
  readonly leading?: number
}

interface Run { readonly subset: Subset; readonly figures: boolean; readonly text: string }
export interface Line { readonly runs: readonly Run[]; readonly width: number }

export interface Typesetter {
  wrap(text: string, width: number, style: TextStyle): Line[]
  lineHeight(style: TextStyle): number
  heightOf(text: string, width: number, style: TextStyle): number
  /** Draws below and right of (x, y); gives the height used. */
  draw(text: string, x: number, y: number, width: number, style: TextStyle, align?: 'left' | 'right' | 'center'): number
  drawLine(line: Line, x: number, y: number, style: TextStyle): void
}

/** Figures have one width, so that a day reads as a day; letters and hyphens keep theirs. Contextual alternates, which
 *  take most of the time of setting a line, change nothing of a report's letters but arrows, which it has none of. Given
 *  by name and whether it is on, as the layout engine takes them. */
const figures = /(\d[\d.,:]*\d|\d)/
const featuresOf = (run: Run): PDFKit.Mixins.OpenTypeFeatures[] => (run.figures ? inFigures : inLetters) as unknown as PDFKit.Mixins.OpenTypeFeatures[]
const inLetters = { calt: false }
const inFigures = { calt: false, tnum: true }

/** What pdfkit knows of the font in use; not in its public types. */
interface FontInUse { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean }; layoutRun(text: string, features: unknown): unknown }
interface WithFont { readonly _font: FontInUse }

const lookalikes: Readonly<Record<string, string>> = {
  '\u202F': '\u00A0', '\u2007': '\u00A0', '\u2010': '-', '\u2011': '-', '\u2015': '—', '\u00AD': '', '\u200B': '', '\u2060': '', '\uFEFF': '',
  '≤': '<=', '≥': '>=', '≠': '!=', '≈': '~', '→': '->', '←': '<-', '⇒': '=>', '′': '\'', '″': '"', '\t': ' ',
}

export function createTypesetter(doc: PDFKit.PDFDocument, fonts: ReportFonts): Typesetter {
  for (const [name, file] of fonts) doc.registerFont(name, file)
  const known = new Map<string, Subset | null>()

  /** pdfkit lays a text out when it is measured and again when it is drawn: once for each font of this document. */
  const remembering = new WeakSet<FontInUse>()
  const use = (subset: Subset, { weight, size }: TextStyle) => {
    const font = (doc.font(`${subset} ${weight}`) as unknown as WithFont)._font
    if (!remembering.has(font)) {
      remembering.add(font)
      const runs = new Map<unknown, Map<string, unknown>>([[inLetters, new Map()], [inFigures, new Map()]])
      const layoutRun = font.layoutRun.bind(font)
      font.layoutRun = (text, features) => {
        const known = runs.get(features)?.get(text) ?? layoutRun(text, features)
        runs.get(features)?.set(text, known)
        return known
      }
    }
    return doc.fontSize(size)
  }
  /** Widths at one point; they scale with the size. */
  const widths = new Map<string, number>()
  const widthOf = (text: string, style: TextStyle) => {
    const key = `${style.weight} ${text}`
    let width = widths.get(key)
    if (width === undefined) {
      width = runsOf(text).reduce((sum, run) => sum + use(run.subset, { ...style, size: 1 }).widthOfString(run.text, { features: featuresOf(run) }), 0)
      widths.set(key, width)
    }
    return width * style.size
  }

  function subsetOf(letter: string): Subset | null {
    const found = known.get(letter)
    if (found !== undefined) return found
    const subset = subsets.find((one) => (doc.font(`${one} 400`) as unknown as WithFont)._font.font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)) ?? null
    known.set(letter, subset)
    return subset
  }

  function runsOf(text: string): Run[] {
    return text.split(figures).flatMap((piece, index) => {
      const runs: { subset: Subset; figures: boolean; text: string }[] = []
      for (const letter of piece) {
        const subset = subsetOf(letter)
        const last = runs.at(-1)
        if (last !== undefined && last.subset === (subset ?? 'latin')) last.text += subset === null ? '?' : letter
        else runs.push({ subset: subset ?? 'latin', figures: index % 2 === 1, text: subset === null ? '?' : letter })
      }
      return runs
    })
  }

  function printable(text: string): string {
    return [...noBreaks(text.normalize('NFC'))].map((letter) => lookalikes[letter] ?? letter).join('')
  }

  function wrap(text: string, width: number, style: TextStyle): Line[] {
    return printable(text).split('\n').flatMap((paragraph) => wrapParagraph(paragraph, width, style))
  }

  function wrapParagraph(paragraph: string, width: number, style: TextStyle): Line[] {
    const measure = (text: string) => widthOf(text, style)
    const space = measure(' ')
    const lines: { text: string; width: number }[] = []
    for (const word of paragraph.split(' ').flatMap((one) => cutToFit(one, width, measure))) {
      const last = lines.at(-1)
      const wordWidth = measure(word)
      if (last !== undefined && last.width + space + wordWidth <= width) {
        last.text += ` ${word}`
        last.width += space + wordWidth
      } else lines.push({ text: word, width: wordWidth })
    }
    return lines.map((line) => ({ runs: runsOf(line.text), width: line.width }))
  }

  const lineHeight = ({ size, leading = 1.35 }: TextStyle) => size * leading
  const drawLine = (line: Line, x: number, y: number, style: TextStyle) => {
    let at = x
    for (const run of line.runs) {
      use(run.subset, style).fillColor(style.colour).text(run.text, at, y, { lineBreak: false, features: featuresOf(run) })
      if (line.runs.length > 1) at += doc.widthOfString(run.text, { features: featuresOf(run) })
    }
  }

  return {
    wrap, lineHeight, drawLine,
    heightOf: (text, width, style) => wrap(text, width, style).length * lineHeight(style),
    draw(text, x, y, width, style, align = 'left') {
      const lines = wrap(text, width, style)
      lines.forEach((line, index) => {
        const slack = align === 'right' ? width - line.width : align === 'center' ? (width - line.width) / 2 : 0
        drawLine(line, x + slack, y + index * lineHeight(style), style)
      })
      return lines.length * lineHeight(style)
    },
  }
}

/** A word wider than the line (an identifier) is cut where it must be. */
function cutToFit(word: string, width: number, measure: (text: string) => number): string[] {
  if (measure(word) <= width) return [word]
  const pieces: string[] = []
  let piece = ''
  for (const letter of word) {
    if (piece !== '' && measure(piece + letter) > width) {
      pieces.push(piece)
      piece = ''
    }
    piece += letter
  }
  return [...pieces, piece]
}
