/** What it means for a reader that the exam is refused to him: by the codes of the exam's course. */
import { problemCode } from '../../api/index.ts'
import type { Loss } from './strings.ts'

const losses: Readonly<Partial<Record<string, Loss>>> = {
  'dossier/lease-expired': 'expired', 'dossier/changed': 'changed', 'dossier/taken': 'taken', 'dossier/not-holder': 'taken', 'dossier/assigned': 'taken', 'dossier/unassigned': 'left', 'dossier/already-read': 'left',
  'dossier/invalid-state': 'left', 'dossier/finalised': 'left', 'reading/not-your-turn': 'left',
}

/** Null for every other problem, a lost connection among them. */
export function lossOf(error: unknown): Loss | null {
  return losses[problemCode(error) ?? ''] ?? null
}

/** Whether taking it again may succeed. */
export const mayRetake = (loss: Loss): boolean => loss !== 'left'
