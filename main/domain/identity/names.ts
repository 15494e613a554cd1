/** Names of people as compared, never as shown: PN components in any order, letters without accents, in capitals. */

export const wordsOfName = (name: string): string[] =>
  name.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('Œ', 'OE').replaceAll('œ', 'oe').toUpperCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')

/** Absent says nothing; a second given name or a second family name more or less is the same name. */
export function namesDiffer(one: string, other: string): boolean {
  const [words, others] = [wordsOfName(one), wordsOfName(other)]
  return words.length > 0 && others.length > 0 && !words.every((word) => others.includes(word)) && !others.every((word) => words.includes(word))
}

/** Written in place of a name by programs that take identities away, or by a console when nobody typed one. */
const placeholders = /^(ANON|NONAME|NO NAME|UNKNOWN|INCONNU|XXX|TEST$|PATIENT$|NEMO)/

export function isAnonymousName(name: string): boolean {
  const words = wordsOfName(name)
  return words.length === 0 || placeholders.test(words.join(' '))
}
