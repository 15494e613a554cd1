/** Where exams stand, for lists of thousands: the state that is kept beside the events, and of the events themselves only
 *  the few that date a conclusion, a recall or a round. Instants in milliseconds of the epoch. */
import type { DossierEvent, Issue } from '../domain/dossier/index.ts'
import type { PolicyName } from '../domain/second-reading/index.ts'
import type { DossierState } from '../contract/index.ts'
import type { Store } from '../store/index.ts'

export type RecallStep = 'REMINDER' | 'RECEIVED' | 'REFUSED'

export interface ExamPlace {
  readonly policy: PolicyName
  readonly state: DossierState
  readonly issue: Issue | null
  readonly round: number
  readonly receivedAt: number
  readonly since: number
  /** When the opinion that stands became final. */
  readonly concludedAt: number | null
  /** When redone films brought the exam back; null in the first round. */
  readonly roundSince: number | null
  /** The opinion was changed after the reveal. */
  readonly changed: boolean
  /** The last technical recall, of whichever round. */
  readonly recall: { readonly askedAt: number; readonly steps: readonly { readonly kind: RecallStep; readonly at: number }[] } | null
}

interface Standing { readonly study_uid: string; readonly policy: PolicyName; readonly state: DossierState; readonly issue: Issue | null; readonly round: number; readonly receivedAt: number; readonly since: number }
interface Milestone { readonly study_uid: string; readonly at: number; readonly type: DossierEvent['type'] }
type Dates = Pick<ExamPlace, 'concludedAt' | 'roundSince' | 'changed' | 'recall'>

/** As in the partial index of these events. */
const dating = `event ->> 'type' IN ('modifier', 'finaliser', 'arbitrer', 'corriger', 'demanderRefait', 'relancer', 'refaitRecu', 'refusL1', 'remettreEnFile')`
const undated: Dates = { concludedAt: null, roundSince: null, changed: false, recall: null }
const steps: Partial<Record<DossierEvent['type'], RecallStep>> = { relancer: 'REMINDER', refaitRecu: 'RECEIVED', refusL1: 'REFUSED' }

export function examPlaces(store: Store, study?: string): ReadonlyMap<string, ExamPlace> {
  const [one, given] = study === undefined ? ['', []] : ['study_uid = ? AND', [study]]
  const dates = new Map<string, Dates>()
  for (const { study_uid, at, type } of store.prepare<string[], Milestone>(`SELECT study_uid, at, event ->> 'type' AS type FROM dossier_events WHERE ${one} ${dating} ORDER BY study_uid, seq`).all(...given)) {
    dates.set(study_uid, dated(dates.get(study_uid) ?? undated, type, at))
  }
  const standings = store.prepare<string[], Standing>(`SELECT study_uid, policy, state, issue, round, received_at AS receivedAt, since FROM dossier_standings WHERE ${one} 1`).all(...given)
  return new Map(standings.map(({ study_uid, ...standing }) => {
    const known = dates.get(study_uid) ?? undated
    return [study_uid, { ...standing, ...known, concludedAt: standing.issue === null ? null : known.concludedAt }]
  }))
}

function dated(before: Dates, type: DossierEvent['type'], at: number): Dates {
  const step = steps[type]
  if (step !== undefined) return before.recall === null ? before : { ...before, recall: { ...before.recall, steps: [...before.recall.steps, { kind: step, at }] } }
  switch (type) {
    case 'modifier': return { ...before, changed: true }
    case 'demanderRefait': return { ...before, recall: { askedAt: at, steps: [] } }
    case 'remettreEnFile': return { ...before, roundSince: at, concludedAt: null, changed: false }
    default: return { ...before, concludedAt: at }
  }
}

/** The images that were here when redone films were last asked for; null where that was not noted. */
export function initialImages(store: Store, study: string): readonly string[] | null {
  const row = store.prepare<[string], { images: string | null }>(`SELECT event ->> 'images' AS images FROM dossier_events WHERE study_uid = ? AND event ->> 'type' = 'demanderRefait' ORDER BY seq DESC LIMIT 1`).get(study)
  return row?.images == null ? null : JSON.parse(row.images) as string[]
}
