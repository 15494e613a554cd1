/** The identity of the images above the patients here who may be meant; each cell that differs says so by a sign and a word. */
import { TriangleAlert } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import type { IdentityCandidate, IdentityReason, Output } from '../../main/contract/index.ts'
import { formatPatientName, useFormat, useLanguage, useText } from '../i18n/index.ts'
import { ScrollRegion } from '../ui/index.ts'
import { patientStrings } from './strings.ts'

type Medium = Output<'identity.question'>['medium']
interface Props { /** The exam in question, in short. */ readonly exam: string; readonly medium: Medium; readonly candidates: readonly IdentityCandidate[]; readonly chosen: IdentityCandidate | null; readonly onChoose: (candidate: IdentityCandidate) => void }

export function Candidates({ exam, medium, candidates, chosen, onChoose }: Props) {
  const words = patientStrings[useLanguage()]
  const format = useFormat()
  const group = useId()
  return (
    <ScrollRegion className="pt-table pt-candidates" label={words.candidates}>
      <table>
        <thead><tr><th scope="col"><span className="ui-visually-hidden">{words.choice}</span></th><th scope="col">{words.patient}</th><th scope="col">{words.birth}</th><th scope="col">{words.sex}</th><th scope="col">{words.number}</th><th scope="col">{words.issuer}</th><th scope="col">{words.here}</th></tr></thead>
        <tbody>
          <tr className="pt-medium"><td>{words.onMedium}</td><Cells identity={medium} reasons={[]} /><td>{exam}</td></tr>
          {candidates.map((candidate) => (
            <tr key={candidate.studyInstanceUID} data-chosen={candidate.studyInstanceUID === chosen?.studyInstanceUID ? '' : undefined}>
              <td><input className="pt-radio" type="radio" name={group} aria-label={formatPatientName(candidate.patientName) || words.unnamed} checked={candidate.studyInstanceUID === chosen?.studyInstanceUID} onChange={() => { onChoose(candidate) }} /></td>
              <Cells identity={candidate} reasons={candidate.reasons} />
              <td>{words.exams(candidate.exams)}{candidate.lastExam === null ? '' : `, ${words.last(format.day(candidate.lastExam))}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Cells({ identity, reasons }: { identity: Medium; reasons: readonly IdentityReason[] }) {
  const words = patientStrings[useLanguage()]
  const common = useText('common')
  const format = useFormat()
  const sex = identity.patientSex === 'F' || identity.patientSex === 'M' || identity.patientSex === 'O' ? common(`sex.${identity.patientSex}`) : ''
  const cell = (value: string, ...which: IdentityReason[]): ReactNode => {
    const found = which.find((reason) => reasons.includes(reason))
    return <td>{value || words.none}{found === undefined ? null : <span className="pt-mark" data-tone="warn"><TriangleAlert size={14} aria-hidden />{found === 'no-number' ? words.absentFromMedium : words.reasons[found]}</span>}</td>
  }
  return (
    <>
      {cell(formatPatientName(identity.patientName), 'other-name')}
      {cell(format.day(identity.patientBirthDate), 'other-birth-date')}
      {cell(sex, 'other-sex')}
      {cell(identity.patientID, 'other-number', 'no-number', 'other-ins')}
      {cell(identity.issuerOfPatientID, 'other-issuer', 'issuer-unknown')}
    </>
  )
}
