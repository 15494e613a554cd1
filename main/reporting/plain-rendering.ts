/** A report as text, for the structured report and the message: the same blocks as the PDF, in the same words. */
import type { Block, ReportContent, Topic } from './report-model.ts'

export function blockLines(block: Block): string[] {
  switch (block.type) {
    case 'text':
      return [...block.paragraphs]
    case 'breasts':
      return block.breasts.map(({ side, category, meaning }) => `${side} : ${category}. ${meaning}`)
    case 'scheme':
      // Drawn on the PDF; the table beside it says the place in words.
      return []
    case 'table':
      return [...block.rows.map((row) => rowLine(block.columns, row)), ...(block.note === '' ? [] : [block.note])]
  }
}

/** `G1 : Masse ; Siège : Quadrant supéro-externe ; Taille : 8,5 mm`. */
function rowLine(columns: readonly { readonly title: string }[], [first = '', second = '', ...rest]: readonly string[]): string {
  const named = rest.flatMap((value, index) => (value === '' || value === '—' ? [] : [`${columns[index + 2]?.title ?? ''} : ${value}`]))
  return [`${first} : ${second}`, ...named].join(' ; ')
}

/** Headed text of all blocks on some topics; the heading is left out where it is the only one and says the topic itself. */
export function topicText(content: ReportContent, topics: readonly Topic[]): string {
  const blocks = content.blocks.filter((block) => topics.includes(block.topic)).map((block) => ({ heading: block.heading, lines: blockLines(block) })).filter(({ lines }) => lines.length > 0)
  if (blocks.length === 1) return blocks[0]?.lines.join('\n') ?? ''
  return blocks.map(({ heading, lines }) => `${heading}\n${lines.join('\n')}`).join('\n\n')
}
