/** Shares as percentages with one decimal: `1,6 %`; nothing where there is none. */
import { useMemo } from 'react'
import { useFormat, useLanguage } from '../i18n/index.ts'

export function usePercent(): (share: number | null) => string {
  const format = useFormat()
  const language = useLanguage()
  return useMemo(() => (share: number | null) => (share === null ? '–' : `${format.number(share * 100, 1)}${language === 'fr' ? '\u00a0' : ''}%`), [format, language])
}
