/** Acknowledgements (HL7 v2.5 2.9.2): only MSA-1 and MSA-2 count, and only those of our own control id. */

export interface Acknowledgement {
  /** AA or CA: the other side took responsibility. AE, CE: it never will. AR, CR: not now. */
  readonly code: 'AA' | 'AE' | 'AR'
  readonly controlId: string
}

const codes: Readonly<Record<string, Acknowledgement['code']>> = { AA: 'AA', CA: 'AA', AE: 'AE', CE: 'AE', AR: 'AR', CR: 'AR' }

/** Null when the block is no acknowledgement that can be understood. */
export function parseAcknowledgement(block: string): Acknowledgement | null {
  // Some receivers end segments with line feeds.
  const segments = block.split(/\r\n|\r|\n/)
  const header = segments[0] ?? ''
  if (!header.startsWith('MSH') || header.length < 4) return null
  const separator = header.charAt(3)
  const [, code = '', controlId = ''] = (segments.find((line) => line.startsWith(`MSA${separator}`)) ?? '').split(separator)
  const known = codes[code.trim()]
  return known === undefined ? null : { code: known, controlId: controlId.trim() }
}
