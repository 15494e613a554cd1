/** What the program found and mended, or could not mend, when the session began: a broken audit chain, objects that
 *  vanished from the disk. Said once per session until the reader has seen it. */
import { useState } from 'react'
import type { ErrorCode } from '../../main/contract/index.ts'
import { useOperation } from '../api/index.ts'
import { useBilingual, useText } from '../i18n/index.ts'
import { Button, Notice } from '../ui/index.ts'

/** Somebody changed what only the program writes. */
const alarms: readonly ErrorCode[] = ['audit/broken', 'keys/register-cut', 'keys/register-rewritten', 'keys/centre-changed', 'keys/account-changed', 'keys/memory-lost']

export function RecoveredNotices() {
  const t = useText('worklist')
  const say = useBilingual()
  const found = useOperation('health.get', {}).data?.recovered ?? []
  const [seen, setSeen] = useState<readonly string[]>([])
  const unseen = found.filter(({ fr }) => !seen.includes(fr))
  if (unseen.length === 0) return null
  return (
    <div className="wl-recovered">
      {unseen.map((one) => (
        <Notice key={one.fr} tone={one.code !== null && alarms.includes(one.code) ? 'alert' : 'warn'} title={t('recovered')} action={<Button onClick={() => { setSeen([...seen, one.fr]) }}>{t('recoveredSeen')}</Button>}>
          {say(one)}
        </Notice>
      ))}
    </div>
  )
}
