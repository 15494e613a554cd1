/** French spacing (Imprimerie nationale): a no-break space before `; : ! ? »` and `%`, and after `«`. Authors write
 *  plain spaces; this puts the right ones in when texts are loaded, also into what a text makes of its places. */
export function frenchSpaces(text: string): string {
  return text.replaceAll(/ (?=[:»%])/g, '\u00a0').replaceAll(/ (?=[;!?])/g, '\u202f').replaceAll('« ', '«\u00a0')
}

/** Every text of a tree: strings, lists, and functions that give texts. */
export function spaced<T>(texts: T): T {
  return spacedValue(texts) as T
}

function spacedValue(value: unknown): unknown {
  if (typeof value === 'string') return frenchSpaces(value)
  if (typeof value === 'function') return (...given: unknown[]): unknown => spacedValue((value as (...given: unknown[]) => unknown)(...given))
  if (Array.isArray(value)) return value.map(spacedValue)
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spacedValue(inner)])) : value
}
