/** Between what is stored and what is sent: a secret goes in only when it is typed anew (`null` keeps it). */
import { keptSettings, type Input, type Settings } from '../../main/contract/index.ts'
import { aheadHolds } from './ahead-limits.ts'
import { ruleHolds } from '../displays/rule-holds.ts'
import { priorRulesHold } from './priors/prior-limits.ts'
import { payloadHolds } from './results/payload-problems.ts'
import { identityProblems, sourceProblems } from './sources/source-problems.ts'
import { sessionProblems } from './sessions/session-limits.ts'

export type SettingsDraft = Input<'settings.set'>

export const draftOf = (stored: Settings): SettingsDraft => keptSettings(stored)

export type SettingsProblem = 'sources' | 'dicom' | 'ris.port' | 'idle' | 'displayRule' | 'sessions' | 'ahead' | 'priors' | 'reportPayload'

export function settingsProblems(draft: SettingsDraft): readonly SettingsProblem[] {
  const port = draft.ris.host === '' || (Number.isInteger(draft.ris.port) && draft.ris.port >= 1 && draft.ris.port <= 65535)
  const idle = Number.isInteger(draft.idleMinutes) && draft.idleMinutes >= 1 && draft.idleMinutes <= 120
  return [...(draft.sources.every((source) => sourceProblems(source).length === 0) ? [] : ['sources' as const]), ...(identityProblems(draft.dicomIdentity).length === 0 ? [] : ['dicom' as const]), ...(port ? [] : ['ris.port' as const]), ...(idle ? [] : ['idle' as const]), ...(ruleHolds(draft.displayRule) ? [] : ['displayRule' as const]), ...(aheadHolds(draft.ahead.newImagesMinutes) ? [] : ['ahead' as const]), ...(priorRulesHold(draft.priors) ? [] : ['priors' as const]), ...(sessionProblems(draft.sessions).length === 0 ? [] : ['sessions' as const]), ...(payloadHolds(draft.reportPayload) ? [] : ['reportPayload' as const])]
}
