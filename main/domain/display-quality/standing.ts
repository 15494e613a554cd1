/** The display of a session as the reading room asks about it, and as it is written with each reading (Q5). */
import type { Display, DisplayReason, OverrideReason } from '../../contract/index.ts'

export interface DisplayStanding {
  readonly fit: boolean
  readonly override: OverrideReason | null
  readonly reasons: readonly DisplayReason[]
  readonly displays: readonly Pick<Display, 'id' | 'lastCheck'>[]
}

/** For the audit trail: codes, identifiers and days only. */
export function standingWords({ fit, override, reasons, displays }: DisplayStanding): string {
  const state = fit ? 'fit' : override === null ? 'unfit' : `override ${override}`
  const on = displays.map(({ id, lastCheck }) => `${id} checked=${lastCheck === null ? 'never' : lastCheck.day}`)
  const why = fit ? '' : ` (${[...new Set(reasons.map(({ code }) => code))].join(' ')})`
  return `display=${state}${why} ${on.length === 0 ? 'unregistered' : on.join(' ')}`
}

/** The sentences of a refusal, for the places `{raisons}` and `{reasons}` of the problem. */
export function refusalParams(reasons: readonly DisplayReason[]): { raisons: string; reasons: string } {
  return { raisons: reasons.map(({ fr }) => fr).join(' '), reasons: reasons.map(({ en }) => en).join(' ') }
}
