/** XML as text: elements from names, attributes and children, escaped once, in the order of the schema. A value that is
 *  null leaves its attribute out; characters that XML 1.0 has no place for are dropped. */

export type Attributes = Readonly<Record<string, string | null>>
/** What `element` made; null where there is nothing to say. */
export type Xml = { readonly xml: string } | null

export function element(name: string, attributes: Attributes = {}, ...children: readonly (Xml | string)[]): { readonly xml: string } {
  const written = Object.entries(attributes).flatMap(([key, value]) => (value === null ? [] : [` ${key}="${escaped(value).replaceAll('"', '&quot;')}"`])).join('')
  const inside = children.map((child) => (child === null ? '' : typeof child === 'string' ? escaped(child) : child.xml)).join('')
  return { xml: inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>` }
}

export function group(...children: readonly Xml[]): { readonly xml: string } {
  return { xml: children.map((child) => child?.xml ?? '').join('') }
}

/** Lines of a narrative block, each its own paragraph. */
export function paragraphs(text: string): { readonly xml: string } {
  return group(...text.split('\n').filter((line) => line.trim() !== '').map((line) => element('paragraph', {}, line)))
}

function escaped(text: string): string {
  return text.replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
