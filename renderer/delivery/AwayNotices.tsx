/** Destinations that do not answer, above the table: what becomes of what is meant for them, and what was said. */
import { useOperation } from '../api/index.ts'
import { useBilingual, useText } from '../i18n/index.ts'
import { Notice } from '../ui/index.ts'

export function AwayNotices() {
  const t = useText('delivery')
  const say = useBilingual()
  const health = useOperation('health.get', {}).data
  const away = (['pacs', 'ris'] as const).filter((peer) => health?.[peer].configured === true && health[peer].reachable === false)
  if (away.length === 0) return null
  return (
    <div className="dp-away">
      {away.map((peer) => {
        const problem = health?.[peer].problem ?? null
        return <Notice key={peer} tone="warn" title={t('page.away', { peer: peer.toUpperCase() })}>{problem === null ? null : `${say(problem)} `}{t('page.awayText')}</Notice>
      })}
    </div>
  )
}
