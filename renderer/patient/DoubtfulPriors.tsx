/** Earlier exams that may be another person's: counted in the bar of the reading, listed apart with what differs. */
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { DoubtfulPrior, WorklistRow } from '../../main/contract/index.ts'
import { formatPatientName, useFormat, useLanguage, useText } from '../i18n/index.ts'
import { Button, Dialog, ScrollRegion } from '../ui/index.ts'
import './patient.css'
import { patientStrings } from './strings.ts'

export function DoubtfulPriors({ study, priors }: { study: WorklistRow; priors: readonly DoubtfulPrior[] }) {
  const words = patientStrings[useLanguage()]
  const common = useText('common')
  const [open, setOpen] = useState(false)
  if (priors.length === 0) return null
  const rows = [{ study, reasons: [] }, ...priors]
  return (
    <>
      <Button variant="quiet" className="pt-doubtful" icon={<TriangleAlert size={14} aria-hidden />} onClick={() => { setOpen(true) }}>{words.doubtful(priors.length)}</Button>
      <Dialog open={open} onClose={() => { setOpen(false) }} title={words.doubtfulTitle} description={words.doubtfulText} size="wide" footer={<Button size="large" variant="primary" onClick={() => { setOpen(false) }}>{common('close')}</Button>}>
        <ScrollRegion className="pt-table" label={words.doubtfulTitle}>
          <table>
            <thead><tr><th scope="col">{words.exam}</th><th scope="col">{words.patient}</th><th scope="col">{words.number}</th><th scope="col">{words.birth}</th><th scope="col">{words.sex}</th><th scope="col">{words.differs}</th></tr></thead>
            <tbody>{rows.map(({ study: one, reasons }, index) => <PriorRow key={one.studyInstanceUID} study={one} reasons={reasons.map((reason) => words.reasons[reason])} isThis={index === 0} />)}</tbody>
          </table>
        </ScrollRegion>
      </Dialog>
    </>
  )
}

function PriorRow({ study, reasons, isThis }: { study: WorklistRow; reasons: readonly string[]; isThis: boolean }) {
  const words = patientStrings[useLanguage()]
  const common = useText('common')
  const format = useFormat()
  const sex = study.patientSex === 'F' || study.patientSex === 'M' || study.patientSex === 'O' ? common(`sex.${study.patientSex}`) : words.none
  return (
    <tr>
      <th scope="row">{[format.day(study.studyDate), study.site, study.description].filter((part) => part !== '').join(' · ')}</th>
      <td>{formatPatientName(study.patientName) || words.unnamed}</td><td>{study.patientID || words.none}</td><td>{format.day(study.patientBirthDate) || words.none}</td><td>{sex}</td>
      <td>{isThis ? words.this : <span className="pt-mark" data-tone="warn"><TriangleAlert size={14} aria-hidden />{reasons.join(', ')}</span>}</td>
    </tr>
  )
}
