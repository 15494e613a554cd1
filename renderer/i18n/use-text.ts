/** Hooks: the texts of one room, the language, and formats in that language. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../main/contract/index.ts'
import type { fr } from './fr/index.ts'
import { createFormat, type Format } from './format.ts'
import { languageOf } from './i18n.ts'
import { frenchSpaces } from './typography.ts'

export function useText<Room extends keyof typeof fr>(room: Room) {
  return useTranslation(room).t
}

export function useLanguage(): Language {
  return languageOf(useTranslation().i18n)
}

export function useFormat(): Format {
  const language = useLanguage()
  return useMemo(() => createFormat(language), [language])
}

/** For what the contract carries in both languages. */
export function useBilingual(): (sentence: { fr: string; en: string }) => string {
  const language = useLanguage()
  return useMemo(() => (sentence: { fr: string; en: string }) => (language === 'fr' ? frenchSpaces(sentence.fr) : sentence.en), [language])
}
