/** Above the list: the reader's own signed readings whose correction was agreed to and waits for its signature. */
import type { WorklistRow } from '../../../main/contract/index.ts'
import { useOperation } from '../../api/index.ts'
import { formatPatientName, useLanguage } from '../../i18n/index.ts'
import { Button, Notice } from '../../ui/index.ts'
import { correctionStrings } from '../correction/strings.ts'

const named = 3

/** `enabled`: the account reads for the programme. */
export function AgreedCorrections({ enabled, onOpen }: { enabled: boolean; onOpen: (study: WorklistRow) => void }) {
  const words = correctionStrings[useLanguage()]
  const studies = useOperation('reading.agreedCorrections', {}, { enabled }).data?.studies ?? []
  const [first] = studies
  if (first === undefined) return null
  const names = studies.slice(0, named).map(({ patientName }) => formatPatientName(patientName) || words.unnamed).join(', ')
  return (
    <Notice tone="neutral" title={words.agreed} action={<Button onClick={() => { onOpen(first) }}>{words.open}</Button>}>
      {words.notice(studies.length > named ? `${names}…` : names, studies.length)}
    </Notice>
  )
}
