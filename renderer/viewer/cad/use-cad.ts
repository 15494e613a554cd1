/** Results of computer-aided detection of the case that is open: off at each case, asked of the application at the first
 *  press only, so that nobody sees or fetches what was not wanted. Press: required; again: optional too; again: off. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CadFinding, CadReport } from '../../../main/contract/index.ts'
import { shownFindings, type CadLevel } from './cad-marks.ts'

/** The results, or the sentence that says why there are none to be shown. */
export type CadAnswer = { readonly reports: readonly CadReport[] } | { readonly problem: string }
export type LoadCad = (studyInstanceUID: string) => Promise<CadAnswer>

export interface Cad {
  /** The application can be asked for results. */
  readonly isOffered: boolean
  readonly level: CadLevel
  /** Null while off. */
  readonly answer: CadAnswer | null
  readonly findings: readonly CadFinding[]
  press(): boolean
}

interface State { readonly caseId: string; readonly level: CadLevel; readonly answer: CadAnswer | null }

const off = (caseId: string): State => ({ caseId, level: 'off', answer: null })

export function useCad(caseId: string, load: LoadCad | undefined): Cad {
  const [kept, setState] = useState<State>(() => off(caseId))
  // Never the results of one case over the images of the next, not even once.
  const state = kept.caseId === caseId ? kept : off(caseId)
  const latest = useRef(state)
  useEffect(() => { latest.current = state })

  const press = useCallback((): boolean => {
    if (load === undefined) return false
    const { level, answer } = latest.current.caseId === caseId ? latest.current : off(caseId)
    const next = nextLevel(level, answer)
    if (next !== 'required') {
      setState({ caseId, level: next, answer: next === 'off' ? null : answer })
      return true
    }
    setState({ caseId, level: 'required', answer: null })
    void load(caseId).then((answered) => {
      setState((now) => (now.caseId === caseId && now.level !== 'off' ? { ...now, answer: answered } : now))
    })
    return true
  }, [caseId, load])

  const reports = state.answer !== null && 'reports' in state.answer ? state.answer.reports : null
  const findings = useMemo(() => shownFindings(reports ?? [], state.level), [reports, state.level])
  return { isOffered: load !== undefined, level: state.level, answer: state.level === 'off' ? null : state.answer, findings, press }
}

/** Optional findings are a step of their own only where there are any. */
export function nextLevel(level: CadLevel, answer: CadAnswer | null): CadLevel {
  if (level === 'off') return 'required'
  const hasOptional = answer !== null && 'reports' in answer && answer.reports.some(({ findings }) => findings.some(({ rendering }) => rendering === 'optional'))
  return level === 'required' && hasOptional ? 'all' : 'off'
}
