/** A console has several sources: what is said of one names it, in the place of “the PACS” of the general sentence. */
import type { Sentence } from './endings.ts'

const french: readonly (readonly [RegExp, string])[] = [[/\bdu PACS\b/g, 'de '], [/\bau PACS\b/g, 'à '], [/\bde la source\b/g, 'de '], [/\b[Ll]e PACS\b|\b[Ll]a source\b/g, '']]
const english: readonly (readonly [RegExp, string])[] = [[/\b[Tt]he (?:PACS|source)\b/g, '']]

/** The sentence with the name of the source; `named` is false where it speaks of none. */
export function nameSource({ fr, en }: Sentence, name: string): Sentence & { readonly named: boolean } {
  const put = (sentence: string, rules: typeof french, quoted: string) => rules.reduce((said, [general, before]) => said.replaceAll(general, () => `${before}${quoted}`), sentence)
  const [named, namedInEnglish] = [put(fr, french, `« ${name} »`), put(en, english, `“${name}”`)]
  return { fr: named, en: namedInEnglish, named: named !== fr }
}
