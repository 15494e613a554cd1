/** Where an exam stands, how near its day is, and which letters it lacks. Pure: days are ISO days of the console. */
import type { DueLevel, ExamRow, ExamStanding, LetterRecipient, LetterResult } from '../contract/index.ts'
import { daysBetween, resultLimitDays } from '../domain/indicators/index.ts'
import { addDays, letterDue } from '../domain/letters/index.ts'
import { decisionOf } from '../domain/sheet/index.ts'
import type { RecordedExam } from './exam-rows.ts'
import type { OpinionsOf } from './opinions.ts'

/** Days since the exam from which on it is due soon, and urgent, before the legal fifteen. */
export const warnings = { soon: 8, urgent: 12 } as const
/** A technical recall is reminded of after a month and ends after six (cahier des charges, V.D). */
export const recallReminderDays = 30
export const recallLimitMonths = 6

export function standingOf({ first, second, bdd, recallEvents }: RecordedExam, opinions: OpinionsOf): ExamStanding {
  if (opinions.is === 'broken') return 'ENVELOPPE_ALTEREE'
  if (opinions.is === 'open') {
    const decision = decisionOf(opinions.opinions.final)
    if (decision === 'NEGATIF') return 'CONCORDANT_NEGATIF'
    if (decision === 'POSITIF') return bdd === null ? 'BDD_ATTENDU' : 'BDD_RECU'
    const last = recallEvents.findLast(({ kind }) => kind !== 'REMINDER')?.kind
    return last === 'RECEIVED' ? 'RAPPEL_RECU' : last === 'REFUSED' ? 'RAPPEL_REFUSE' : 'RAPPEL_ATTENDU'
  }
  if (second !== null) return second.phase === 'AVIS_FIGE' || second.phase === 'REVELATION' ? 'AVIS_FIGE' : 'LECTURE_L2'
  if (first === null) return 'ATTENTE_L1'
  if (first.signed_at === null) return 'LECTURE_L1'
  return first.second_awaited === 0 ? 'HORS_L2' : 'ATTENTE_L2'
}

export function resultOf(standing: ExamStanding, days: number | null): LetterResult | null {
  switch (standing) {
    case 'CONCORDANT_NEGATIF': return 'NEGATIVE'
    case 'BDD_ATTENDU': case 'BDD_RECU': return 'POSITIVE'
    case 'RAPPEL_ATTENDU': return 'TECHNICAL_RECALL'
    case 'ATTENTE_L1': case 'LECTURE_L1': case 'ATTENTE_L2': case 'LECTURE_L2': case 'AVIS_FIGE': return days !== null && days > resultLimitDays ? 'LATE' : null
    case 'RAPPEL_RECU': case 'RAPPEL_REFUSE': case 'HORS_L2': case 'ENVELOPPE_ALTEREE': return null
  }
}

const recipients: readonly LetterRecipient[] = ['PHYSICIAN', 'WOMAN']

export function lettersDueOf({ exam, result, today, concludedOn, dayOf }: {
  exam: RecordedExam; result: LetterResult | null; today: string; concludedOn: string | null; dayOf: (instant: string) => string
}): ExamRow['lettersDue'] {
  // A workup that has come back was told of long ago.
  if (result === null || (result === 'POSITIVE' && exam.bdd !== null)) return []
  const issued = (recipient: LetterRecipient) => exam.letters.find((letter) => letter.result === result && letter.recipient === recipient)
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

export function recallDays(askedOn: string, events: RecordedExam['recallEvents']): { reminderDueOn: string | null; limitOn: string } {
  const closed = events.some(({ kind }) => kind !== 'REMINDER')
  const last = events.findLast(({ kind }) => kind === 'REMINDER')?.on ?? askedOn
  return { reminderDueOn: closed ? null : addDays(last, recallReminderDays), limitOn: monthsAfter(askedOn, recallLimitMonths) }
}

export function dueOf({ standing, examOn, today, recall, lettersDue }: {
  standing: ExamStanding; examOn: string | null; today: string; recall: ExamRow['recall']; lettersDue: ExamRow['lettersDue']
}): { due: DueLevel; dueOn: string | null } {
  if (standing === 'HORS_L2' || standing === 'BDD_RECU' || standing === 'RAPPEL_REFUSE') return { due: 'closed', dueOn: null }
  if (standing === 'CONCORDANT_NEGATIF' && !lettersDue.some(({ recipient }) => recipient === 'WOMAN')) return { due: 'closed', dueOn: null }
  if (standing === 'RAPPEL_ATTENDU' && recall !== null) {
    if (today > recall.limitOn) return { due: 'late', dueOn: recall.limitOn }
    const reminder = recall.reminderDueOn
    return { due: reminder !== null && today >= reminder ? 'urgent' : 'in-time', dueOn: reminder }
  }
  if (standing === 'BDD_ATTENDU') {
    const next = lettersDue.map(({ by }) => by).toSorted()[0] ?? null
    return { due: next === null ? 'in-time' : today > next ? 'late' : 'urgent', dueOn: next }
  }
  if (examOn === null || standing === 'RAPPEL_RECU') return { due: 'in-time', dueOn: null }
  const days = daysBetween(examOn, today)
  const due = days > resultLimitDays ? 'late' : days >= warnings.urgent ? 'urgent' : days >= warnings.soon ? 'soon' : 'in-time'
  return { due, dueOn: addDays(examOn, resultLimitDays) }
}
