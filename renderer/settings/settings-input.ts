/** Between what is stored and what is sent: the password goes in only when it is typed anew (`null` keeps it). */
import type { Input, Settings } from '../../main/contract/index.ts'
import { ruleHolds } from '../displays/rule-holds.ts'
import { sessionProblems } from './sessions/session-limits.ts'

export type SettingsDraft = Input<'settings.set'>

export function draftOf(stored: Settings): SettingsDraft {
  const { passwordSet: _passwordSet, ...pacs } = stored.pacs
  return { pacs: { ...pacs, password: null }, ris: stored.ris, site: stored.site, policy: stored.policy, idleMinutes: stored.idleMinutes, brightness: stored.brightness, displayRule: stored.displayRule, training: stored.training, programme: stored.programme, oneToOneDemanded: stored.oneToOneDemanded, structuredReport: stored.structuredReport, sessions: stored.sessions }
}

export type SettingsProblem = 'pacs.url' | 'ris.port' | 'idle' | 'displayRule' | 'sessions'

export function settingsProblems(draft: SettingsDraft): readonly SettingsProblem[] {
  const url = draft.pacs.url === '' || isWebAddress(draft.pacs.url)
  const port = draft.ris.host === '' || (Number.isInteger(draft.ris.port) && draft.ris.port >= 1 && draft.ris.port <= 65535)
  const idle = Number.isInteger(draft.idleMinutes) && draft.idleMinutes >= 1 && draft.idleMinutes <= 120
  return [...(url ? [] : ['pacs.url' as const]), ...(port ? [] : ['ris.port' as const]), ...(idle ? [] : ['idle' as const]), ...(ruleHolds(draft.displayRule) ? [] : ['displayRule' as const]), ...(sessionProblems(draft.sessions).length === 0 ? [] : ['sessions' as const])]
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text)
}
