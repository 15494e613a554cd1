/** The sentence of a failure, in the language in force. */
import { useCallback } from 'react'
import type { Language } from '../../main/contract/index.ts'
import { frenchSpaces, useLanguage, useText } from '../i18n/index.ts'
import { ConnectionError, ProblemError } from './errors.ts'

export function problemSentence(error: unknown, language: Language, ours: { connection: string; unexpected: string }): string {
  if (error instanceof ProblemError) return language === 'fr' ? frenchSpaces(error.problem.fr) : error.problem.en
  if (error instanceof ConnectionError && error.kind === 'unreachable') return ours.connection
  return ours.unexpected
}

export function useProblemText(): (error: unknown) => string {
  const language = useLanguage()
  const common = useText('common')
  return useCallback(
    (error: unknown) => problemSentence(error, language, { connection: common('problem.connection'), unexpected: common('problem.unexpected') }),
    [language, common],
  )
}
