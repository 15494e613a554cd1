/** French spacing (Imprimerie nationale): a no-break space before `; : ! ? »` and `%`, and after `«`. Authors write
 *  plain spaces; this puts the right ones in when the resources are loaded. */
type Texts = { readonly [key: string]: string | Texts }

export function frenchSpaces(text: string): string {
  return text.replaceAll(/ (?=[:»%])/g, '\u00a0').replaceAll(/ (?=[;!?])/g, '\u202f').replaceAll('« ', '«\u00a0')
}

export function spaced<T extends Texts>(texts: T): T {
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, typeof value === 'string' ? frenchSpaces(value) : spaced(value)])) as T
}
