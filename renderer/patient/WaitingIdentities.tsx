/** Over the list: images that came by hand and of which it must be said whose they are. */
import type { WorklistRow } from '../../main/contract/index.ts'
import { useOperation, useRefresh, useServerEvent } from '../api/index.ts'
import { useLanguage } from '../i18n/index.ts'
import { Button, Notice } from '../ui/index.ts'
import { patientStrings } from './strings.ts'

export function WaitingIdentities({ onAnswer }: { onAnswer: (study: WorklistRow) => void }) {
  const words = patientStrings[useLanguage()]
  const refresh = useRefresh()
  const studies = useOperation('identity.waiting', {}).data?.studies ?? []
  useServerEvent((event) => { if (event.type === 'worklist.changed') refresh('identity.waiting') })
  const first = studies[0]
  return first === undefined ? null : <div className="wl-recovered"><Notice tone="warn" title={words.waiting(studies.length)} action={<Button onClick={() => { onAnswer(first) }}>{words.answer}</Button>}>{words.waitingText}</Notice></div>
}
