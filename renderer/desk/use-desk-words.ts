/** The desk's words in the language in force, and `{place}` filling. */
import { spaced, useLanguage } from '../i18n/index.ts'
import { en } from './words-en.ts'
import { fr as plain } from './words-fr.ts'

const fr = spaced(plain)

export type DeskWords = typeof en

export function useDeskWords(): DeskWords {
  return useLanguage() === 'fr' ? fr : en
}

export function filled(sentence: string, places: Readonly<Record<string, string | number>>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole))
}
