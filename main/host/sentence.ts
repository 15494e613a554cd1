/** One sentence in the two languages of the program, for the person at the terminal. */
import type { Language } from '../contract/index.ts'

export interface Sentence { readonly fr: string; readonly en: string }

export function bilingual(fr: string, en: string): Sentence {
  return { fr, en }
}

/** On stderr: stdout belongs to the JSON line of `--no-open`. */
export function tell(sentence: Sentence, language: Language): void {
  process.stderr.write(`${sentence[language]}\n`)
}
