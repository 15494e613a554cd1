/** Markdown of the conformance statement. */

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n')
}

export const hexadecimal = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0')
