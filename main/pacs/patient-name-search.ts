/** Search by name as a reader types it. PACS match accents badly or not at all (and consoles type names without
 *  them), so what may bear an accent becomes a wildcard for the PACS and the answers are compared here. */

export interface NameSearch {
  /** PatientName as sent (PS3.4 C.2.2.2.4), in the order to try: the next one only when the one before found nothing. */
  readonly patterns: readonly string[]
  matches(patientName: string): boolean
}

export function nameSearch(typed: string): NameSearch {
  const clean = typed.replaceAll(/[\\\p{Cc}]/gu, ' ').trim()
  if (clean === '') return { patterns: [], matches: () => true }
  // Whoever types wildcards knows what the PACS does with them.
  if (/[*?]/.test(clean)) return { patterns: [clean], matches: () => true }
  const words = fold(clean).split(' ').filter((word) => word !== '')
  const asTyped = wildcards(clean.replaceAll(/[^A-Za-z0-9'-]+/g, '*'))
  const anyAccent = wildcards(clean.replaceAll(/[^A-Za-z0-9]+|[aeiouycn]+/gi, '*'))
  const fixed = anyAccent.replaceAll('*', '').length
  return {
    patterns: fixed >= 2 && anyAccent !== asTyped ? [asTyped, anyAccent] : [asTyped],
    matches(patientName) {
      let rest = fold(patientName).split(' ')
      for (const word of words) {
        const at = rest.findIndex((part) => part.startsWith(word))
        if (at < 0) return false
        rest = rest.slice(at + 1)
      }
      return true
    },
  }
}

const wildcards = (pattern: string): string => `${pattern}*`.replaceAll(/\*+/g, '*')

function fold(name: string): string {
  return name
    .replaceAll(/[œŒ]/g, 'OE').replaceAll(/[æÆ]/g, 'AE').replaceAll('ß', 'SS')
    .normalize('NFD').replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
}
