/** Places of a letter's template: `{patiente}` and its like, filled by name. A template with an unknown place is refused by
 *  that name, so that no letter leaves with a hole. No place names a second reader. */

export const placeholders = [
  'patiente', 'dateNaissance', 'numeroDossier', 'dateExamen', 'site', 'medecin', 'structure', 'dateLettre', 'jours',
  'categorie', 'localisation', 'examensProposes', 'clichesARefaire', 'consigne',
] as const
export type Placeholder = (typeof placeholders)[number]
export type LetterValues = Readonly<Record<Placeholder, string>>

const place = /\{([^{}\s]{1,40})\}/g
const known = new Set<string>(placeholders)

/** The first place of a text that is none of the known ones; null when all are known. */
export function unknownPlaceholder(text: string): string | null {
  for (const [, name = ''] of text.matchAll(place)) if (!known.has(name)) return name
  return null
}

/** What is filled in is never read again: a value that looks like a place stays as it is. */
export function fillLetter(text: string, values: LetterValues): string {
  return text.replaceAll(place, (whole, name: string) => (known.has(name) ? values[name as Placeholder] : whole))
}

/** Paragraphs are separated by an empty line; one of which every place is empty is left out. */
export function paragraphsOf(body: string, values: LetterValues): string[] {
  return body.split(/\n\s*\n/).flatMap((paragraph) => {
    const places = [...paragraph.matchAll(place)].map(([, name = '']) => name)
    if (places.length > 0 && places.every((name) => known.has(name) && values[name as Placeholder] === '')) return []
    const filled = fillLetter(paragraph, values).trim()
    return filled === '' ? [] : [filled]
  })
}
