/** Makes the i18next instance with both languages bundled: nothing is fetched. */
import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../../main/contract/index.ts'
import { en } from './en/index.ts'
import { fr } from './fr/index.ts'
import { spaced } from './typography.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof fr
    returnNull: false
  }
}

export const namespaces = Object.keys(fr) as (keyof typeof fr)[]

export function createI18n(language: Language): i18n {
  const instance = createInstance()
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'fr',
    resources: { fr: spaced(fr), en },
    ns: namespaces,
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    initAsync: false,
    returnNull: false,
  })
  return instance
}

/** The language in force, narrowed. */
export function languageOf(instance: { language: string }): Language {
  return instance.language === 'en' ? 'en' : 'fr'
}
