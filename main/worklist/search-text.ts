/** The text that the worklist's search box is matched against: lower case, without accents, words as they come,
 *  with dates both ways a reader may type them. PN components lose their carets (PS3.5 6.2.1). */
export interface Searchable {
  patientName: string
  patientID: string
  patientBirthDate: string | null
  studyDate: string | null
  accessionNumber: string
  description: string
  site: string
}

export function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[’']/g, ' ').toLowerCase()
}

export function searchText(study: Searchable): string {
  const dates = [study.studyDate, study.patientBirthDate].flatMap((date) => (date === null ? [] : [date, frenchDate(date)]))
  const words = [study.patientName.replaceAll(/[\^=]+/g, ' '), study.patientID, study.accessionNumber, study.description, study.site, ...dates]
  return fold(words.join(' ')).replaceAll(/\s+/g, ' ').trim()
}

/** Each word typed must be found somewhere, in any order. */
export function searchWords(typed: string): string[] {
  return fold(typed).split(/\s+/).filter((word) => word !== '').slice(0, 8)
}

function frenchDate(iso: string): string {
  const [year, month, date] = iso.split('-')
  return `${date ?? ''}.${month ?? ''}.${year ?? ''} ${date ?? ''}/${month ?? ''}/${year ?? ''}`
}
