/** The exam changed under an unfinished reading: says what changed, and has the window ask for its images anew. */
import { useEffect } from 'react'
import type { Reading } from '../../main/contract/index.ts'
import { useRefresh } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { Notice } from '../ui/index.ts'

export function ReturnedBanner({ what }: { what: NonNullable<Reading['returned']> }) {
  const t = useText('screening')
  const refresh = useRefresh()
  useEffect(() => { refresh('study.open') }, [refresh, what])
  return <div className="reading-returned"><Notice tone="warn" title={t(`returned.${what}`)}>{t(`returned.text.${what}`)}</Notice></div>
}
