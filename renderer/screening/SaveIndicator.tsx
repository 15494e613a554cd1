/** Whether what was typed is safe, at a fixed place: icon and word. Failures are also said in full below. */
import { Check, CloudAlert, LoaderCircle, PencilLine } from 'lucide-react'
import { useFormat, useText } from '../i18n/index.ts'
import type { DraftState } from './draft-autosave.ts'

export function SaveIndicator({ state }: { state: DraftState }) {
  const t = useText('screening')
  const format = useFormat()
  const shown = {
    saved: { icon: Check, words: state.kind === 'saved' && state.at !== null ? t('save.savedAt', { time: format.time(state.at.toISOString()) }) : t('save.saved') },
    editing: { icon: PencilLine, words: t('save.editing') },
    saving: { icon: LoaderCircle, words: t('save.saving') },
    stale: { icon: CloudAlert, words: t('save.stale') },
    failed: { icon: CloudAlert, words: t('save.failed') },
  }[state.kind]
  return <span className="reading-save" data-state={state.kind} data-save-state={state.kind}><shown.icon size={14} aria-hidden />{shown.words}</span>
}
