/** Time in a clinical document: instants with the offset of this console, and the local time that images give without one. */
import type { ReportedStudy } from '../../domain/second-reading/index.ts'
import { timestamp } from '../../ris/index.ts'
import { element, type Xml } from './xml.ts'

export const instant = timestamp

/** DICOM day and time as a TS; empty where the day is not known. */
export function examStart({ studyDate, studyTime }: Pick<ReportedStudy, 'studyDate' | 'studyTime'>): string {
  if (studyDate === null) return ''
  const time = /^\d{6}/.exec(studyTime)?.[0] ?? ''
  return `${studyDate.replaceAll('-', '')}${time}`
}

export function examTime(study: Pick<ReportedStudy, 'studyDate' | 'studyTime'>): Xml {
  const start = examStart(study)
  return element('effectiveTime', {}, start === '' ? element('low', { nullFlavor: 'UNK' }) : element('low', { value: start }))
}
