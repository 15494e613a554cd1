/** What a console starts with: due colours at 8 and 12 of 15 days, a guard time of two seconds, a pause proposed after
 *  50 exams or 50 minutes, opinions undone for an hour. */
import type { SessionSettings } from '../../contract/index.ts'

export const defaultSessionSettings: SessionSettings = {
  guardMs: 2000, dueSoonDays: 8, dueUrgentDays: 12, dueLimitDays: 15, pauseAfterCases: 50, pauseAfterMinutes: 50, undoMinutes: 60,
}
