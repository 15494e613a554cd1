/** What a clinical document still lacks on this console, said to the administrator rather than to a reader who signs. */
import { useOperation } from '../../api/index.ts'
import { useLanguage } from '../../i18n/index.ts'
import { Notice } from '../../ui/index.ts'
import type { SettingsEditing } from '../use-settings-draft.ts'
import { lacksOf } from './payload-problems.ts'
import { resultStrings } from './strings.ts'

export function Lacking({ editing }: { editing: SettingsEditing }) {
  const words = resultStrings[useLanguage()]
  const accounts = useOperation('accounts.list', {}), known = useOperation('professionals.list', {})
  const lacks = lacksOf(editing.draft.reportPayload, editing.draft.site)
  // Second readers stay anonymous: theirs leave as a plain message.
  const signing = (accounts.data?.accounts ?? []).filter(({ roles }) => roles.includes('RADIOLOGIST') || roles.includes('L1'))
  const unnamed = known.data === undefined ? [] : signing.filter(({ id }) => !known.data.professionals.some(({ accountId, rpps, familyName, givenName }) => accountId === id && rpps !== '' && familyName !== '' && givenName !== ''))
  const lines = [
    ...(lacks.structure ? [words.lacks.structure] : []), ...(lacks.sector ? [words.lacks.sector] : []),
    ...lacks.domains.map((site) => words.lacks.domain(site ?? words.lacks.everySite)), ...unnamed.map(({ displayName }) => words.lacks.professional(displayName)),
  ]
  if (lines.length === 0) return null
  return <Notice tone="warn" title={words.lacking}><ul className="se-sites" aria-label={words.lacking}>{lines.map((line) => <li key={line}>{line}</li>)}</ul></Notice>
}
