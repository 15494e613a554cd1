/** When the result of a screening mammogram is due: 15 days after the exam (cahier des charges, V.C). Only exams that
 *  the active account has still to read have one. */
import type { WorklistRow } from '../../main/contract/index.ts'

const delayDays = 15
const dayMs = 86_400_000
const unread: readonly WorklistRow['reading'][] = ['to-read', 'reading', 'frozen', 'revealed']

export interface DueDate {
  /** Whole days from today; negative once past. */
  readonly days: number
  readonly urgency: 'calm' | 'soon' | 'late'
}

export function dueDate(row: Pick<WorklistRow, 'modalities' | 'reading' | 'studyDate' | 'demo'>, today: string): DueDate | null {
  if (row.studyDate === null || row.demo || !row.modalities.includes('MG') || !unread.includes(row.reading)) return null
  const days = Math.round((Date.parse(row.studyDate) - Date.parse(today)) / dayMs) + delayDays
  return { days, urgency: days < 0 ? 'late' : days <= 3 ? 'soon' : 'calm' }
}
