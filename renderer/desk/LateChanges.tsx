/** What changed of an exam that was final already: the coordinator decides what follows. */
import type { StudyInstanceUID } from '../../main/contract/index.ts'
import { useOperation } from '../api/index.ts'
import { useFormat } from '../i18n/index.ts'
import { Notice } from '../ui/index.ts'
import { filled, useDeskWords } from './use-desk-words.ts'

export function LateChanges({ study }: { study: StudyInstanceUID }) {
  const words = useDeskWords()
  const format = useFormat()
  const late = useOperation('programme.dossier', { studyInstanceUID: study }).data?.dossier?.lateChanges ?? []
  return late.map(({ what, at }) => <Notice key={what} tone="warn" title={words.lateChange[what]}>{filled(words.lateChangeText, { at: format.instant(at) })}</Notice>)
}
