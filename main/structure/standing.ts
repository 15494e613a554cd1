/** Where an exam stands, how near its day is, and which letters it lacks. Pure: days are ISO days of the console. */
import type { DossierState, DueLevel, ExamRow, ExamStanding, LetterRecipient, LetterResult } from '../contract/index.ts'
import { daysBetween, resultLimitDays } from '../domain/indicators/index.ts'
import { addDays, letterDue } from '../domain/letters/index.ts'
import { decisionOf, type Decision } from '../domain/sheet/index.ts'
import type { ExamPlace } from '../programme/index.ts'
import type { RecordedExam } from './exam-rows.ts'
import type { OpinionsOf } from './opinions.ts'

/** Days since the exam from which on it is due soon, and urgent, before the legal fifteen. */
export const warnings = { soon: 8, urgent: 12 } as const
/** A technical recall is reminded of after a month and ends after six (cahier des charges, V.D). */
export const recallReminderDays = 30
export const recallLimitMonths = 6

const byState: Readonly<Record<Exclude<DossierState, 'DEFINITIF' | 'CONCLU'>, ExamStanding>> = {
  RECU: 'INCOMPLET', INCOMPLET: 'INCOMPLET', EN_FILE: 'ATTENTE_L2', ATTRIBUE: 'LECTURE_L2', LECTURE_AVEUGLE: 'LECTURE_L2', AVIS_FIGE: 'AVIS_FIGE', REVELATION: 'AVIS_FIGE', AVIS_PROVISOIRE: 'AVIS_FIGE',
  DIFFERE: 'DIFFERE', ATTENTE_ANTERIORITES: 'ATTENTE_ANTERIORITES', CONSENSUS_DEMANDE: 'CONSENSUS', CONSENSUS_EN_COURS: 'CONSENSUS', ARBITRAGE: 'ARBITRAGE',
  RESULTAT_ENVOYE: 'RESULTAT_ENVOYE', BDD_ATTENDU: 'BDD_ATTENDU', BDD_RECU: 'BDD_RECU', ATTENTE_REFAIT: 'RAPPEL_ATTENDU', COMPLETE: 'RAPPEL_RECU', REFUS_L1_ECRIT: 'RAPPEL_REFUSE', ANNULE: 'ANNULE', CLOS: 'CLOS',
}
const byIssue = { CONCORDANT_NEG: 'CONCORDANT_NEGATIF', POSITIF_L2: 'POSITIF_L2', CTI: 'RAPPEL_A_DEMANDER' } as const
const byDecision: Readonly<Record<Decision, ExamStanding>> = { NEGATIF: 'CONCORDANT_NEGATIF', POSITIF: 'POSITIF_L2', RAPPEL_TECHNIQUE: 'RAPPEL_A_DEMANDER' }

/** The course says it, from the first signature on; before, and for what was signed before courses were kept, the readings. */
export function standingOf({ place, independent, first, second }: RecordedExam, opinions: OpinionsOf): ExamStanding {
  if (opinions.is === 'broken') return 'ENVELOPPE_ALTEREE'
  if (place !== null) return standingOfPlace(place)
  if (opinions.is === 'open') return byDecision[decisionOf(opinions.opinions.final)]
  if (second !== null) return second.phase === 'AVIS_FIGE' || second.phase === 'REVELATION' ? 'AVIS_FIGE' : 'LECTURE_L2'
  if (first === null) return independent ? 'ATTENTE_L2' : 'ATTENTE_L1'
  if (first.signed_at === null) return 'LECTURE_L1'
  return first.second_awaited === 0 ? 'HORS_L2' : 'ATTENTE_L2'
}

function standingOfPlace({ state, issue }: ExamPlace): ExamStanding {
  if (state !== 'DEFINITIF' && state !== 'CONCLU') return byState[state]
  return issue === null ? 'COMPARAISON' : byIssue[issue]
}

