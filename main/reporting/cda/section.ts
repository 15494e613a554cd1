/** One section of a clinical document: templates, identity, code, title, text, then what is coded beside the text. */
import { loinc, type Coded } from './codes.ts'
import { element, type Xml } from './xml.ts'

export interface SectionHead { readonly templates: readonly string[]; readonly code: Coded; readonly title: string }

export function section(uid: () => string, { templates, code, title }: SectionHead, text: Xml, ...after: readonly Xml[]): Xml {
  return element('component', {}, element('section', {}, ...templates.map((root) => element('templateId', { root })), element('id', { root: uid() }), loinc('code', code), element('title', {}, title), element('text', {}, text), ...after))
}
