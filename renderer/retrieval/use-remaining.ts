/** Time left as a reader takes it in: seconds below two minutes, then minutes, then hours; unknown is said. */
import { useCallback } from 'react'
import { useText } from '../i18n/index.ts'

export function useRemaining(): (seconds: number | null) => string {
  const t = useText('retrieval')
  return useCallback((seconds) => {
    if (seconds === null) return t('leftUnknown')
    const time = seconds < 120 ? t('seconds', { count: seconds }) : seconds < 7200 ? t('minutes', { count: Math.round(seconds / 60) }) : t('hours', { count: Math.round(seconds / 3600) })
    return t('left', { time })
  }, [t])
}
