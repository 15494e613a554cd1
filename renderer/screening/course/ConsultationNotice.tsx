/** Above the list: the exams on which a second reader is asked for another opinion. */
import type { Consultation } from '../../../main/contract/index.ts'
import { useOperation } from '../../api/index.ts'
import { formatPatientName, useLanguage } from '../../i18n/index.ts'
import { Button, Notice } from '../../ui/index.ts'
import { courseStrings } from './strings.ts'

const named = 3

/** `enabled`: the account reads as second reader. */
export function ConsultationNotice({ enabled, onOpen }: { enabled: boolean; onOpen: (study: Consultation['study']) => void }) {
  const words = courseStrings[useLanguage()]
  const asked = useOperation('programme.consultations', {}, { enabled }).data?.consultations ?? []
  const [first] = asked
  if (first === undefined) return null
  const names = asked.slice(0, named).map(({ study }) => formatPatientName(study.patientName) || words.unnamed).join(', ')
  return (
    <Notice tone="neutral" title={words.consulted} action={<Button onClick={() => { onOpen(first.study) }}>{words.open}</Button>}>
      {words.notice(asked.length > named ? `${names}…` : names, asked.length)}
    </Notice>
  )
}
