/** A sentence of the contract without its problem: for what the window can see before it asks. */
import { problems, type ErrorCode } from '../../main/contract/index.ts'
import { useLanguage } from '../i18n/index.ts'

export function useProblemSentence(code: ErrorCode): string {
  return problems[code][useLanguage() === 'fr' ? 1 : 2]
}
