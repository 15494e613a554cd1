/** Readings a year against the legal minima (cahier des charges, I and V.A): 500 first readings, 1,500 second readings. */
import { secondReadings, type ExamFacts } from './exam-facts.ts'

export const yearlyMinimum = { FIRST: 500, SECOND: 1500 } as const

export interface ReaderVolume { readonly reader: string; readonly kind: 'FIRST' | 'SECOND'; readonly read: number; readonly yearlyMinimum: number }

/** One row per reader and kind of reading, by code. */
export function volumes(exams: readonly ExamFacts[]): ReaderVolume[] {
  const rows = new Map<string, ReaderVolume>()
  for (const exam of exams) {
    for (const [kind, reading] of [...(exam.first === null ? [] : [['FIRST', exam.first] as const]), ...secondReadings(exam).map((one) => ['SECOND', one] as const)]) {
      const key = `${kind} ${reading.reader}`
      rows.set(key, { reader: reading.reader, kind, read: (rows.get(key)?.read ?? 0) + 1, yearlyMinimum: yearlyMinimum[kind] })
    }
  }
  return [...rows.values()].toSorted((one, other) => one.kind.localeCompare(other.kind) || one.reader.localeCompare(other.reader))
}