export function resultOf(standing: ExamStanding, days: number | null): LetterResult | null {
  switch (standing) {
    case 'CONCORDANT_NEGATIF': case 'RESULTAT_ENVOYE': return 'NEGATIVE'
    case 'POSITIF_L2': case 'BDD_ATTENDU': case 'BDD_RECU': return 'POSITIVE'
    case 'RAPPEL_A_DEMANDER': case 'RAPPEL_ATTENDU': return 'TECHNICAL_RECALL'
    case 'RAPPEL_RECU': case 'RAPPEL_REFUSE': case 'HORS_L2': case 'ENVELOPPE_ALTEREE': case 'ANNULE': case 'CLOS': return null
    default: return days !== null && days > resultLimitDays ? 'LATE' : null
  }
}

const recipients: readonly LetterRecipient[] = ['PHYSICIAN', 'WOMAN']

/** Letters of an earlier round, or of an opinion that was corrected since, do not count.
 *  @param since milliseconds of the epoch: from when on a letter is of the result that stands */
export function lettersDueOf({ exam, result, today, concludedOn, since, dayOf }: {
  exam: RecordedExam; result: LetterResult | null; today: string; concludedOn: string | null; since: number; dayOf: (instant: string) => string
}): ExamRow['lettersDue'] {
  // A workup that has come back was told of long ago.
  if (result === null || (result === 'POSITIVE' && exam.bdd !== null)) return []
  const issued = (recipient: LetterRecipient) => exam.letters.find((letter) => letter.result === result && letter.recipient === recipient && Date.parse(letter.issuedAt) >= since)
  const told = issued('PHYSICIAN')
  return recipients.filter((recipient) => issued(recipient) === undefined).map((recipient) => ({
    result, recipient,
    ...letterDue({ result, recipient, examOn: exam.study.study_date, concludedOn: result === 'LATE' ? today : concludedOn ?? today, physicianToldOn: told === undefined ? null : dayOf(told.issuedAt) }),
  }))
}

/** Six months later, on the last day of a shorter month. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

export function recallDays(askedOn: string, events: NonNullable<ExamRow['recall']>['events']): { reminderDueOn: string | null; limitOn: string } {
  const closed = events.some(({ kind }) => kind !== 'REMINDER')
  const last = events.findLast(({ kind }) => kind === 'REMINDER')?.on ?? askedOn
  return { reminderDueOn: closed ? null : addDays(last, recallReminderDays), limitOn: monthsAfter(askedOn, recallLimitMonths) }
}

const nothingDue: ReadonlySet<ExamStanding> = new Set(['HORS_L2', 'RAPPEL_REFUSE', 'RESULTAT_ENVOYE', 'ANNULE', 'CLOS'])

/** @param waitsSince the day from which on a reading is waited for: of the exam, or of the return of redone films */
export function dueOf({ standing, waitsSince, today, recall, lettersDue }: {
  standing: ExamStanding; waitsSince: string | null; today: string; recall: ExamRow['recall']; lettersDue: ExamRow['lettersDue']
}): { due: DueLevel; dueOn: string | null } {
  if (nothingDue.has(standing)) return { due: 'closed', dueOn: null }
  if (standing === 'RAPPEL_ATTENDU' && recall !== null) {
    if (today > recall.limitOn) return { due: 'late', dueOn: recall.limitOn }
    const reminder = recall.reminderDueOn
    return { due: reminder !== null && today >= reminder ? 'urgent' : 'in-time', dueOn: reminder }
  }
  if (standing === 'POSITIF_L2' || standing === 'BDD_ATTENDU' || standing === 'RAPPEL_A_DEMANDER') {
    const next = lettersDue.map(({ by }) => by).toSorted()[0] ?? null
    return { due: next === null ? 'in-time' : today > next ? 'late' : 'urgent', dueOn: next }
  }
  if (waitsSince === null || standing === 'RAPPEL_RECU' || standing === 'BDD_RECU') return { due: 'in-time', dueOn: null }
  const days = daysBetween(waitsSince, today)
  const due = days > resultLimitDays ? 'late' : days >= warnings.urgent ? 'urgent' : days >= warnings.soon ? 'soon' : 'in-time'
  return { due, dueOn: addDays(waitsSince, resultLimitDays) }
}
