/** Whose exam it is, as the first sheet and as the images say it, side by side; what differs is said by a word. */
import { TriangleAlert } from 'lucide-react'
import type { ExamDetail } from '../../main/contract/index.ts'
import { useFormat } from '../i18n/index.ts'
import { useDeskWords } from './use-desk-words.ts'

export function IdentityCompare({ exam, sheet }: { exam: ExamDetail; sheet: NonNullable<ExamDetail['sheetIdentity']> }) {
  const words = useDeskWords().identities
  const format = useFormat()
  const rows = [
    { name: words.id, ofSheet: sheet.patientID, ofImages: exam.patientID },
    { name: words.birth, ofSheet: format.day(sheet.patientBirthDate), ofImages: format.day(exam.patientBirthDate) },
    { name: words.accession, ofSheet: sheet.accessionNumber, ofImages: exam.accessionNumber },
  ]
  return (
    <table className="dk-identities">
      <caption className="ui-visually-hidden">{words.title}</caption>
      <thead><tr><th scope="col"><span className="ui-visually-hidden">{words.point}</span></th><th scope="col">{words.sheet}</th><th scope="col">{words.images}</th><th scope="col"><span className="ui-visually-hidden">{words.compared}</span></th></tr></thead>
      <tbody>
        {rows.map(({ name, ofSheet, ofImages }) => (
          <tr key={name} data-differs={ofSheet === ofImages ? undefined : ''}>
            <th scope="row">{name}</th>
            <td className="ui-selectable">{ofSheet === '' ? words.none : ofSheet}</td>
            <td className="ui-selectable">{ofImages === '' ? words.none : ofImages}</td>
            <td>{ofSheet === ofImages ? words.same : <span className="dk-differs"><TriangleAlert size={14} aria-hidden />{words.differs}</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
